"""收进的文件 taken: the files of one notice with their bytes, and the notice they say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.documents.intake.batch import outcomes
from zhida.documents.outcomes import Checked, Unreadable


@dataclass(frozen=True, slots=True)
class TakenFile:
    """文件: its name as it came, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hex."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """收进的通知: a notice that was read and checked, with the files it was read from."""

    checked: Checked
    files: tuple[TakenFile, ...]


def take(paths: Iterable[Path]) -> tuple[tuple[Taken, ...], tuple[Unreadable, ...]]:
    """收文: the notices in some files, each with its own, and what could not be read."""
    given = list(paths)
    taken, unread = [], []
    for outcome in outcomes(given):
        if isinstance(outcome, Unreadable):
            unread.append(outcome)
        elif _is_none(outcome.notice):
            unread.append(
                Unreadable(
                    outcome.name,
                    "没有标题、文号和发文单位，不是下达通知",
                    "请核对文件；通知的附件请与通知正文一起办理",
                )
            )
        else:
            taken.append(Taken(outcome, tuple(_files_of(outcome, given))))
    return tuple(taken), tuple(unread)


def _is_none(notice: Notice) -> bool:
    """Whether nothing says that this is a notice: a bare table, say."""
    return not (notice.title or notice.doc_number or notice.issuers)


def _files_of(checked: Checked, given: list[Path]) -> Iterable[TakenFile]:
    hashes = {each.sha256 for each in checked.notice.files}
    names = {each.name for each in checked.notice.files}
    for path in given:
        if path.name in names:
            file = TakenFile(path.name, path.read_bytes())
            if file.sha256 in hashes:
                yield file


def read_again(files: Iterable[TakenFile]) -> Checked:
    """重读: the notice from its stored files. Raises `LedgerError` where that fails now."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for place, file in enumerate(files):
            home = Path(folder) / str(place)
            home.mkdir()
            path = home / Path(file.name).name
            path.write_bytes(file.content)
            paths.append(path)
        return _one(paths)


def _one(paths: list[Path]) -> Checked:
    from zhida.core.rules import check
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.parsing.notice import parse
    from zhida.documents.reading import read_document

    try:
        notice = parse([read_document(path) for path in paths])
    except UnreadableFile as error:
        raise LedgerError(f"存下的文件现在读不出（{error}），请重新登记这份通知") from error
    return Checked(notice, check(notice))
