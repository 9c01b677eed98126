"""生成 making: zhida report feedback and quarterly, of one agency or of all its children."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.ledger.counting import counting
from zhida.cli.report.options import (
    Children,
    EvidenceFile,
    Filed,
    Formats,
    OfAgency,
    Out,
    Reasons,
    Year,
    day_of,
    formats_of,
    reasons_of,
)
from zhida.cli.report.showing import (
    checked_evidence,
    deliver,
    folder,
    status_of,
    tell,
    write_evidence,
)

if TYPE_CHECKING:
    from zhida.core.findings import Finding
    from zhida.core.forms.form import FormTable
    from zhida.core.obligations.periods import Period
    from zhida.platform.access.policy import Actor
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
    filed: Filed = None,
    reasons: Reasons = None,
    evidence: EvidenceFile = None,
    who: As = None,
) -> None:
    """跟踪反馈表：收到、下达、支出各多少，未支出的写明原因。"""
    if (on is None) == (period is None):
        refuse("请写 --on 日期（收到文件后报送）或 --period 月份（按月报送）中的一个")
    kind = "feedback" if period is None else "feedback_monthly"
    _make(
        kind,
        _period(on, period),
        out,
        agency,
        year,
        formats,
        children,
        filed,
        reasons,
        evidence,
        who,
    )


def quarterly(
    out: Out,
    period: Annotated[str, typer.Option("--period", metavar="季度", help="哪个季度，如 2025Q1。")],
    agency: OfAgency = None,
    year: Year = None,
    formats: Formats = _ALL,
    children: Children = False,
    filed: Filed = None,
    reasons: Reasons = None,
    evidence: EvidenceFile = None,
    who: As = None,
) -> None:
    """季报表：资金使用和执行进度，本季度和年初累计。"""
    wanted = _period(None, period)
    if "Q" not in wanted.name:
        refuse(f"“{period}”不是季度，请写成 2025Q1 的形式")
    _make("quarterly", wanted, out, agency, year, formats, children, filed, reasons, evidence, who)


def _period(on: str | None, period: str | None) -> Period:
    from zhida.core.forms.periods import UnknownPeriod, period_of, until

    day = day_of(on)
    if day is not None:
        return until(day)
    try:
        return period_of(period or "")
    except UnknownPeriod as wrong:
        refuse(str(wrong))


def _make(
    kind: str,
    period: Period,
    out: Path,
    agency: str | None,
    year: int | None,
    formats: str,
    children: bool,
    filed: str | None,
    reasons: Path | None,
    evidence: Path | None,
    who: str | None,
) -> None:
    wanted, day, said = formats_of(formats), day_of(filed), reasons_of(reasons)
    checked_evidence(evidence)
    folder(out)
    forms: list[tuple[str, FormTable]] = []
    faults: list[tuple[str, Sequence[Finding]]] = []
    with acting_for(who) as actor:
        from zhida.platform.reports.actions import make

        made = _forms(actor, kind, period, agency, year, children, day, said)
        with counting("编制报表") as count:
            for each in made:
                ready = make(actor, each.asked, each.form, wanted, each.findings)
                deliver(out, ready.files, fresh=ready.fresh)
                name = f"{each.asked.agency.name} {each.form.title}"
                forms.append((name, each.form))
                faults.append((name, each.findings))
                count("", 1)
    write_evidence(evidence, forms)
    for name, findings in faults:
        tell(messages(), name, findings)
    raise typer.Exit(status_of(each for _, findings in faults for each in findings))


def _forms(
    actor: Actor,
    kind: str,
    period: Period,
    agency: str | None,
    year: int | None,
    children: bool,
    filed: datetime.date | None,
    reasons: Mapping[str, str],
) -> Iterator[Built]:
    """The forms one by one; of children first theirs, then the parent's sum of them."""
    from zhida.platform.reports.building import build, build_rollup
    from zhida.platform.reports.heads import agency_of, children_of
    from zhida.platform.scope import scope

    of_year = year or period.last.year
    with scope(actor.region):
        parent = agency_of(agency or actor.agency)
        below: list[Agency] = children_of(parent, period.last) if children else [parent]
        if not below:
            refuse(
                f"{parent.name}没有同类的下级单位。请用 zhida agencies add 登记，或去掉 --children"
            )
        built = list(build(kind, below, of_year, period, filed, reasons))
        if children:
            forms = {each.asked.agency.code: each.form for each in built}
            built.append(build_rollup(kind, parent, below, forms, of_year, period, filed))
    yield from built
