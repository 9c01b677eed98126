"""标记 markup: words and typefaces as WordprocessingML."""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

_FORBIDDEN = dict.fromkeys(
    [
        *(code for code in range(32) if chr(code) not in "\t\n\r"),
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    ]
)  # characters that XML 1.0 can't hold


def escaped(text: str) -> str:
    """A text as XML, without the characters that XML can't hold.

    >>> escaped("<甲> & 乙\\x00")
    '&lt;甲&gt; &amp; 乙'
    """
    return escape(text.translate(_FORBIDDEN))


def run(text: str, face: str) -> str:
    """A run of one typeface; tabs and line ends are kept. `face` is from `typeface`."""
    words = f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    for character, mark in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        words = words.replace(character, f'</w:t>{mark}<w:t xml:space="preserve">')
    return f"<w:r>{face}{words}</w:r>"


@cache
def typeface(name: str, size: float, tracking: float = 0.0, colour: str = "") -> str:
    """字体: a typeface for hanzi, letters and figures alike; sizes in points."""
    fonts = " ".join(f'w:{each}="{name}"' for each in ("ascii", "hAnsi", "eastAsia", "cs"))
    parts = (
        f"<w:rFonts {fonts}/>",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:spacing w:val="{twentieths(tracking)}"/>' if tracking else "",
        f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>',
    )
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def twentieths(points: float) -> int:
    """Points in the unit of the format, 1/20 of one."""
    return round(points * 20)
