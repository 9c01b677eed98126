"""工作台取数 working: the files of a plan → its sheet, its result, and the proposal for the ledger."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.sheet import Sheet, sheet_of
from zhida.platform.allocation.drafting import proposal_of
from zhida.platform.allocation.models import Plan, PlanFile
from zhida.platform.allocation.proposal import Proposal


def files_of(plan: Plan, edition: int | None = None) -> dict[str, bytes]:
    """方案文件: of an edition (the last unless said), the plan's own file first."""
    number = plan.version if edition is None else edition
    found = PlanFile.objects.filter(edition__plan=plan, edition__number=number).order_by("pk")
    return {each.name: bytes(each.content) for each in found}


def sheet(plan: Plan, edition: int | None = None) -> Sheet | None:
    """工作表: of an edition; None where its files can't be shown as one."""
    try:
        return sheet_of(files_of(plan, edition))
    except FaultyInput:
        return None


def planned(files: Mapping[str, bytes]) -> PlannedAllocation:
    """重算: what the files of a plan come to, the plan first. Raises `FaultyInput`."""
    return _planned(tuple(files.items()))


def planned_of(plan: Plan) -> PlannedAllocation | None:
    """重算已存方案: None where its files don't say how it was made."""
    files = files_of(plan)
    try:
        return planned(files) if files else None
    except FaultyInput:
        return None


def proposal(
    made: Sheet, region: str, upstream: str, today: datetime.date | None = None
) -> Proposal:
    """拟分配: of a sheet, for the agencies of a region. Raises as `drafting.proposal_of` does."""
    with tempfile.TemporaryDirectory() as folder:
        return proposal_of(_put(Path(folder), made.written()), region, upstream, today)


@lru_cache(maxsize=64)
def _planned(files: tuple[tuple[str, bytes], ...]) -> PlannedAllocation:
    """The same files come to the same: nothing else goes in."""
    with tempfile.TemporaryDirectory() as folder:
        return allocate_plan(_put(Path(folder), dict(files)))


def _put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files in a folder; the path of the first."""
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    return folder / Path(next(iter(files))).name
