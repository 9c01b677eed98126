"""批次 batch: files in, outcomes out: read side by side, grouped, parsed and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from zhida.documents.blocks import Document
from zhida.documents.intake.pool import Allowance, Pool
from zhida.documents.intake.tasks import Result, check_notice, group_files, read_file
from zhida.documents.intake.worker import Failed
from zhida.documents.outcomes import Checked, Outcome, Unreadable

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
    with Pool[Result](jobs, bounds) as pool:
        asked = [(path,) for path in files]
        for (path,), answer in zip(asked, pool.map(read_file, asked), strict=True):
            if isinstance(answer, Document):
                documents.append(answer)
                paths.setdefault(answer.file, path)
            else:
                progress(1)
                yield _refused(path, answer, bounds)
        for group, answer in _checked(pool, documents, checking):
            progress(len(group))
            if isinstance(answer, Checked):
                yield answer
            else:
                yield _refused(paths[group[0].file], answer, bounds)


def _checked(
    pool: Pool[Result], documents: list[Document], checking: bool
) -> Iterator[tuple[tuple[Document, ...], Result | Failed]]:
    if not documents:
        return
    (groups,) = pool.map(group_files, [(tuple(documents),)])
    if not isinstance(groups, tuple):  # each file alone is better than none
        groups = tuple((document,) for document in documents)
    tasks = ((group, checking) for group in groups)
    yield from zip(groups, pool.map(check_notice, tasks), strict=True)


def _refused(path: Path, answer: Result | Failed, bounds: Allowance) -> Unreadable:
    if isinstance(answer, Unreadable):
        return answer
    reasons = {
        Failed.TIME: f"读取超过{bounds.seconds:g}秒，已中止",
        Failed.MEMORY: f"读取需要的内存超过{bounds.memory_bytes // 2**20}MB，已中止",
        Failed.DIED: "读取时进程意外终止",
    }
    reason = reasons[answer] if isinstance(answer, Failed) else "读取没有结果"
    return Unreadable(str(path), reason, "请确认文件内容是否正常，或拆分后再读取")
