"""整体写入 replacing: a file is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UnwritableReport(Exception):
    """无法写入: a report can't be written there. `reason` is a Chinese sentence.

    >>> str(UnwritableReport(Path("报告.html"), "没有写入权限"))
    '无法写入“报告.html”：没有写入权限。'
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"无法写入“{self.path}”：{self.reason}。"


def writable(path: Path) -> None:
    """Raise `UnwritableReport` now, rather than after the work, if `path` can't be written."""
    folder = path.resolve().parent
    if path.is_dir():
        raise UnwritableReport(path, "这是一个文件夹")
    if path.exists() and not path.is_file():
        raise UnwritableReport(path, "这不是普通文件")
    if not folder.is_dir():
        raise UnwritableReport(path, f"文件夹“{path.parent}”不存在")
    if not os.access(folder, os.W_OK):
        raise UnwritableReport(path, f"没有在文件夹“{path.parent}”中写入的权限")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes its place at the end, unless an error came.

    Raises `UnwritableReport` where that can't be done.
    """
    writable(path)
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield draft
        draft.replace(target)
    except OSError as error:
        raise UnwritableReport(path, error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
