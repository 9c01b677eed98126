"""生成 making: zhida report feedback and quarterly, of one agency or of all its children."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.days import day_of, today
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.ledger.counting import counting
from zhida.cli.report.options import (
    Children,
    EvidenceFile,
    File,
    Filed,
    Formats,
    FromLedger,
    OfAgency,
    OfDuty,
    Out,
    Reasons,
    Year,
    formats_of,
    reasons_of,
)
from zhida.cli.report.showing import (
    checked_evidence,
    deliver,
    folder,
    handed,
    status_of,
    tell,
    write_evidence,
)

if TYPE_CHECKING:
    from zhida.core.findings import Finding
    from zhida.core.forms.form import FormTable
    from zhida.core.obligations.periods import Period
    from zhida.platform.access.policy import Actor
    from zhida.platform.obligations.models import Filing
    from zhida.platform.regions.models import Agency
    from zhida.platform.reports.building import Built

_ALL = "docx,xlsx,pdf"


def feedback(
    out: Out,
    agency: OfAgency = None,
    year: Year = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="日期", help="截至哪一天：收到文件后报送的反馈表（单位元）。"),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="月份", help="按月报送的反馈表（单位万元），如 2025-03。"),
    ] = None,
    formats: Formats = _ALL,
    children: Children = False,
    from_ledger: FromLedger = False,
    file: File = False,
    duty: OfDuty = None,
    filed: Filed = None,
    reasons: Reasons = None,
    evidence: EvidenceFile = None,
    who: As = None,
) -> None:
    """跟踪反馈表：收到、下达、支出各多少，未支出的写明原因。"""
    if (on is None) == (period is None):
        refuse("请写 --on 日期（收到文件后报送）或 --period 月份（按月报送）中的一个")
    kind = "feedback" if period is None else "feedback_monthly"
    wanted = Wanted(kind, _period(on, period), out, agency, year, children, from_ledger, file, duty)
    _make(wanted, formats, filed, reasons, evidence, who)


def quarterly(
    out: Out,
    period: Annotated[str, typer.Option("--period", metavar="季度", help="哪个季度，如 2025Q1。")],
    agency: OfAgency = None,
    year: Year = None,
    formats: Formats = _ALL,
    children: Children = False,
    from_ledger: FromLedger = False,
    file: File = False,
    duty: OfDuty = None,
    filed: Filed = None,
    reasons: Reasons = None,
    evidence: EvidenceFile = None,
    who: As = None,
) -> None:
    """季报表：资金使用和执行进度，本季度和年初累计。"""
    wanted = _period(None, period)
    if "Q" not in wanted.name:
        refuse(f"“{period}”不是季度，请写成 2025Q1 的形式")
    asked = Wanted("quarterly", wanted, out, agency, year, children, from_ledger, file, duty)
    _make(asked, formats, filed, reasons, evidence, who)


def _period(on: str | None, period: str | None) -> Period:
    from zhida.core.forms.periods import UnknownPeriod, period_of, until

    day = day_of(on)
    if day is not None:
        return until(day)
    try:
        return period_of(period or "")
    except UnknownPeriod as wrong:
        refuse(str(wrong))


@dataclass(frozen=True, slots=True)
class Wanted:
    """所要: what a command was asked for."""

    kind: str
    period: Period
    out: Path
    agency: str | None
    year: int | None
    children: bool
    from_ledger: bool
    file: bool
    duty: int | None


def _make(
    wanted: Wanted,
    formats: str,
    filed: str | None,
    reasons: Path | None,
    evidence: Path | None,
    who: str | None,
) -> None:
    kinds, said = formats_of(formats), reasons_of(reasons)
    day = _filing_day(wanted, filed)
    checked_evidence(evidence)
    folder(wanted.out)
    forms: list[tuple[str, FormTable]] = []
    faults: list[tuple[str, Sequence[Finding]]] = []
    unfiled: list[str] = []
    with acting_for(who) as actor:
        from zhida.core.ledger import LedgerError
        from zhida.platform.reports.actions import make
        from zhida.platform.reports.filing import make_and_file

        made = _forms(actor, wanted, day, said)
        with counting("编制报表") as count:
            for each in made:
                args = (actor, each.asked, each.form, kinds, each.findings)
                filings: tuple[Filing, ...] = ()
                try:
                    if wanted.file:
                        both = make_and_file(*args, duty=wanted.duty, day=day)
                        ready, filings = both.made, both.filings
                    else:
                        ready = make(*args)
                except LedgerError as refused:
                    unfiled.append(str(refused))
                    ready = make(*args)
                deliver(wanted.out, ready.files, fresh=ready.fresh)
                handed(filings)
                name = f"{each.asked.agency.name} {each.form.title}"
                forms.append((name, each.form))
                faults.append((name, each.findings))
                count("", 1)
    write_evidence(evidence, forms)
    for name, findings in faults:
        tell(messages(), name, findings)
    for sentence in unfiled:
        messages().print(sentence, style="fault", soft_wrap=True)
    worst = status_of(each for _, findings in faults for each in findings)
    raise typer.Exit(max(worst, int(bool(unfiled))))


def _filing_day(wanted: Wanted, filed: str | None) -> datetime.date | None:
    """The day of filing: as it was told; today where the form is filed and nobody told it."""
    if wanted.from_ledger and not wanted.children:
        refuse("--from-ledger 与 --children 同用")
    if wanted.duty is not None and not wanted.file:
        refuse("--duty 与 --file 同用")
    if wanted.file and wanted.children and wanted.from_ledger:
        refuse("按账编的下级各表不能代下级报送；请去掉 --file，或由下级自己报送")
    day = day_of(filed)
    return day if day is not None or not wanted.file else today()


def _forms(
    actor: Actor, wanted: Wanted, filed: datetime.date | None, reasons: Mapping[str, str]
) -> Iterator[Built]:
    """The forms one by one; of children first theirs, then the parent's sum of them."""
    from zhida.platform.reports.building import build, build_rollup
    from zhida.platform.reports.filed import build_filed
    from zhida.platform.reports.heads import agency_of, children_of
    from zhida.platform.scope import scope

    kind, period = wanted.kind, wanted.period
    year = wanted.year or period.last.year
    with scope(actor.region):
        parent = agency_of(wanted.agency or actor.agency)
        below: list[Agency] = children_of(parent, period.last) if wanted.children else [parent]
        if not below:
            refuse(
                f"{parent.name}没有同类的下级单位。请用 zhida agencies add 登记，或去掉 --children"
            )
        if wanted.children and not wanted.from_ledger:
            built = [build_filed(kind, parent, below, year, period, filed)]
        else:
            built = list(build(kind, below, year, period, filed, reasons))
        if wanted.children and wanted.from_ledger:
            forms = {each.asked.agency.code: each.form for each in built}
            built.append(build_rollup(kind, parent, below, forms, year, period, filed))
    yield from built
