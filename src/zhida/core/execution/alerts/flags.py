"""标识用语 flags: how a flag is written, and whether two ways of writing mean the same."""

from __future__ import annotations

from zhida.core.notice.appropriations import Regime
from zhida.core.rules.regime.model import flag_names

TRACKED = "追踪"


def flag_words(regime: Regime, code: str) -> str:
    """标识: as a person would say it.

    >>> flag_words(Regime.DIRECT, "01"), flag_words(Regime.TRACKED, ""), flag_words(Regime.NONE, "")
    ('“01 中央直达资金”', '“追踪”', '没有标识')
    """
    if code:
        return f"“{code} {flag_names().get(code, '')}”".replace(" ”", "”")
    return f"“{TRACKED}”" if regime is Regime.TRACKED else "没有标识"


def same_flag(regime: Regime, code: str, printed: str) -> bool:
    """标识相同: whether what a payment prints is the flag of its line.

    >>> same_flag(Regime.DIRECT, "01", "01 中央直达资金"), same_flag(Regime.TRACKED, "01", "追踪")
    (True, True)
    >>> same_flag(Regime.DIRECT, "01", "02")
    False
    """
    return printed.replace(" ", "") in spellings(regime, code)


def spellings(regime: Regime, code: str) -> tuple[str, ...]:
    """标识写法: every way to print the flag of a line, without blanks.

    >>> spellings(Regime.DIRECT, "01")
    ('01', '中央直达资金', '01中央直达资金', '01-中央直达资金')
    """
    name = flag_names().get(code, "")
    written = (code, name, f"{code}{name}", f"{code}-{name}")
    tracked = (TRACKED, f"中央{TRACKED}") if regime is Regime.TRACKED else ()
    return (*tracked, *filter(None, written))
