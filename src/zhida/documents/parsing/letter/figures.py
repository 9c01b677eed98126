"""断数 figures: digits that recognition drew apart or took for letters, put together again.

A blank inside a figure is only taken out where what follows shows that it is
one figure: a unit of money, 年, 月, 日 or 号. "附件1 345万元" stays as it is.
"""

from __future__ import annotations

import regex

from zhida.documents.parsing.letter.passages import Passage, joined

_SINGLE = r"(?<![\d.])\d(?: \d){2,}(?=[年月日号,.。]| ?[万亿千]?元|$)"
_YEAR = r"(?<!\d)(?:19|20) \d\d(?=年)|(?<!\d)(?:19|20)\d \d(?=年)"
_DAY = r"(?<=[年月])\d \d(?=[月日])"
_THOUSANDS = r"(?<![\d.年第件表〕)\]] ?)\d{1,3}(?: \d{3})+(?=(?:\.\d+)? ?[万亿千]?元)"
_LEADING_ZERO = r"(?<![\d.年第件表〕)\]])\d{1,4} 0\d*(?=(?:\.\d+)? ?[万亿千]?元)"
_APART = regex.compile(f"{_SINGLE}|{_YEAR}|{_DAY}|{_THOUSANDS}|{_LEADING_ZERO}")
_LETTERS = regex.compile(r"(?<=\d)[OoΟОlI](?=\d)|(?<=\d\d)[OoΟО](?=\d?[年万元])")
_ZEROS = str.maketrans("OoΟОlI", "000011")


def mended(passage: Passage) -> Passage:
    """The passage with its figures whole; the printed words keep what was printed.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> mended(passage_of("2 0 2 3 年资金 1 234.5 万元，附件1 345万元", Source("x"))).text
    '2023年资金1234.5万元,附件1 345万元'
    """
    text = _LETTERS.sub(lambda found: found.group().translate(_ZEROS), passage.text)
    whole = Passage(text, passage.printed, passage.pieces)
    if " " not in text:
        return whole
    blanks = [
        found.start() + at
        for found in _APART.finditer(text)
        for at, character in enumerate(found.group())
        if character == " "
    ]
    if not blanks:
        return whole
    starts, ends = [0, *(at + 1 for at in blanks)], [*blanks, len(text)]
    return joined(whole.slice(a, b) for a, b in zip(starts, ends, strict=True))


def figures_mended(passage: Passage) -> tuple[str, ...]:
    """The figures of a passage that `mended` puts together, as printed."""
    apart = [found.group() for found in _APART.finditer(passage.text)]
    letters = [found.group() for found in _FIGURE.finditer(passage.text)]
    return (*apart, *letters)


_FIGURE = regex.compile(rf"\d+(?:{_LETTERS.pattern})\d*")
