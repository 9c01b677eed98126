"""后端 backend: the engine that runs the expressions, embedded and bounded in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

MEMORY = "2600MB"
"""What the embedded engine may hold at once; beyond it, it spills to its folder."""


def engine_at(address: str, spill: Path) -> Backend:
    """引擎: the embedded one for an empty address, else Spark at `spark://host:port` or `local[*]`."""
    if not address:
        return connect(spill)
    from zhida.engines.spark import connect_spark  # an extra: only who asks for it needs it

    return connect_spark(address, spill, MEMORY)


def connect(spill: Path, *, memory: str = MEMORY, threads: int | None = None) -> Backend:
    """连接: a new embedded engine, in memory, which spills to the folder `spill`.

    Row order isn't kept: whatever needs an order states it.
    """
    settings: dict[str, object] = {
        "memory_limit": memory,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
    }
    if threads is not None:
        settings["threads"] = threads
    return ibis.duckdb.connect(**settings)
