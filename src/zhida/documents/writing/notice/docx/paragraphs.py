"""段落 paragraphs: lines of an issue as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.documents.writing.notice.docx.markup import run, twentieths, typeface
from zhida.documents.writing.notice.layout import Line, Style
from zhida.documents.writing.notice.looks import BLACK, RED, SIZE, Align, Look, looks_of

_DATE_EDGE = 150 / 25.4 * 72  # points: where the day of printing ends
_SIDES = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}


def paragraphs(lines: Sequence[Line], *, new_page: bool = False) -> Iterator[str]:
    """Lines with their looks; `new_page` begins a page with the first of them."""
    for line, look in looks_of(lines):
        face = typeface(look.face.value, look.size, look.tracking, RED if look.red else "")
        tab = line.style is Style.PRINTED
        yield f"<w:p>{_form(look, new_page=new_page, tab=tab)}{run(line.text, face)}</w:p>"
        new_page = False


def _form(look: Look, *, new_page: bool, tab: bool) -> str:
    """Properties in the order that the schema of the format wants."""
    hanging = look.first < 0
    first = f'w:{"hanging" if hanging else "firstLine"}="{twentieths(abs(look.first) * SIZE)}"'
    line = f' w:line="{twentieths(look.pitch)}" w:lineRule="exact"' if look.pitch else ""
    parts = (
        "<w:keepNext/>" if look.with_next else "",
        "<w:pageBreakBefore/>" if new_page else "",
        "<w:widowControl/>",
        _rules(look),
        f'<w:tabs><w:tab w:val="right" w:pos="{twentieths(_DATE_EDGE)}"/></w:tabs>' if tab else "",
        f'<w:spacing w:before="{twentieths(look.before)}" w:after="{twentieths(look.after)}"{line}/>',
        f'<w:ind w:left="{twentieths(look.left * SIZE)}" w:right="{twentieths(look.right * SIZE)}"'
        f" {first}/>",
        f'<w:jc w:val="{_SIDES[look.align]}"/>',
    )
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _rules(look: Look) -> str:
    """The lines above and below a paragraph (红色分隔线, 版记分隔线)."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{8 if colour == BLACK else 12}" w:space="4"'
        f' w:color="{colour}"/>'
        for side, colour in (("top", look.rule_above), ("bottom", look.rule_below))
        if colour
    )
    return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""
