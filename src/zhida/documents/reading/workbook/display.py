"""显示值 display: a stored value → the text that the sheet shows.

A workbook stores 40.88 as 40.880000000000003; the sheet shows 15 significant
digits at most, and fewer where a number format says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = "str | bool | int | float | Decimal | datetime | date | time | timedelta | None"

_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.')
_DIGITS = re.compile(r"[#0?,]*[#0?][#0?,]*(?:\.([#0?]*))?(,*)")


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a number format: its text with `{}` for the number."""

    before: str
    after: str
    least: int
    most: int
    whole: int
    grouped: bool
    scale: int
    has_number: bool


def display(value: Value, number_format: str = "General") -> str:
    """The text shown for `value` under a number format.

    >>> display(40.879999999999995), display(600.53, "0.0")
    ('40.88', '600.5')
    >>> display(33470000, "#,##0.00"), display(0.7, "0%"), display(0, '#,##0;-#,##0;"-"')
    ('33,470,000.00', '70%', '-')
    >>> display(datetime(2022, 2, 8)), display("≥90%")
    ('2022-02-08', '≥90%')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        clock = value.time()
        return value.date().isoformat() if clock == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    return _number(Decimal(str(value)), number_format)


def hides_digits(value: Value, number_format: str) -> bool:
    """Whether the format shows fewer digits of a number than are stored.

    >>> hides_digits(40.876, "0.00"), hides_digits(40.88, "0.00")
    (True, False)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    number = Decimal(str(value))
    if not number.is_finite() or "%" in number_format:
        return False
    shown = display(value, number_format).replace(",", "").strip()
    try:
        return Decimal(shown) != _SIGNIFICANT.plus(number)
    except ArithmeticError:
        return False


def _number(number: Decimal, number_format: str) -> str:
    if not number.is_finite():
        return ""
    stored = _SIGNIFICANT.plus(number)
    sections = _sections(number_format)
    if sections is None:
        return _general(stored)
    if number < 0 and len(sections) > 1:
        return _shown(-stored, sections[1], sign="")
    if number == 0 and len(sections) > 2:
        return _shown(stored, sections[2], sign="")
    return _shown(abs(stored), sections[0], sign="-" if number < 0 else "")


def _general(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[_Section, ...] | None:
    """The sections of a format, None for General and for what isn't understood."""
    if number_format in ("", "General", "@", "GENERAL") or "[DBNum" in number_format:
        return None
    if re.search(r"\[[<>=]", number_format) or "E+" in number_format or "/" in number_format:
        return None
    sections = tuple(_section(part) for part in _parts(_BRACKETS.sub("", number_format))[:3])
    return sections if sections and sections[0].has_number else None


def _parts(number_format: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|[\\!].|[^;"\\!])+', number_format) or [number_format]


def _section(text: str) -> _Section:
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return f"\ue000{len(literals) - 1}\ue001"

    plain = _QUOTED.sub(keep, text).replace("General", "0.###############")
    match = _DIGITS.search(re.sub("\ue000\\d+\ue001", lambda m: "\ue002" * len(m[0]), plain))
    if match is None:
        return _Section(_restored(plain, literals), "", 0, 0, 0, False, 0, False)
    decimals = match.group(1) or ""
    whole = match.group().split(".")[0]
    scale = -3 * (len(match.group(2) or "") + (len(whole) - len(whole.rstrip(","))))
    around = plain[: match.start()], plain[match.end() :]
    if "%" in around[0] or "%" in around[1]:
        scale += 2
    return _Section(
        _restored(around[0], literals),
        _restored(around[1], literals),
        decimals.count("0"),
        len(decimals),
        whole.count("0"),
        "," in whole.rstrip(","),
        scale,
        True,
    )


def _restored(text: str, literals: list[str]) -> str:
    text = re.sub("\ue000(\\d+)\ue001", lambda match: literals[int(match.group(1))], text)
    return text.replace("?", "").replace("#", "")


def _shown(number: Decimal, section: _Section, sign: str) -> str:
    if not section.has_number:
        return (section.before + section.after).strip()
    with localcontext(_EXACT):
        scaled = number.scaleb(section.scale).quantize(Decimal(1).scaleb(-section.most))
    whole, _, decimals = format(scaled, "f").partition(".")
    kept = decimals[: section.least] + decimals[section.least :].rstrip("0")
    whole = whole.lstrip("0").rjust(section.whole, "0")
    if section.grouped:
        whole = f"{int(whole or 0):,}" if whole else whole
    text = whole + (f".{kept}" if kept else "")
    if not any(digit in text for digit in "123456789"):
        sign = ""
    return f"{sign}{section.before}{text}{section.after}".strip()
