"""办理用款计划 plan_actions: a spending plan is kept as a preview, confirmed or discarded.

Each is one transaction: one permission question, the plan, the journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.db import connection
from django.utils import timezone

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, require
from zhida.platform.access.queries import about
from zhida.platform.execution.plan_models import PlanFile, PlannedMonth
from zhida.platform.execution.plan_queries import in_force
from zhida.platform.execution.plan_reading import PlanPreview, plan_preview
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "spending_plan"
_VERB = "import_plan"


def preview_plan(actor: Actor, name: str, content: bytes, year: int) -> PlanPreview:
    """预览用款计划: what confirming the file would plan; nothing is written.

    Raises `FaultyInput` where the file is no table of twelve months.
    """
    with _acting(actor):
        return plan_preview(actor.region, name, content, year)


def keep_plan(actor: Actor, name: str, content: bytes, year: int) -> PlanFile:
    """留存用款计划: a file as a preview, to be confirmed or discarded.

    One that waits already, or is in force already, isn't kept twice: it is that
    one. Raises `FaultyInput` where the file is no table of twelve months.
    """
    with _acting(actor):
        plan_preview(actor.region, name, content, year)
        digest = hashlib.sha256(content).hexdigest()
        current = in_force(actor.region, year)
        if current is not None and current.sha256 == digest:
            return current
        same = PlanFile.objects.filter(region_id=actor.region, year=year, sha256=digest)
        if (waiting := same.filter(state=PlanFile.State.PREVIEW).first()) is not None:
            return waiting
        kept = PlanFile.objects.create(
            region_id=actor.region,
            year=year,
            file=name,
            sha256=digest,
            content=content,
            imported_by=actor.name,
        )
        record(actor, _VERB, CONCEPT, str(kept.pk), None, _outline(kept))
        return kept


def confirm_plan(actor: Actor, number: int) -> PlanFile:
    """确认用款计划: from now on it is the region's plan of its year; the one before it stays.

    Raises `LedgerError` where a cell is wrong, naming the first.
    """
    with _acting(actor):
        kept = _waiting(actor, number)
        preview = plan_preview(actor.region, kept.file, bytes(kept.content), kept.year)
        if preview.faults:
            raise LedgerError(
                f"有{len(preview.faults)}处问题，没有写入任何内容。第一处：{preview.faults[0].sentence}"
            )
        PlannedMonth.objects.bulk_create(
            PlannedMonth(
                origin=kept,
                region_id=actor.region,
                year=kept.year,
                sort=row.sort,
                key=row.key,
                month=month,
                fen=fen,
                source={name: value for name, value in asdict(place).items() if value is not None},
            )
            for row in preview.rows
            for month, (fen, place) in enumerate(
                zip(row.plan.months, row.places, strict=True), start=1
            )
        )
        return _decided(actor, kept, PlanFile.State.CONFIRMED, "")


def discard_plan(actor: Actor, number: int, reason: str) -> PlanFile:
    """放弃用款计划: a preview that is not to be confirmed; it stays as such, with the reason."""
    if not reason.strip():
        raise LedgerError("放弃用款计划必须写明理由")
    with _acting(actor):
        return _decided(actor, _waiting(actor, number), PlanFile.State.DISCARDED, reason)


@contextmanager
def _acting(actor: Actor) -> Iterator[None]:
    """Who may, in the region's scope, one after the other."""
    with scope(actor.region):
        require(actor, _VERB, about(actor.region))
        agency = Agency.objects.get(code=actor.agency)
        if agency.kind != Agency.Kind.FINANCE:
            raise Forbidden(
                f"用款计划由财政部门导入和确认，{actor.name}属于{agency.name}。请由本级财政部门办理"
            )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"spending plan {actor.region}"]
            )
        yield


def _waiting(actor: Actor, number: int) -> PlanFile:
    found = PlanFile.objects.filter(pk=number, region_id=actor.region).first()
    if found is None:
        raise LedgerError(f"本区划没有编号为{number}的用款计划")
    if found.state != PlanFile.State.PREVIEW:
        raise LedgerError(
            f"用款计划{number}（{found.file}）{PlanFile.State(found.state).label}，不能再办理。"
            "要改计划，请导入新的文件"
        )
    return found


def _decided(actor: Actor, kept: PlanFile, state: PlanFile.State, reason: str) -> PlanFile:
    before = _outline(kept)
    kept.state, kept.reason = state, reason
    kept.decided_by, kept.decided_at = actor.name, timezone.now()
    kept.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(actor, _VERB, CONCEPT, str(kept.pk), before, _outline(kept), reason)
    return kept


def _outline(kept: PlanFile) -> dict[str, object]:
    return {
        "file": kept.file,
        "year": kept.year,
        "sha256": kept.sha256,
        "state": PlanFile.State(kept.state).value,
    }
