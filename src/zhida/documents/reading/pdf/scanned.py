"""A PDF page that is a picture, drawn at its own resolution and read optically."""

from __future__ import annotations

import numpy as np
import pypdfium2

from zhida.documents.reading.page.assembly import PageParts
from zhida.documents.reading.pdf.pictures import picture_dpi
from zhida.documents.reading.scan.page import read_scanned_page

_LEAST_DPI = 200
_MOST_DPI = 300
_LONGEST_SIDE = 4000


def scanned_page(page: pypdfium2.PdfPage, number: int) -> PageParts:
    """What stands on the picture of a page."""
    wanted = min(max(picture_dpi(page), _LEAST_DPI), _MOST_DPI)
    dpi = min(wanted, _LONGEST_SIDE * 72 / max(page.get_size()))
    bitmap = page.render(scale=dpi / 72)
    picture = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    return read_scanned_page(picture, number)
