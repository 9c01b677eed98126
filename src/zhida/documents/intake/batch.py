"""批次 batch: files in, outcomes out: read side by side, grouped, parsed and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from zhida.core.rules import check
from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile
from zhida.documents.intake.pool import Allowance, Pool
from zhida.documents.intake.worker import Failed
from zhida.documents.outcomes import Checked, Outcome, Unreadable
from zhida.documents.parsing.grouping import group
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document

Progress = Callable[[int], None]
"""Told how many files have been dealt with since it was last told."""


def outcomes(
    files: Iterable[Path],
    *,
    jobs: int = 1,
    checking: bool = True,
    allowance: Allowance | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[Outcome]:
    """Every file's outcome: first those that can't be read, then the notices in order.

    Files are read in `jobs` processes of their own; the files of one notice
    are put together first (see `parsing.grouping`). With `checking` off the
    notices come without findings.
    """
    bounds = allowance or Allowance()
    documents: list[Document] = []
    paths: dict[str, Path] = {}
    with Pool[Document | Checked | Unreadable](jobs, bounds) as pool:
        asked = [(path,) for path in files]
        for (path,), answer in zip(asked, pool.map(_read, asked), strict=True):
            if isinstance(answer, Document):
                documents.append(answer)
                paths.setdefault(answer.file, path)
            else:
                progress(1)
                yield answer if isinstance(answer, Unreadable) else _given_up(path, answer, bounds)
        groups = [tuple(each) for each in group(documents)]
        tasks = ((each, checking) for each in groups)
        for each, result in zip(groups, pool.map(_check, tasks), strict=True):
            progress(len(each))
            if isinstance(result, Checked):
                yield result
            else:
                yield _given_up(paths[each[0].file], result, bounds)


def _read(path: Path) -> Document | Checked | Unreadable:
    try:
        return read_document(path)
    except UnreadableFile as error:
        return Unreadable.of(path, error)


def _check(documents: tuple[Document, ...], checking: bool) -> Document | Checked | Unreadable:
    notice = parse(documents)
    return Checked(notice, check(notice) if checking else (), documents)


def _given_up(path: Path, answer: object, bounds: Allowance) -> Unreadable:
    reasons = {
        Failed.TIME: f"读取超过{bounds.seconds:g}秒，已中止",
        Failed.MEMORY: f"读取需要的内存超过{bounds.memory_bytes // 2**20}MB，已中止",
        Failed.DIED: "读取时进程意外终止",
    }
    reason = reasons.get(answer) if isinstance(answer, Failed) else None
    return Unreadable(str(path), reason or "读取没有结果", "请确认文件内容是否正常，或拆分后再读取")
