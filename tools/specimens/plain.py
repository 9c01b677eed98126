"""纯文本 plain: text with flattened tables, markdown and html.

Text and markdown lose what a merged cell covers, as published texts do.
"""

from __future__ import annotations

from html import escape

from specimens.notation import Grid, Line, Specimen


def to_text(specimen: Specimen) -> str:
    """Paragraphs apart by blank lines, tables as lines with tabs."""
    return (
        "\n\n".join(
            block.text if isinstance(block, Line) else "\n".join(map("\t".join, _flat(block)))
            for block in specimen
        )
        + "\n"
    )


def to_markdown(specimen: Specimen) -> str:
    """Headings for titles, pipes for tables."""
    parts = []
    for block in specimen:
        if isinstance(block, Line):
            parts.append(("## " if block.style in ("title", "letterhead") else "") + block.text)
        else:
            rows = [[cell.replace("\n", "<br>") for cell in row] for row in _flat(block)]
            rule = ["---"] * block.width
            parts.append("\n".join(f"| {' | '.join(row)} |" for row in [rows[0], rule, *rows[1:]]))
    return "\n\n".join(parts) + "\n"


def to_html(specimen: Specimen, title: str) -> str:
    """A page as bureaus publish them: furniture around, tables with spans."""
    body = "\n".join(
        f'<p class="{block.style}">{escape(block.text)}</p>'
        if isinstance(block, Line)
        else _html_table(block)
        for block in specimen
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>p.title{{text-align:center}}</style></head>\n"
        '<body><div class="nav"><a href="#">首页</a><a href="#">政务公开</a></div>\n'
        f'<div class="article">\n{body}\n</div>\n'
        '<div class="footer">网站地图 联系我们</div></body></html>\n'
    )


def _flat(grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.width for _ in range(grid.height)]
    for box in grid.boxes:
        rows[box.row][box.column] = box.text.replace("\n", "")
    return rows


def _html_table(grid: Grid) -> str:
    rows: list[list[str]] = [[] for _ in range(grid.height)]
    for box in grid.boxes:
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", box.rows), ("colspan", box.columns))
            if count > 1
        )
        rows[box.row].append(f"<td{spans}>{escape(box.text).replace(chr(10), '<br>')}</td>")
    lines = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table>\n{lines}\n</table>"
