"""收取 actions: results of disease payment are taken in, each a deed in the journal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from zhida.engines.errors import EngineError
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.dip.models import Result
from zhida.platform.dip.result_files import Given, Recognised, recognise
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

CONCEPT = "dip"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """收取结果: a file's result; `new` is False where the same file stood already."""

    result: Result
    new: bool


def take_in(
    actor: Actor, files: Sequence[Given], year: int, today: datetime.date, region: str = ""
) -> tuple[TakenIn, ...]:
    """收取: all files or none, as results of a region, the actor's own unless said.

    `year` is that of files which don't say one (quality reports). The file that stands already
    makes no new edition; another one is the next. Raises EngineError where a file isn't the
    engine's, or none was given.
    """
    region = region or actor.region
    with scope(actor.region):
        require(actor, "take_in_result", about(region))
        if not files:
            raise EngineError("没有送来文件。请选择病种付费的结果文件")
        found = [recognise(each) for each in files]
        return tuple(_keep(actor, each, year, today, region) for each in found)


def _keep(
    actor: Actor, found: Recognised, year: int, today: datetime.date, region: str
) -> TakenIn:  # fmt: skip
    if found.day is not None and found.day > today:
        raise EngineError(f"“{found.name}”写明的日期{found.day}晚于今天。请核对计算机的日期")
    series = {
        "region_id": region, "year": found.year or year, "kind": found.kind,
        "pool": found.pool, "insutype": found.insutype,
    }  # fmt: skip
    with connection.cursor() as cursor:  # two at once are taken in one after the other
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            ["dip result " + " ".join(map(str, series.values()))],
        )
    newest = Result.objects.filter(**series).order_by("-edition").first()
    if newest is not None and newest.sha256 == found.sha256:
        return TakenIn(newest, new=False)
    made = Result.objects.create(
        **series,
        edition=newest.edition + 1 if newest else 1,
        day=found.day or today,
        name=found.name,
        sha256=found.sha256,
        text=found.text,
        taken_by=actor.name,
    )
    after = {**series, "edition": made.edition, "sha256": found.sha256, "name": found.name}
    record(
        actor, "take_in_result", CONCEPT, f"result {made.pk}", None, after, region=region
    )  # fmt: skip
    return TakenIn(made, new=True)
