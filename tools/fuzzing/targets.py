"""What is damaged, and how a whole file is made of it again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class Target:
    """A format: the pieces to start from, and how a file is made of a damaged piece."""

    suffix: str
    seeds: tuple[bytes, ...]
    whole: Callable[[bytes], bytes]


def targets() -> dict[str, Target]:
    """Every format; an archive is damaged inside, or its checksum would end the game."""
    return {
        **{suffix: _plain(suffix) for suffix in ("txt", "md", "html", "pdf")},
        "docx": _part("docx", "word/document.xml"),
        "xlsx": _part("xlsx", "xl/worksheets/sheet1.xml"),
        "zip": Target("docx", _files("docx") + _files("xlsx"), bytes),
    }


def _files(suffix: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(SAMPLES.glob(f"*.{suffix}")))


def _plain(suffix: str) -> Target:
    return Target(suffix, _files(suffix), bytes)


def _part(suffix: str, name: str) -> Target:
    archives = _files(suffix)
    seeds = tuple(zipfile.ZipFile(io.BytesIO(data)).read(name) for data in archives)

    def whole(piece: bytes) -> bytes:
        written = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(archives[0])) as source,
            zipfile.ZipFile(written, "w") as copy,
        ):
            for member in source.infolist():
                copy.writestr(member.filename, source.read(member))
            copy.writestr(name, piece)
        return written.getvalue()

    return Target(suffix, seeds, whole)
