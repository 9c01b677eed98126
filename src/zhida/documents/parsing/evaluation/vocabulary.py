"""词汇 vocabulary: what the heads and labels of self-evaluation forms mean, from the data table."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from zhida.data import load
from zhida.documents.parsing.normalise import clean

_BRACKETED = regex.compile(r"[(\[][^()\[\]]*[)\]]?")


@lru_cache(maxsize=4096)
def key_of(block: str, text: str) -> str | None:
    """What a head or label means in a block of the form, None for other words.

    `block` is "money", "management", "goals", "rows" or "foot".

    >>> key_of("money", "全年执行数（B）"), key_of("rows", "偏差原因分析及改进措施")
    ('executed', 'reason')
    >>> key_of("goals", "全年实际完成情况"), key_of("rows", "指标值")
    ('reached', None)
    """
    bare = bare_label(text)
    for label, place, key in _labels(block):
        if bare == label or (place == "start" and bare.startswith(label)):
            return key
    return None


@lru_cache(maxsize=4096)
def holds_both(text: str) -> bool:
    """Whether one head asks for reason and remedy (未完成原因和改进措施)."""
    bare = bare_label(text)
    return "原因" in bare and "措施" in bare


def is_prompt(text: str) -> bool:
    """Whether a text is the form's own request to write something."""
    return any(text.startswith(label) for label, _, _ in _labels("prompt"))


def bare_label(text: str) -> str:
    """A label without blanks, brackets and colon."""
    plain = clean(text).text.replace(" ", "").replace("\n", "")
    return _BRACKETED.sub("", plain).strip(":：、")


@cache
def _labels(block: str) -> tuple[tuple[str, str, str], ...]:
    rows = sorted(load("evaluation_labels"), key=lambda row: -len(row["label"]))
    return tuple((row["label"], row["place"], row["key"]) for row in rows if row["block"] == block)
