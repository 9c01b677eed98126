"""查看 queries: plans as the screens and commands show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from zhida.core.allocation.states import STEPS, State
from zhida.platform.allocation.models import Award, Plan, PlanFile
from zhida.platform.regions.queries import within


@dataclass(frozen=True, slots=True)
class PlanRow:
    """方案: one line of a list. `next_steps` are the Chinese names of what may follow."""

    number: int
    title: str
    agency: str
    state: State
    document: str
    recipients: int
    fen: int
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """分配额: what a recipient is given, by the names of the plan's columns, in fen."""

    recipient: str
    fens: dict[str, int]

    @property
    def total_fen(self) -> int:
        """The sum of the columns."""
        return sum(self.fens.values())


def plans(year: int | None = None, region: str = "") -> Iterator[PlanRow]:
    """方案列表: those that the scope may see (of a year, of a region and below), the newest first."""
    return map(_row, _with_sums(listed(year, region)).iterator())


def listed(year: int | None = None, region: str = "") -> QuerySet[Plan]:
    """方案清单: the plans themselves, the newest first."""
    found = Plan.objects.order_by("-pk")
    if year is not None:
        found = found.filter(year=year)
    return within(found, region) if region else found


def rows_of(found: QuerySet[Plan]) -> list[PlanRow]:
    """方案行: of the plans of a list or a part of it."""
    return list(map(_row, _with_sums(found)))


def awarded(found: QuerySet[Plan]) -> int:
    """合计: fen that all plans of a list award."""
    total = Award.objects.filter(plan__in=found.order_by()).aggregate(fen=Sum("fen"))
    return int(total["fen"] or 0)


def _with_sums(found: QuerySet[Plan]) -> QuerySet[Plan]:
    """Each plan's awards are added up by themselves: a part of a list asks for no others."""
    own = Award.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    return found.select_related("agency").annotate(
        recipients=Subquery(own.values(each=Count("recipient", distinct=True))),
        fen=Subquery(own.values(each=Sum("fen"))),
    )


def _row(plan: Plan) -> PlanRow:
    state = State(plan.state)
    return PlanRow(
        plan.pk,
        plan.title,
        plan.agency.name,
        state,
        plan.number,
        plan.recipients or 0,  # type: ignore[attr-defined]
        plan.fen or 0,  # type: ignore[attr-defined]
        tuple(step.label for step in STEPS.values() if state in step.before),
    )


def same_drafts(plan: Plan) -> tuple[int, ...]:
    """相同草稿: the numbers of the agency's other drafts made of exactly the same files."""
    drafts = Plan.objects.filter(agency=plan.agency, state=State.DRAFT.value)
    made: dict[int, set[str]] = {each: set() for each in drafts.values_list("pk", flat=True)}
    files = PlanFile.objects.filter(
        edition__plan__in=made, edition__number=F("edition__plan__version")
    )
    for number, digest in files.values_list("edition__plan_id", "sha256"):
        made[number].add(digest)
    own = made.pop(plan.pk, None)
    return tuple(sorted(number for number, digests in made.items() if digests == own))


def awards(plan: int) -> tuple[AwardRow, ...]:
    """分配表: every recipient of a plan with its columns, in the order of regions."""
    rows: dict[str, dict[str, int]] = {}
    found = Award.objects.filter(plan_id=plan).select_related("recipient", "pool_line")
    for each in found.order_by("recipient__region_id", "recipient__code", "pool_line__ordinal"):
        rows.setdefault(each.recipient.name, {})[each.pool_line.name] = each.fen
    return tuple(AwardRow(name, fens) for name, fens in rows.items())


def drafters(plan: Plan) -> frozenset[str]:
    """起草人: everybody who wrote any of it, none of whom may decide upon it."""
    return frozenset({plan.drafted_by, *plan.editions.values_list("saved_by", flat=True)})


def outline(plan: Plan) -> dict[str, object]:
    """方案概要: what the journal keeps of a plan."""
    return {
        "title": plan.title,
        "state": State(plan.state).value,
        "version": plan.version,
        "number": plan.number,
        "signed_on": plan.signed_on.isoformat() if plan.signed_on else None,
    }
