"""查看 queries: plans as the screens and commands show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum

from zhida.core.allocation.states import STEPS, State
from zhida.platform.allocation.models import Award, Plan


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


def plans() -> Iterator[PlanRow]:
    """方案列表: those that the scope may see, the newest first."""
    found = Plan.objects.select_related("agency").annotate(
        recipients=Count("awards__recipient", distinct=True), fen=Sum("awards__fen")
    )
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
    own = set(plan.files.values_list("sha256", flat=True))
    others = Plan.objects.filter(agency=plan.agency, state=State.DRAFT.value).exclude(pk=plan.pk)
    found = others.prefetch_related("files").order_by("pk")
    return tuple(each.pk for each in found if {file.sha256 for file in each.files.all()} == own)


def awards(plan: int) -> tuple[AwardRow, ...]:
    """分配表: every recipient of a plan with its columns, in the order of regions."""
    rows: dict[str, dict[str, int]] = {}
    found = Award.objects.filter(plan_id=plan).select_related("recipient", "pool_line")
    for each in found.order_by("recipient__region_id", "recipient__code", "pool_line__ordinal"):
        rows.setdefault(each.recipient.name, {})[each.pool_line.name] = each.fen
    return tuple(AwardRow(name, fens) for name, fens in rows.items())
