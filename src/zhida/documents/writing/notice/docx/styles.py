"""样式 styles: how each element of GB/T 9704-2012 is set: typeface, size, place on the line.

Typefaces are named as the standard's users name them; an office has them, and a
machine without them shows its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhida.documents.writing.notice.layout import Style

BODY_FONT, TITLE_FONT = "仿宋_GB2312", "方正小标宋简体"
HEADING_FONT, SUBHEADING_FONT, NUMBER_FONT = "黑体", "楷体_GB2312", "宋体"
SIZE = 16.0
PITCH = 28.95  # points: 22 lines in 225 mm
RED = RGBColor(0xE6, 0x00, 0x12)


@dataclass(frozen=True, slots=True)
class Look:
    """样式 look: sizes in points; indents in characters of the body's size."""

    font: str = BODY_FONT
    size: float = SIZE
    align: ALIGN = ALIGN.JUSTIFY
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float | None = PITCH
    red: bool = False
    rule_below: str | None = None
    rule_above: bool = False
    with_next: bool = False
    new_page: bool = False


_SIGNED = Look(align=ALIGN.RIGHT, right=2, with_next=True)
_TITLE = Look(TITLE_FONT, 22, ALIGN.CENTER, pitch=34, with_next=True)
_FOOT = Look(size=14, first=0.9, pitch=24, align=ALIGN.LEFT)

LOOKS: dict[Style, Look] = {
    Style.LETTERHEAD: Look(TITLE_FONT, 36, ALIGN.CENTER, pitch=None, red=True, after=6),
    Style.NUMBER: Look(align=ALIGN.CENTER, before=24, after=24, rule_below="E60012"),
    Style.TITLE: replace(_TITLE, before=24, after=28),
    Style.ADDRESSEE: Look(align=ALIGN.LEFT),
    Style.BODY: Look(first=2),
    Style.HEADING: Look(HEADING_FONT, first=2, with_next=True),
    Style.SUBHEADING: Look(SUBHEADING_FONT, first=2, with_next=True),
    Style.LIST_FIRST: Look(align=ALIGN.LEFT, left=6.5, first=-4.5, before=PITCH),
    Style.LIST_NEXT: Look(align=ALIGN.LEFT, left=6.5, first=-1.5),
    Style.SIGNATURE: _SIGNED,
    Style.DATE: replace(_SIGNED, right=4, with_next=False),
    Style.NOTE: Look(align=ALIGN.LEFT, first=2, before=PITCH),
    Style.LABEL: Look(HEADING_FONT, align=ALIGN.LEFT, with_next=True),
    Style.ANNEX_TITLE: replace(_TITLE, size=18, pitch=30, before=8, after=12),
    Style.SUBTITLE: Look(SUBHEADING_FONT, 14, ALIGN.CENTER, after=6, with_next=True),
    Style.UNIT: Look(size=12, align=ALIGN.RIGHT, pitch=20, with_next=True),
    Style.REMARK: Look(size=12, pitch=20, align=ALIGN.LEFT, before=4),
    Style.COPIES: replace(_FOOT, rule_above=True, rule_below="000000"),
    Style.PRINTED: replace(_FOOT, rule_below="000000"),
}

_AFTER_BORDERS = {
    qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr")
}


def set_look(paragraph: Paragraph, look: Look) -> None:
    """Set a paragraph and all of its runs."""
    form = paragraph.paragraph_format
    form.alignment = look.align
    form.first_line_indent = Pt(look.first * SIZE)
    form.left_indent, form.right_indent = Pt(look.left * SIZE), Pt(look.right * SIZE)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.pitch is not None:
        form.line_spacing = Pt(look.pitch)
    form.keep_with_next = look.with_next
    form.widow_control = True
    _rules(paragraph, look)
    for run in paragraph.runs:
        set_font(run, look.font, look.size)
        if look.red:
            run.font.color.rgb = RED


def set_font(run: Run, name: str, size: float) -> None:
    """Set a typeface for hanzi, letters and figures alike."""
    run.font.size = Pt(size)
    run.font.name = name
    fonts = run._element.get_or_add_rPr().rFonts
    if fonts is not None:
        fonts.set(qn("w:eastAsia"), name)


def _rules(paragraph: Paragraph, look: Look) -> None:
    """The lines above and below a paragraph (红色分隔线, 版记分隔线)."""
    sides = [("top", "000000")] if look.rule_above else []
    sides += [("bottom", look.rule_below)] if look.rule_below else []
    if not sides:
        return
    borders = OxmlElement("w:pBdr")
    for side, colour in sides:
        rule = OxmlElement(f"w:{side}")
        rule.set(qn("w:val"), "single")
        rule.set(qn("w:sz"), "12" if colour != "000000" else "8")
        rule.set(qn("w:space"), "4")
        rule.set(qn("w:color"), colour)
        borders.append(rule)
    properties = paragraph._element.get_or_add_pPr()
    after = [each for each in properties if each.tag in _AFTER_BORDERS]
    properties.insert(properties.index(after[0]) if after else len(properties), borders)
