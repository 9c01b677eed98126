"""整体写入 writing: a file of results is written whole or not at all, whatever ends the process."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from zhida.engines.errors import EngineError, unwritable


def writable(*paths: Path | None) -> None:
    """可写: raises EngineError now, rather than after the work, where a file can't be written, or two
    are to be the same."""
    seen: set[Path] = set()
    for path in filter(None, paths):
        if not path.parent.is_dir():
            raise unwritable(path, FileNotFoundError())
        if path.is_dir():
            raise unwritable(path, IsADirectoryError())
        if not os.access(path.parent, os.W_OK):
            raise unwritable(path, PermissionError())
        if path.resolve() in seen:
            raise EngineError(f"两个结果都要写到“{path}”。请写成不同的文件")
        seen.add(path.resolve())


def write_whole(path: Path, make: Callable[[Path], object]) -> None:
    """写完整: what `make` writes to a draft beside the path, or nothing at all.

    Raises EngineError where it can't be written; what stood there before stays.
    """
    writable(path)
    draft = path.with_name(f".{path.name}.part")
    try:
        make(draft)
        os.replace(draft, path)
    except OSError as wrong:
        raise unwritable(path, wrong) from wrong
    finally:
        draft.unlink(missing_ok=True)


def write_text_whole(path: Path, text: str) -> None:
    """写完整: a text, in UTF-8."""
    write_whole(path, lambda draft: draft.write_text(text, encoding="utf-8"))


def write_csv_whole(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """写完整: rows as csv, with the mark by which spreadsheet programs know UTF-8."""

    def make(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)

    write_whole(path, make)
