"""html片段 fragments: tables in html marks inside a plain or markdown text.

Converters that keep merged cells write them so, because pipes can't.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhida.documents.reading.builder import Builder
from zhida.documents.reading.html.tables import table_of_fragment
from zhida.documents.reading.lines import Line, Taken

_OPEN, _CLOSE = "<table", "</table>"


def take_fragment(lines: Sequence[Line], start: int, builder: Builder) -> Taken:
    """The html table that begins at the line at `start`, if one does."""
    if not lines[start].text.lstrip().lower().startswith(_OPEN):
        return Taken(None, start + 1)
    opened = 0
    for end in range(start, len(lines)):
        lowered = lines[end].text.lower()
        opened += lowered.count(_OPEN) - lowered.count(_CLOSE)
        if opened <= 0:
            break
    else:
        return Taken(None, len(lines))
    text = "\n".join(line.text for line in lines[start : end + 1])
    table = table_of_fragment(text, builder.file, builder.limits)
    if table is None or len(table.cells) < 2:
        return Taken(None, start + 1)
    table.line = lines[start].number
    for cell in table.cells:
        cell.line = (cell.line or 1) - 1 + lines[start].number
    return Taken(table, end + 1)
