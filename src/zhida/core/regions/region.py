"""行政区划 region: the type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """行政区划: a place of the fiscal tree.

    `code` is the six-digit code of GB/T 2260, or a local code of nine digits for
    zones that have none. `name` is the official name, `full_name` that with the
    names above it. `level` is 1 province, 2 prefecture, 3 county; `parent`
    the code above, "" for a province.
    """

    code: str
    name: str
    full_name: str
    level: int
    parent: str
