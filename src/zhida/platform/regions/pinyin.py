"""拼音 pinyin: how names sound, so that they are found by a few letters of the keyboard.

A column of our own: the embedded server has no extension that would do it, and no server knows
how 重庆 is read.
"""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin


@cache
def sounds(*names: str) -> str:
    """读音: initials and whole spelling of each name, one after another, each after a space.

    >>> sounds("重庆市")
    ' cqs chongqingshi'
    """
    spelt: dict[str, None] = {}
    for name in names:
        syllables = lazy_pinyin(name, style=Style.NORMAL, errors="ignore")
        spelt |= dict.fromkeys(("".join(each[0] for each in syllables), "".join(syllables)))
    return "".join(f" {each}" for each in spelt if each)
