"""收文对照 viewing: the notice beside what was read of it: made once, kept, made again by a newer program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from zhida.documents.intake.batch import outcomes
from zhida.documents.intake.pool import Allowance, Pool
from zhida.documents.outcomes import Checked
from zhida.documents.writing.html.side import side_of
from zhida.platform.notices.models import Document, DocumentPicture, DocumentView
from zhida.platform.notices.picturing import Picture, picture_of
from zhida.platform.notices.taken import TakenFile, laid_down

MOST_PAGES = 60
"""Pages of a file that are kept as pictures; further ones are read as text."""
ALLOWANCE = Allowance(seconds=120.0)
"""What reading again for a page may take; whatever needs longer is read as a job."""


def view_of(document: Document) -> DocumentView | None:
    """对照: as it is kept, or made now; None where the files can't be read any more."""
    kept = DocumentView.objects.filter(document=document, version=_version()).first()
    if kept is not None:
        return kept
    first = document.files.filter(copy=0).order_by("ordinal")
    files = [TakenFile(each.name, bytes(each.content)) for each in first]
    checked = _read(files)
    return keep_view(document, checked, files) if checked is not None else None


def keep_view(document: Document, checked: Checked, files: Sequence[TakenFile]) -> DocumentView:
    """存对照: of a notice that comes with its documents and the files that it was read from."""
    side = side_of(checked)
    values = {
        "version": _version(),
        "html": side.html,
        "boxes": [asdict(each) for each in side.boxes],
        "findings": [asdict(each) for each in side.findings],
        "groups": [
            {**asdict(each), "sums": sorted(each.sums), "columns": each.columns}
            for each in side.groups
        ],
    }
    view = DocumentView.objects.update_or_create(document=document, defaults=values)[0]
    view.pictures.all().delete()
    DocumentPicture.objects.bulk_create(_pictures(view, checked, files))
    return view


def _pictures(
    view: DocumentView, checked: Checked, files: Sequence[TakenFile]
) -> Iterator[DocumentPicture]:
    """The pages as they look, drawn in a process of their own: whoever sent the file may mean harm."""
    contents = {each.sha256: each.content for each in files}
    asked = [
        (number, page.number, contents[document.sha256])
        for number, document in enumerate(checked.documents, 1)
        if document.sha256 in contents
        for page in document.pages[:MOST_PAGES]
    ]
    if not asked:
        return
    with Pool[Picture | None](1, ALLOWANCE) as pool:
        drawn = pool.map(picture_of, ((content, page) for _, page, content in asked))
        for (file, page, _), picture in zip(asked, drawn, strict=True):
            if isinstance(picture, Picture):
                yield DocumentPicture(
                    view=view,
                    file=file,
                    page=page,
                    width=picture.width,
                    height=picture.height,
                    png=picture.png,
                )


def _read(files: Iterable[TakenFile]) -> Checked | None:
    with tempfile.TemporaryDirectory() as folder:
        paths = laid_down(files, Path(folder))
        found = outcomes(paths, showing=True, allowance=ALLOWANCE)
        return next((each for each in found if isinstance(each, Checked)), None)


def _version() -> str:
    return version("zhida")


@dataclass(frozen=True, slots=True)
class LeafBox:
    """图上的框: in the dots of the picture; `leads_to` is the tag of its value or finding.

    `tone` is the finding's severity, "value" for a value, "" where nothing was read.
    """

    anchor: str
    x: int
    y: int
    width: int
    height: int
    leads_to: str
    tone: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """一页: its picture and what stands on it."""

    file: int
    page: int
    width: int
    height: int
    boxes: tuple[LeafBox, ...]


def leaves(view: DocumentView) -> list[Leaf]:
    """各页: those that are kept as pictures, in order; their PNGs are asked for one by one."""
    pictures = view.pictures.defer("png").order_by("file", "page")
    severities = {each["tag"]: f"s-{each['severity']}" for each in view.findings}
    return [
        Leaf(
            each.file,
            each.page,
            each.width,
            each.height,
            tuple(
                _box(box, each, severities)
                for box in view.boxes
                if (box["file"], box["page"]) == (each.file, each.page)
            ),
        )
        for each in pictures
    ]


def _box(
    box: Mapping[str, Any], picture: DocumentPicture, severities: Mapping[str, str]
) -> LeafBox:
    tag = box["leads_to"]
    left, top, right, bottom = box["box"]
    return LeafBox(
        box["anchor"],
        round(left * picture.width),
        round(top * picture.height),
        max(1, round((right - left) * picture.width)),
        max(1, round((bottom - top) * picture.height)),
        tag,
        severities.get(tag, "value") if tag else "",
    )
