"""简称 names: the short names that a place goes by, made from its official one."""

from __future__ import annotations

import re
from functools import cache

from zhida.data import load

_ENDINGS = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗",
    "林区", "特区", "新区", "地区", "群岛", "矿区", "省", "市", "区", "县", "旗", "盟",
)  # fmt: skip
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def bare(name: str) -> str:
    """The name without its kind and its peoples, "" where less than two hanzi stay.

    >>> bare("德宏傣族景颇族自治州"), bare("茂南区"), bare("茂县"), bare("新疆维吾尔自治区")
    ('德宏', '茂南', '', '新疆')
    """
    for ending in _ENDINGS:
        if name.endswith(ending):
            stem = name[: -len(ending)]
            stem = _without_peoples(stem) if ending in _AUTONOMOUS else stem
            return stem if len(stem) > 1 else ""
    return name


def short(name: str) -> str:
    """The name with a short kind and no peoples: what tables print.

    >>> short("积石山保安族东乡族撒拉族自治县"), short("德宏傣族景颇族自治州"), short("东乡族自治县")
    ('积石山县', '德宏州', '东乡县')
    >>> short("天山区")
    '天山区'
    """
    for ending, brief in _AUTONOMOUS.items():
        if name.endswith(ending):
            return _without_peoples(name[: -len(ending)]) + brief
    return name


@cache
def _peoples() -> re.Pattern[str]:
    words = [row["name"] for row in load("ethnic_groups")]
    long = [word for word in words if len(word) > 1]
    full = "|".join(sorted((f"{word}族" for word in words), key=len, reverse=True))
    return re.compile(f"(?:{full}|{'|'.join(long)})+$")


def _without_peoples(stem: str) -> str:
    place = _peoples().sub("", stem)
    return place if place else stem.removesuffix("族")
