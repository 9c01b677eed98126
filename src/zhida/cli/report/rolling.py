"""汇总 rolling: zhida report rollup: children's files into the parent's form, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.days import day_of
from zhida.cli.installation import refuse
from zhida.cli.report.options import EvidenceFile, Filed, Formats, Out, formats_of
from zhida.cli.report.showing import (
    checked_evidence,
    deliver,
    folder,
    status_of,
    tell,
    write_evidence,
)


def rollup(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="下级报来的表。")],
    out: Out,
    name: Annotated[
        str, typer.Option("--name", metavar="单位", help="汇总单位的名称，印在表上。")
    ] = "",
    place: Annotated[
        str, typer.Option("--place", metavar="地区", help="汇总地区，印在标题里，如 乌鲁木齐市。")
    ] = "",
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", metavar="单位", help="未报的下级单位，列为“未报”；可以多次写。"),
    ] = None,
    formats: Formats = "docx,xlsx,pdf",
    filed: Filed = None,
    evidence: EvidenceFile = None,
) -> None:
    """汇总下级各表：每个下级一行，合计等于各表之和；未报的列“未报”，不作零。"""
    from zhida.core.forms.checking import check_children, check_form
    from zhida.core.forms.head import FormHead
    from zhida.core.forms.rollup import Child, MixedForms
    from zhida.core.forms.rollup import rollup as rolled
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.parsing.forms.children import child_of
    from zhida.documents.writing.forms import form_files

    wanted, day = formats_of(formats), day_of(filed)
    checked_evidence(evidence)
    folder(out)
    try:
        read = [child_of(file) for file in _each(files)]
    except UnreadableFile as wrong:
        refuse(str(wrong))
    children = [child for child, _ in read]
    for at, child in enumerate(children):
        same = [files[other] for other in range(at) if children[other].name == child.name]
        if same:
            refuse(f"{files[at]}与{same[0]}是同一个单位（{child.name}）的表。请只留一份")
    children += [Child("", each, None) for each in missing or []]
    days = {child.form.as_of for child in children if child.form is not None}
    if len(days) > 1:
        told = "、".join(sorted(each.isoformat() for each in days))
        refuse(f"各表的数据截至日期不同（{told}）。请用同一天的表汇总")
    head = FormHead("", name, max(days), filed_on=day, words={"place": place})
    try:
        form = rolled(head, children)
    except MixedForms as wrong:
        refuse(str(wrong))
    deliver(out, form_files(form, f"{form.kind}-{max(days).isoformat()}", formats=wanted))
    write_evidence(evidence, [(form.title, form)])
    worst = 0
    for (child, findings), file in zip(read, files, strict=True):
        tell(messages(), f"{child.name}（{file}）", findings)
        worst = max(worst, status_of(findings))
    own = (*check_form(form), *check_children(form, children))
    tell(messages(), form.title, own)
    raise typer.Exit(max(worst, status_of(own)))


def _each(files: list[Path]) -> list[Path]:
    if len(set(files)) < len(files):
        refuse("同一个文件写了两次。请只写一次")
    return files
