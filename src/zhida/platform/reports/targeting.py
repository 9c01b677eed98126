"""绩效目标表 targeting: performance tables from the goals in force and the money of the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.forms.facts import LineFacts
from zhida.core.forms.targeting import Goals, goal_table
from zhida.core.notice import FundingSource, PerformanceTable
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.queries import sets_in_force
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked
from zhida.platform.reports.facts import line_facts
from zhida.platform.reports.performing import printed


@dataclass(frozen=True, slots=True)
class Targeted:
    """绩效目标表: of one set of goals."""

    asked: Asked
    form: PerformanceTable


def performance_tables(
    agency: Agency, year: int, *, blank: bool = False, project: bool = False
) -> Iterator[Targeted]:
    """绩效目标表: one for each set of goals in force, as a region's or a project's.

    `blank` leaves all but the fund's and the indicators' names to be filled.
    """
    kind = "targets_project" if project else "targets"
    as_of = datetime.date(year, 12, 31)
    sets = sets_in_force(year, agency=agency.code)
    facts = line_facts([agency.code], year, as_of)[agency.code] if sets else ()
    for each in sets:
        name = f"{'空白表' if blank else ''}{each.scope}{each.subject or each.fund}"
        table = goal_table(kind, _goals(each, agency, facts), blank=blank)
        yield Targeted(Asked(kind, agency, year, name, as_of), table)


def _goals(each: TargetSet, agency: Agency, facts: Sequence[LineFacts]) -> Goals:
    rows = Target.objects.filter(set=each).select_related("set").order_by("ordinal")
    return Goals(
        each.year,
        each.scope,
        {
            "project": each.subject or each.fund,
            "place": agency.region.name,
            "unit": each.scope or agency.name,
            "finance": _office(agency, Agency.Kind.FINANCE),
            "office": _office(agency, Agency.Kind.MEDICAL_SECURITY),
        },
        _amounts(each, facts),
        each.goals,
        [(row.level1, row.level2, row.name, printed(row)) for row in rows],
    )


def _office(agency: Agency, kind: Agency.Kind) -> str:
    """The department of a kind in the agency's place, "" where none is registered."""
    if agency.kind == kind:
        return agency.name
    found = Agency.objects.filter(region=agency.region, kind=kind).order_by("code").first()
    return found.name if found is not None else ""


def _amounts(each: TargetSet, facts: Sequence[LineFacts]) -> dict[str, int]:
    """The amount of the goals, and its parts where the ledger's money of the fund is that amount."""
    if each.amount_fen is None:
        return {}
    amounts = {"total": each.amount_fen}
    own = [line for line in facts if line.line.earmark.fund in (each.fund, each.subject)]
    if own and sum(line.amount.fen for line in own) == each.amount_fen:
        central = sum(
            line.amount.fen for line in own if line.line.earmark.source is FundingSource.CENTRAL
        )
        other = sum(
            line.amount.fen for line in own if line.line.earmark.source is FundingSource.OTHER
        )
        amounts |= {
            "central": central,
            "local": each.amount_fen - central - other,
            "fiscal": each.amount_fen - other,
            "other": other,
        }
    return amounts
