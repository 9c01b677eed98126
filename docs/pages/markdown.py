"""The few pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A pipe table.

    >>> print(table(["名称", "说明"], [["a|b", "两行\\n文字"]]))
    | 名称 | 说明 |
    |---|---|
    | a\\|b | 两行 文字 |
    """
    lines = [header, *rows]
    printed = ["| " + " | ".join(_cell(text) for text in line) + " |" for line in lines]
    return "\n".join([printed[0], "|" + "---|" * len(header), *printed[1:]])


def fence(text: str, language: str = "text") -> str:
    """A block of text as it stands, however many backticks it holds."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
