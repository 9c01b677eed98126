"""指标名称 names: what an indicator is called, without the dress of print."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DRESS = re.compile(r"[\s“”\"'‘’、，,。.．；;：:·…—\-《》<>]+")
_NOTE_AT_END = re.compile(r"\(([^()]*)\)$")


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """The name without blanks, quotation marks, points and a note in brackets at its end.

    >>> bare_name("“一站式”即时结算 覆盖率（%）。")
    '一站式即时结算覆盖率'
    """
    text = unicodedata.normalize("NFKC", name).strip().rstrip("。.;；")
    return _DRESS.sub("", _NOTE_AT_END.sub("", text))


def unit_in_brackets(name: str) -> str:
    """What a name gives in brackets at its end, where units often stand; "" for nothing.

    >>> unit_in_brackets("资助参保人数（人）")
    '人'
    """
    found = _NOTE_AT_END.search(unicodedata.normalize("NFKC", name).strip())
    return found[1].strip() if found else ""


def quoted(name: str) -> str:
    """The name in quotation marks, with the inner ones made single.

    >>> quoted("“一站式”即时结算覆盖率。")
    '“‘一站式’即时结算覆盖率”'
    """
    inner = name.strip().rstrip("。.").replace("“", "‘").replace("”", "’")
    return f"“{inner}”"
