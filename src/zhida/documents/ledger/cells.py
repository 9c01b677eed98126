"""单元格 cells: text that no table program takes for a formula, and text as it was meant."""

from __future__ import annotations

import datetime

_FORMULA = tuple("=+-@\t\r")


def neutral(text: str) -> str:
    """A text as a csv file may hold it: what would be a formula gets an apostrophe in front.

    A negative number is none.

    >>> neutral("=1+1"), neutral("-5.00"), neutral("财社〔2025〕1号")
    ("'=1+1", '-5.00', '财社〔2025〕1号')
    """
    return f"'{text}" if _is_formula(text) else text


def meant(text: str) -> str:
    """The contrary of `neutral`, whoever put the apostrophe there.

    >>> meant(neutral("'=1+1")), meant("'甲")
    ("'=1+1", "'甲")
    """
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    bare = text.lstrip("'")
    if not bare.startswith(_FORMULA):
        return False
    digits = bare.removeprefix("-").replace(".", "", 1)
    return not (digits.isascii() and digits.isdigit())


def shown(value: object) -> str:
    """The text of a workbook's cell: whole numbers without a point, days as 2025-01-31.

    >>> shown(2025.0), shown(1234.5), shown(True), shown(None)
    ('2025', '1234.5', '1', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return format(value, ".0f") if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
