"""数字 numerals: integers in Arabic or Chinese figures."""

from __future__ import annotations

from functools import lru_cache

import cn2an

_YEAR_DIGITS = str.maketrans("〇○零ΟO0一二三四五六七八九两", "0000001234567892")
HANZI_DIGITS = "〇○零一二三四五六七八九十廿卅百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"


@lru_cache(maxsize=1024)
def integer_of(text: str) -> int | None:
    """The integer that a run of figures stands for, None where it stands for none.

    >>> integer_of("二十一"), integer_of("021"), integer_of("叁仟零肆拾")
    (21, 21, 3040)
    >>> integer_of("若干") is None
    True
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(each not in HANZI_DIGITS for each in text):
        return None
    try:
        return int(cn2an.cn2an(text.replace("○", "〇").replace("卅", "三十"), "normal"))
    except (ValueError, KeyError, IndexError):
        return None


def year_of(text: str) -> int | None:
    """A year in four figures of either kind, if it is one that a notice can bear.

    >>> year_of("二〇二〇"), year_of("2023"), year_of("9798")
    (2020, 2023, None)
    """
    digits = text.translate(_YEAR_DIGITS)
    if len(digits) != 4 or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits) if 1980 <= int(digits) <= 2079 else None
