"""核验记录 verified: when the ledger was last verified on this machine, and how that ended.

A file in the data folder, not a row: who verifies may write nothing in the
ledger, and a row would be restored with a backup.
"""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path

_NAME = "verified.json"


@dataclass(frozen=True, slots=True)
class Verified:
    """核验记录: the moment, the last block that was recomputed, and whether all was right."""

    at: datetime.datetime
    blocks: int
    clean: bool


def remember(folder: Path, blocks: int, clean: bool) -> None:
    """记下: of now. A folder that can't be written to is passed over: verifying only reads."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    part = folder / f"{_NAME}.{os.getpid()}"
    try:
        part.write_text(json.dumps({"at": now, "blocks": blocks, "clean": clean}), "ascii")
        part.replace(folder / _NAME)
    except OSError:
        part.unlink(missing_ok=True)


def last_verified(folder: Path) -> Verified | None:
    """上次核验: None where there was none, or its record can't be read."""
    try:
        said = json.loads((folder / _NAME).read_text("ascii"))
        at = datetime.datetime.fromisoformat(said["at"])
        return Verified(at.astimezone(datetime.UTC), int(said["blocks"]), said["clean"] is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
