"""收文对照 viewing: the notice beside what was read of it: made once, kept, made again by a newer program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from zhida.documents.intake.batch import outcomes
from zhida.documents.intake.pool import Allowance
from zhida.documents.outcomes import Checked
from zhida.documents.writing.html.side import side_of
from zhida.platform.notices.models import Document, DocumentView
from zhida.platform.notices.taken import TakenFile, laid_down

ALLOWANCE = Allowance(seconds=120.0)
"""What reading again for a page may take; whatever needs longer is read as a job."""


def view_of(document: Document) -> DocumentView | None:
    """对照: as it is kept, or made now; None where the files can't be read any more."""
    kept = DocumentView.objects.filter(document=document, version=_version()).first()
    if kept is not None:
        return kept
    first = document.files.filter(copy=0).order_by("ordinal")
    checked = _read([TakenFile(each.name, bytes(each.content)) for each in first])
    return keep_view(document, checked) if checked is not None else None


def keep_view(document: Document, checked: Checked) -> DocumentView:
    """存对照: of a notice that comes with its documents."""
    side = side_of(checked)
    values = {
        "version": _version(),
        "html": side.html,
        "findings": [asdict(each) for each in side.findings],
        "groups": [
            {**asdict(each), "sums": sorted(each.sums), "columns": each.columns}
            for each in side.groups
        ],
    }
    return DocumentView.objects.update_or_create(document=document, defaults=values)[0]


def _read(files: Iterable[TakenFile]) -> Checked | None:
    with tempfile.TemporaryDirectory() as folder:
        paths = laid_down(files, Path(folder))
        found = outcomes(paths, showing=True, allowance=ALLOWANCE)
        return next((each for each in found if isinstance(each, Checked)), None)


def _version() -> str:
    return version("zhida")
