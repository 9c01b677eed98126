"""收进的文件 taken: the files of one notice with their bytes, and the notice they say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.documents.intake.batch import Progress, outcomes
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
    found = list(taking(list(paths)))
    taken = tuple(each for each in found if isinstance(each, Taken))
    return taken, tuple(each for each in found if isinstance(each, Unreadable))


def taking(
    paths: Sequence[Path], *, showing: bool = False, progress: Progress = lambda _: None
) -> Iterator[Taken | Unreadable]:
    """逐份收文: the same one after the other; with `showing`, with their documents."""
    for outcome in outcomes(paths, showing=showing, progress=progress):
        if isinstance(outcome, Unreadable):
            yield outcome
        elif _is_none(outcome.notice):
            yield Unreadable(
                outcome.name,
                "没有标题、文号和发文单位，不是下达通知",
                "请核对文件；通知的附件请与通知正文一起办理",
            )
        else:
            yield Taken(outcome, tuple(_files_of(outcome, paths)))


def _is_none(notice: Notice) -> bool:
    """Whether nothing says that this is a notice: a bare table, say."""
    return not (notice.title or notice.doc_number or notice.issuers)


def _files_of(checked: Checked, given: Iterable[Path]) -> Iterable[TakenFile]:
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
        return _one(laid_down(files, Path(folder)))


def laid_down(files: Iterable[TakenFile], folder: Path) -> list[Path]:
    """放下: stored files as files of a folder, in order; those of one name stand in folders of their own."""
    paths = []
    for file in files:
        path = folder / Path(file.name).name
        place = 1
        while path.exists():
            place += 1
            path = folder / str(place) / path.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.content)
        paths.append(path)
    return paths


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
