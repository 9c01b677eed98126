"""下达行为 act: which act of the yearly cycle the words of a title name."""

from __future__ import annotations

import regex

from zhida.core.notice import Status
from zhida.documents.parsing.letter.words import pairs

_QUOTED = regex.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def act_of(title: str) -> Status | None:
    """下达状态: the act of a title; a title that it quotes does not count.

    The first act after 关于 decides, but 提前 and 预 go before 下达.

    >>> act_of("关于提前下达2021年补助资金预算的通知").value, act_of("关于拨付补助资金的通知").value
    ('advance', 'disbursement')
    >>> act_of("关于清算下达2022年补助资金的通知").value, act_of("关于印发办法的通知") is None
    ('settlement', True)
    """
    words = _QUOTED.sub("", title)
    about = words.find("关于")
    words = words[about + 2 :] if about >= 0 else words
    best: tuple[int, int, str] | None = None
    for word, status in pairs("acts"):
        at = words.find(word)
        if at >= 0 and (best is None or (at, -len(word)) < best[:2]):
            best = (at, -len(word), status)
    return Status(best[2]) if best else None
