"""自有账户 own_account: whether a payee is the paying unit itself, however the account is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from zhida.core.execution.payee_kinds import payee_kind
from zhida.core.words import any_of
from zhida.data import load

_BRACKETS = re.compile(r"[()（）\s\-—_]+")


def is_own_account(payee: str, units: Iterable[str]) -> bool:
    """自有账户: whether the payee is one of the units, or an account under a unit's name.

    `units` are the unit's names (those that aren't names are left alone).

    >>> unit = ("天山区医疗保障局",)
    >>> is_own_account("天山区医疗保障局（基本户）", unit), is_own_account("天山区医疗保障局", unit)
    (True, True)
    >>> is_own_account("天山区医疗保障局服务中心", unit), is_own_account("甲信息公司", unit)
    (False, False)
    """
    return any(_own(payee, unit) for unit in units)


@lru_cache(maxsize=100_000)
def _own(payee: str, unit: str) -> bool:
    paid, own = (_BRACKETS.sub("", each) for each in (payee, unit))
    if not own or not paid.startswith(own):
        return False
    rest = paid[len(own) :]
    return not rest or bool(re.match(_words(), rest)) or payee_kind(rest) == "fiscal_account"


@cache
def _words() -> str:
    return any_of(row["word"] for row in load("own_account_words"))
