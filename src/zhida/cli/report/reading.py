"""读回 reading: zhida report read: a filled form, its figures, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid

from zhida.cli.console import messages, output
from zhida.cli.installation import refuse
from zhida.cli.report.other_papers import other_paper
from zhida.cli.report.showing import status_of, tell

if TYPE_CHECKING:
    from zhida.core.performance.evaluation import SelfEvaluation
    from zhida.documents.blocks import Document


def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="填好的报表：docx、xlsx 或 pdf。")
    ],
) -> None:
    """读回填好的报表：逐格读出，指出移位的栏、不能识读的格和不平的合计。"""
    from zhida.core.forms.checking import check_form
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.parsing.forms.filled import read_filled
    from zhida.documents.reading import read_document

    worst = 0
    for file in files:
        try:
            document = read_document(file)
            found = read_filled(document)
        except UnreadableFile as wrong:
            refuse(str(wrong))
        if found.form is None or found.to_be_filled:
            forms = _self_evaluations(document)
            if forms:
                worst = max(worst, _show_evaluations(file, forms))
                continue
            other = other_paper(file, document)
            if other or found.form is None:
                refuse(f"{file}{other or _UNKNOWN}")
            messages().print(f"{file}：没有一行填了支出，是待填的表样。", soft_wrap=True)
        _show(found.form)
        findings = (*found.findings, *check_form(found.form))
        tell(messages(), str(file), findings)
        if not findings:
            messages().print(f"{file}：没有发现问题。", soft_wrap=True)
        worst = max(worst, status_of(findings))
    raise typer.Exit(worst)


_UNKNOWN = "：没有认出报表。能读的是反馈表、季报表及其汇总表和绩效自评表，表头须保留原表式的栏名"


def _self_evaluations(document: Document) -> tuple[SelfEvaluation, ...]:
    from zhida.documents.parsing.evaluation import NoSelfEvaluation, self_evaluations_in

    try:
        return self_evaluations_in(document)
    except NoSelfEvaluation:
        return ()


def _show_evaluations(file: Path, forms: tuple[SelfEvaluation, ...]) -> int:
    """Self-evaluations worked out again, beside what they print."""
    from zhida.cli.score import show_forms
    from zhida.core.parameters import ParameterError
    from zhida.core.performance.recompute import recompute

    if any(form.year is None for form in forms):
        refuse(f"{file}：自评表没有写年度。请用 zhida score --year 年度 核对")
    try:
        found = [(file.name, recompute(form)) for form in forms]
    except ParameterError as wrong:
        refuse(f"{file}：{wrong}")
    show_forms(found, as_json=False, xlsx=None)
    messages().print("与账和登记的完成值核对，请用 zhida report selfeval 文件。", soft_wrap=True)
    return status_of(each for _, one in found for each in one.findings)


def _show(form: object) -> None:
    from zhida.core.forms.form import FormTable
    from zhida.documents.writing.forms.cells import cell_text

    assert isinstance(form, FormTable)
    console = output()
    console.print(form.title, style="name", soft_wrap=True)
    told = [f"{label}：{value}" for label, value in form.fields if value]
    console.print("  ".join((*told, f"单位：{form.unit.label}")), style="label", soft_wrap=True)
    grid = Grid(show_lines=False)
    for column in form.columns:
        grid.add_column(column.header[-1], overflow="fold")
    for row in (*form.rows, *((form.total,) if form.total else ())):
        grid.add_row(
            *(
                cell_text(cell, column.kind, form.unit)
                for cell, column in zip(row, form.columns, strict=True)
            )
        )
    console.print(grid)
