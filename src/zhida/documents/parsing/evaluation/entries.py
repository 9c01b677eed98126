"""格 entries: what a cell of a filled form says, or why it says nothing that counts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import regex

from zhida.core.money import Unit, fen_of, step_of
from zhida.core.notice import TargetKind
from zhida.core.performance.evaluation import Entry, EntryState, Reached
from zhida.core.performance.value_words import about
from zhida.documents.parsing.evaluation.vocabulary import is_prompt
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import Box, printed
from zhida.documents.parsing.performance.values import read_target
from zhida.documents.parsing.values import Value, cell_value

_SHARE = regex.compile(r"[（(]得分比例\d+(\.\d+)?%[)）]$")
"""What our own forms say behind the words of a qualitative indicator."""
_APART = regex.compile(r"(?:不适用|不涉及|N/?A|n/?a|[-—–/\\]+)$")
_NONE = regex.compile(r"无[。.]?$")
_MASKED = regex.compile(r"[*×xX＊※]+\s*%?$")
_NUMBER = regex.compile(r"(?P<digits>[-+]?\d+(?:\.\d+)?)\s*(?P<unit>%|‰|分)?$")
_PERCENT, _PERMILLE = "%", "‰"


def words_entry(box: Box | None) -> Entry[str]:
    """文字格: words as printed; 无 is NOTHING, the form's own request is BLANK."""
    if box is None:
        return Entry()
    text = printed(box.cell.text)
    if not text or is_prompt(text):
        return Entry(text=text, source=box.source)
    if _NONE.match(text):
        return Entry(EntryState.NOTHING, None, text, source=box.source)
    if _APART.match(text):
        return Entry(EntryState.NOT_APPLICABLE, None, text, source=box.source)
    return Entry(EntryState.VALUE, text, text, source=box.source)


def money_entry(box: Box | None, unit: Unit) -> Entry[int]:
    """金额格: fen; a unit in the cell goes before that of the table."""
    plain, aside = _aside(box)
    if box is None or aside is not None:
        return Entry() if aside is None else aside
    found = cell_value(plain)
    if found.kind is Value.FIGURE and found.unit != _PERCENT:
        own = next((each for each in Unit if each.label == found.unit), None)
        if found.unit and own is None:
            return _unreadable(box, f"不是金额（单位为{found.unit}）")
        try:
            fen = fen_of(found.digits, own or unit)
        except ValueError:
            return _unreadable(box, "细于1分，不是金额")
        step = Fraction(step_of(found.digits, own or unit))
        return Entry(EntryState.VALUE, fen, plain, step, source=box.source)
    return _unreadable(box, _why(plain, "金额"))


def rate_entry(box: Box | None) -> Entry[Decimal]:
    """比率格 in %: 95%, 95 and 950‰ are 95."""
    return _number(box, "比率")


def points_entry(box: Box | None) -> Entry[Decimal]:
    """分值、得分格: 10 and 10分 are 10."""
    return _number(box, "分数")


def reached_entry(box: Box | None, year: int | None, name: str) -> Entry[Reached]:
    """完成值格: a definite number, a day, or words; about (约) or a limit (≥) is no value."""
    aside = _aside(box)[1]
    if box is None or aside is not None:
        return Entry() if aside is None else aside
    text = printed(box.cell.text)
    if word := about(text):
        return _unreadable(box, f"是约数（“{word}”），不能计算")
    found = read_target(_SHARE.sub("", text), year, name)
    if found.kind is TargetKind.TEMPLATE:
        return _unreadable(box, "是未填的占位符")
    if found.value is not None and found.kind in (TargetKind.NUMBER, TargetKind.RATE):
        if found.comparator not in (None, "="):
            return _unreadable(box, f"带“{found.comparator}”，是范围而不是确定的数")
        value = Reached(found.value, found.unit or "")
    elif found.kind is TargetKind.DATE and found.due is not None:
        value = Reached(day=found.due)
    else:
        value = Reached(words=text)
    return Entry(EntryState.VALUE, value, text, source=box.source)


def _number(box: Box | None, what: str) -> Entry[Decimal]:
    plain, aside = _aside(box)
    if box is None or aside is not None:
        return Entry() if aside is None else aside
    found = _NUMBER.match(plain.replace(",", ""))
    if found is None:
        return _unreadable(box, _why(plain, what))
    value = Decimal(found["digits"])
    decimals = len(found["digits"].partition(".")[2])
    step = Fraction(1, 10**decimals)
    if found["unit"] == _PERMILLE:
        value, step = value / 10, step / 10
    return Entry(EntryState.VALUE, value, plain, step, source=box.source)


def _aside(box: Box | None) -> tuple[str, Entry[Any] | None]:
    """The plain text of a cell, and its entry where it holds no value."""
    if box is None:
        return "", None
    plain = clean(box.cell.text).text.strip()
    if not plain:
        return plain, Entry(source=box.source)
    for pattern, state in (
        (_NONE, EntryState.NOTHING),
        (_APART, EntryState.NOT_APPLICABLE),
        (_MASKED, EntryState.MASKED),
    ):
        if pattern.match(plain):
            return plain, Entry(state, None, plain, source=box.source)
    return plain, None


def _why(plain: str, what: str) -> str:
    word = about(plain)
    return f"是约数（“{word}”），不能计算" if word else f"不是{what}"


def _unreadable(box: Box, why: str) -> Entry[Any]:
    text = printed(box.cell.text)
    return Entry(EntryState.UNREADABLE, None, text, fault=why, source=box.source)
