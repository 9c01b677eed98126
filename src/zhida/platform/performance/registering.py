"""登记预览 registering: what the performance tables of a notice or a file would set, before it is set."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from django.db.models import QuerySet

from zhida.core.ledger import LedgerError
from zhida.core.notice import PerformanceTable
from zhida.core.performance.typed import typed_table
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.scopes import name_of
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.notices.models import OVER, Document
from zhida.platform.notices.queries import notice_of
from zhida.platform.performance.models import StoredFile, Target, TargetSet
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.performance.storing import Key, Offices, Origin, keep, key_of, year_of
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Change:
    """指标变动: one indicator against the edition in force; "" where it isn't in one of them."""

    name: str
    before: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class Planned:
    """拟登记: one table: whom it would bind, as which edition, and what changes; or why it can't be."""

    table: PerformanceTable
    agency: Agency | None
    year: int | None
    edition: int
    changes: tuple[Change, ...]
    fault: str = ""

    @property
    def name(self) -> str:
        """The table as its findings call it."""
        return name_of(self.table)


def planned(
    actor: Actor, origin: Origin, *, agency: str = "", year: int | None = None
) -> tuple[Planned, ...]:
    """拟登记: what `actions.set_targets` would do with each filled table; nothing is written."""
    with scope(actor.region):
        tables = filled_tables(origin.notice)
        offices = Offices(tables, actor, agency)
        bound = [_bound(offices, origin, table, year) for table in tables]
        stands = _in_force(each[0] for each in bound if each[0] is not None)
        return tuple(
            _planned(actor, origin, table, stands, *each)
            for table, each in zip(tables, bound, strict=True)
        )


def take_in(actor: Actor, name: str, content: bytes) -> StoredFile:
    """收下文件: kept as it came, to be looked at before anything is set.

    Raises `LedgerError` where it can't be read or has no filled table.
    """
    with scope(actor.region):
        origin_of_content(actor, name, content)
        return keep(actor, name, content)


def origin_of_content(actor: Actor, name: str, content: bytes) -> Origin:
    """送来的文件: read. Raises `LedgerError` where it can't be, or has no filled table."""
    require(actor, "set_targets", about(actor.region))
    found = _read(name, content)
    if not filled_tables(found.notice):
        raise LedgerError(
            f"“{name}”没有已填的绩效目标表。请选带有目标表的通知或目标表本身，表样填好再登记"
        )
    return found


def origin_of_stored(actor: Actor, number: int) -> Origin | None:
    """收下的文件: read again, None where there is none within reach."""
    with scope(actor.region):
        found = StoredFile.objects.filter(pk=number, region_id=actor.region).first()
        return None if found is None else _read(found.name, bytes(found.content))


def origin_of_notice(actor: Actor, number: int) -> Origin | None:
    """已登记的通知: by its id, of the actor's agency and in force; None where there is none."""
    with scope(actor.region):
        found = notices_of(actor).filter(pk=number).first()
        if found is None:
            return None
        files = found.files.filter(copy=0).order_by("ordinal")
        return Origin(
            notice_of(found), {each.name: bytes(each.content) for each in files}, found.pk
        )


def notices_of(actor: Actor) -> QuerySet[Document]:
    """可登记的通知: those of the actor's agency that are in force, the newest first."""
    found = Document.objects.filter(agency__code=actor.agency).exclude(state__in=OVER)
    return found.order_by("-pk")


def _read(name: str, content: bytes) -> Origin:
    with tempfile.TemporaryDirectory(prefix="zhida-targets-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return origin_of_file(path)


_Bound: TypeAlias = tuple[Agency | None, int, str]


def _bound(offices: Offices, origin: Origin, table: PerformanceTable, year: int | None) -> _Bound:
    """Whom a table binds and for which year, or why that isn't known."""
    try:
        return offices.bound(table), year_of(table, origin.notice, year), ""
    except LedgerError as wrong:
        return None, 0, str(wrong)


def _in_force(agencies: Iterable[Agency | None]) -> dict[Key, TargetSet]:
    """The goals of these agencies in force, with their targets."""
    sets = TargetSet.objects.filter(agency__in=[each for each in agencies if each])
    found = sets.select_related("agency").prefetch_related("targets").order_by("edition")
    return {(each.agency.code, each.year, each.scope, each.subject): each for each in found}


def _planned(
    actor: Actor,
    origin: Origin,
    table: PerformanceTable,
    stands: Mapping[Key, TargetSet],
    agency: Agency | None,
    year: int,
    fault: str,
) -> Planned:
    if agency is None:
        return Planned(table, None, None, 0, (), fault)
    before = stands.get(key_of(origin, table, agency, year))
    if actor.region not in about(agency.region_id).reached_from:
        fault = f"{agency.name}不在本区划之内，由上级登记"
    changes = tuple(_changes(before, table))
    return Planned(table, agency, year, (before.edition if before else 0) + 1, changes, fault)


def _changes(before: TargetSet | None, table: PerformanceTable) -> Iterator[Change]:
    had: Sequence[Target] = (
        sorted(before.targets.all(), key=lambda each: each.ordinal) if before else ()
    )
    was = {each.name: each for each in had}
    now = [each.indicator for each in typed_table(table)]
    for each in now:
        printed, known = each.printed, was.get(each.name)
        text = printed.target.text if printed else ""
        place = printed.source.describe() if printed else ""
        yield Change(each.name, known.printed if known else "", text, place)
    names = {each.name for each in now}
    for name, gone in was.items():
        if name not in names:
            yield Change(name, gone.printed, "", gone.place)
