"""批次 batch: files in, outcomes out: read side by side, grouped, parsed and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from zhida.documents.intake.pool import Allowance, Pool
from zhida.documents.intake.tasks import Read, Result, check_notice, group_files, read_file
from zhida.documents.intake.worker import Cause, Failed
from zhida.documents.outcomes import Checked, Outcome, Unreadable

Progress: TypeAlias = Callable[[float], None]
"""Told how many files are done since it was last told; one that is only read is half done."""
Members: TypeAlias = tuple[Read, ...]


def outcomes(
    files: Iterable[Path],
    *,
    jobs: int = 1,
    checking: bool = True,
    showing: bool = False,
    allowance: Allowance | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[Outcome]:
    """Every file's outcome: first those that can't be read, then the notices in order.

    Files are read in `jobs` processes of their own; the files of one notice
    are put together first (see `parsing.grouping`). With `checking` off the
    notices come without findings, with `showing` on they come with their
    documents. A file waits folded up, so that a batch of any length fits.
    """
    bounds = allowance or Allowance()
    read: list[Read] = []
    with Pool[Result](jobs, bounds) as pool:
        asked = [(path,) for path in files]
        for (path,), answer in zip(asked, pool.map(read_file, asked), strict=True):
            if isinstance(answer, Read):
                read.append(answer)
                progress(0.5)
            else:
                progress(1)
                yield _refused(path, answer, bounds)
        notices = list(_notices(pool, read))
        tasks = ((members, checking, showing) for members in notices)
        for members, answer in zip(notices, pool.map(check_notice, tasks), strict=True):
            progress(len(members) / 2)
            if isinstance(answer, Checked):
                yield answer
            else:
                yield _refused(members[0].path, answer, bounds)


def _notices(pool: Pool[Result], read: list[Read]) -> Iterator[Members]:
    """The files put together, folder by folder: only those with annexes need a look."""
    for members in _by_folder(read):
        if all(each.letter for each in members) or len(members) == 1:
            yield from ((each,) for each in members)
            continue
        (groups,) = pool.map(group_files, [(members,)])
        if isinstance(groups, tuple):
            yield from (tuple(members[index] for index in group) for group in groups)
        else:  # each file alone is better than none
            yield from ((each,) for each in members)


def _by_folder(read: list[Read]) -> Iterator[Members]:
    """Files by folder; one without any letter goes with the nearest that has one.

    That is a folder above it, or else the one handed in before it.
    """
    folders: dict[Path, list[Read]] = {}
    for each in read:
        folders.setdefault(each.path.parent, []).append(each)
    lettered = [folder for folder, files in folders.items() if any(one.letter for one in files)]
    homes: dict[Path, list[Read]] = {folder: [] for folder in lettered}
    before = lettered[0] if lettered else None
    for folder, files in folders.items():
        above = next((one for one in (folder, *folder.parents) if one in homes), before)
        homes.setdefault(above or folder, []).extend(files)
        before = folder if folder in lettered else before
    yield from (tuple(files) for files in homes.values())


def _refused(path: Path, answer: Result | Failed, bounds: Allowance) -> Unreadable:
    if isinstance(answer, Unreadable):
        return answer
    reasons = {
        Cause.TIME: f"读取超过{bounds.seconds:g}秒，已中止",
        Cause.MEMORY: f"读取需要的内存超过{bounds.memory_bytes // 2**20}MB，已中止",
        Cause.DIED: "读取时进程意外终止",
    }
    if isinstance(answer, Failed) and answer.cause in reasons:
        return Unreadable(str(path), reasons[answer.cause], _SUSPECT)
    detail = answer.detail if isinstance(answer, Failed) else type(answer).__name__
    return Unreadable(str(path), f"程序出错（{detail}）", "请把这个文件和本行文字反馈给维护者")


_SUSPECT = "请确认文件内容是否正常，或拆分后再读取"
