"""自评表 self_evaluating: zhida report selfeval: made by the system, or filled in and taken back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.days import day_of, today
from zhida.cli.evaluate.filled import filled_form, tell_filed
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.report.options import File, Formats, OfAgency, OfDuty, formats_of
from zhida.cli.report.showing import deliver, folder, handed, status_of
from zhida.cli.targets.sheets import tell

if TYPE_CHECKING:
    from zhida.core.findings import Finding
    from zhida.core.performance.evaluation import SelfEvaluation
    from zhida.documents.writing.notice import Format
    from zhida.platform.access.policy import Actor
    from zhida.platform.reports.self_evaluating import Compared

FilledForms = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="自评表",
        help="填好的自评表（docx、xlsx、pdf）：与账和完成值核对；省略时由系统编成。",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="文件夹", help="系统编成的表写到哪个文件夹。")
]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="年度", help="预算年度；填好的表上写了年度的可省略。"),
]
Fund = Annotated[
    str, typer.Option("--fund", metavar="资金", help="哪项资金；省略时为各项资金，或表上所写的。")
]
FiledOn = Annotated[
    str | None, typer.Option("--filed", metavar="日期", help="报送日期；省略时为今天。")
]
_ALL = "docx,xlsx,pdf"


def selfeval(
    forms: FilledForms = None,
    out: Out = None,
    year: Year = None,
    agency: OfAgency = None,
    fund: Fund = "",
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="截至哪一天；省略时为年度末日。")
    ] = None,
    formats: Formats = _ALL,
    file: File = False,
    duty: OfDuty = None,
    filed: FiledOn = None,
    who: As = None,
) -> None:
    """绩效自评表（2024年表式）：由系统编成，每项资金一份；填好的表可以核对、报送。"""
    if duty is not None and not file:
        refuse("--duty 与 --file 同用")
    day = _filing_day(filed, file=file)
    asked = Asked(agency, fund, year, duty, day)
    if forms:
        if out is not None or on is not None:
            refuse("核对或报送填好的表时不用写 --out、--on：按年末的账核对，不另写文件")
        _take(asked, forms, who, file=file)
    else:
        if out is None or year is None:
            refuse("请写 --year 年度和 --out 文件夹（由系统编成），或给出填好的自评表")
        until = day_of(on) or datetime.date(year, 12, 31)
        _make(asked, out, formats_of(formats), until, who, file=file)


@dataclass(frozen=True, slots=True)
class Asked:
    """所要: of whom, of which fund and year, and how it is handed in."""

    agency: str | None
    fund: str
    year: int | None
    duty: int | None
    day: datetime.date | None


def _filing_day(filed: str | None, *, file: bool) -> datetime.date | None:
    if filed is not None and not file:
        refuse("--filed 与 --file 同用：自评表上没有填报日期一栏")
    day = day_of(filed)
    return day if day is not None or not file else today()


def _take(asked: Asked, paths: list[Path], who: str | None, *, file: bool) -> None:
    """Filled forms: compared with what the system has, and filed where that is asked for."""
    read = [(filled_form(path), (path.name, path.read_bytes())) for path in paths]
    findings: list[Finding] = []
    with acting_for(who) as actor:
        from zhida.platform.reports.heads import agency_of
        from zhida.platform.reports.self_evaluating import compare, file_forms
        from zhida.platform.scope import scope

        with scope(actor.region):
            of = agency_of(asked.agency or actor.agency)
            if not file:
                held = [
                    (path, form, compare(of, form, fund=asked.fund, year=asked.year))
                    for path, (form, _) in zip(paths, read, strict=True)
                ]
        if file:
            done, filings = file_forms(
                actor, of, read,
                fund=asked.fund, year=asked.year, duty=asked.duty, day=asked.day,
            )  # fmt: skip
            for each in done:
                tell_filed(each)
                findings += each.found.findings
            handed(filings)
        else:
            for path, form, one in held:
                _show(path, form, one)
                findings += one.found.findings
    raise typer.Exit(0 if file else status_of(findings))


def _show(path: Path, form: SelfEvaluation, held: Compared) -> None:
    from zhida.cli.score import summary
    from zhida.cli.targets.sheets import deliver as show
    from zhida.documents.performance.scores import compared_sheet

    show([compared_sheet(f"{path.name} {form.title}", held.found)], None, False)
    output().print(f"{held.year}年“{held.fund}”：{summary(held.found)}", soft_wrap=True)
    tell(held.found.findings)
    if not held.found.findings:
        output().print("与账和登记的完成值一致，没有发现问题。")


def _make(
    asked: Asked,
    out: Path,
    formats: tuple[Format, ...],
    until: datetime.date,
    who: str | None,
    *,
    file: bool,
) -> None:
    """The forms that the system fills, written, and filed where that is asked for."""
    folder(out)
    with acting_for(who) as actor:
        if file:
            _make_and_file(actor, asked, out, formats, until)
        else:
            _write(actor, asked, out, formats, until)
    messages().print("资金管理情况、未完成原因等须由填报人填写，系统留空。")


def _make_and_file(
    actor: Actor, asked: Asked, out: Path, formats: tuple[Format, ...], until: datetime.date
) -> None:
    from zhida.platform.reports.heads import agency_of
    from zhida.platform.reports.self_evaluating import file_made_forms
    from zhida.platform.scope import scope

    with scope(actor.region):
        of = agency_of(asked.agency or actor.agency)
    done, filings = file_made_forms(
        actor, of, until.year if asked.year is None else asked.year, until,
        fund=asked.fund, formats=formats, duty=asked.duty, day=asked.day,
    )  # fmt: skip
    for each in done:
        deliver(out, each.files)
        tell_filed(each)
    handed(filings)


def _write(
    actor: Actor, asked: Asked, out: Path, formats: tuple[Format, ...], until: datetime.date
) -> None:
    from zhida.platform.reports.actions import make
    from zhida.platform.reports.heads import agency_of
    from zhida.platform.reports.performing import evaluations
    from zhida.platform.scope import scope

    year = until.year if asked.year is None else asked.year
    with scope(actor.region):
        of = agency_of(asked.agency or actor.agency)
        made = [each for each in evaluations(of, year, until) if asked.fund in ("", each.fund)]
    if not made:
        refuse(
            f"{of.name}{year}年{f'“{asked.fund}”' if asked.fund else ''}既没有资金，也没有绩效目标，"
            "无从自评。请核对年度和资金名称；绩效目标用 zhida targets set 登记"
        )
    for each in made:
        ready = make(actor, each.asked, each.form, formats)
        deliver(out, ready.files, fresh=ready.fresh)
