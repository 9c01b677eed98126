"""查看 queries: plans as the screens and commands show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from zhida.core.allocation.states import STEPS, State
from zhida.platform.allocation.models import Award, Plan, PlanFile
from zhida.platform.regions.queries import below


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
    found = Plan.objects.select_related("agency").annotate(
        recipients=Count("awards__recipient", distinct=True), fen=Sum("awards__fen")
    )
    if year is not None:
        found = found.filter(year=year)
    if region:
        found = found.filter(region_id__in=below(region))
    for plan in found.order_by("-pk"):
        state = State(plan.state)
        yield PlanRow(
            plan.pk,
            plan.title,
            plan.agency.name,
            state,
            plan.number,
            plan.recipients,
            plan.fen or 0,
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
