"""支付单元格 payment cells: the text of a cell as money, day, year or code, exactly or not at all."""

from __future__ import annotations

import datetime
import re
import unicodedata

from zhida.core.money import Unit, fen_of


class WrongCell(ValueError):
    """单元格有误: `code` is that of the finding, the message what is wrong in Chinese."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


_PLAIN_YUAN = re.compile(r"[1-9]\d{0,12}(?:\.(\d{1,2}))?", re.A)
_MONEY = re.compile(
    r"([-+−△]?)[¥￥$]?([-−]?)([\d,]+(?:\.\d+)?)(?:人民币)?((?:百万|千|万|亿)?元)?", re.A
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.A)
_DATE = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?",
    re.A,
)
_LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.A)
_ACCOUNT = re.compile(r"\d{16,}", re.A)
_CLASS = re.compile(r"\d{3,9}", re.A)
_UNITS = {each.label: each for each in Unit}


def money(text: str, unit: Unit) -> int:
    """金额: fen of a cell, below zero for a refund in red or in brackets.

    A cell that names its own unit is read by that. Raises `WrongCell` for what
    is no amount, or finer than one fen.

    >>> money("1,234.50", Unit.YUAN), money("（12.5）", Unit.WAN_YUAN), money("¥3万元", Unit.YUAN)
    (123450, -12500000, 3000000)
    """
    if unit is Unit.YUAN and (simple := _PLAIN_YUAN.fullmatch(text)):
        cents = simple.group(1)
        if cents is None:
            return int(text) * 100
        return int(text[: -len(cents) - 1]) * 100 + int(cents.ljust(2, "0"))
    bare = _half(text)
    negative = bare.startswith("(") and bare.endswith(")")
    found = _MONEY.fullmatch(bare[1:-1] if negative else bare)
    if found is None or not _GROUPED.fullmatch(found.group(3)):
        raise WrongCell(*_not_money(bare, text))
    if found.group(3).isdigit() and _ACCOUNT.fullmatch(found.group(3)):
        raise WrongCell("P110", f"金额列中是账号样的数字“{text}”")
    try:
        fen = fen_of(found.group(3).replace(",", ""), _UNITS.get(found.group(4) or "", unit))
    except ValueError as error:
        said = found.group(4) or unit.label
        raise WrongCell("P106", f"金额“{text}”（{said}）细于一分") from error
    signs = sum((negative, found.group(1) not in ("", "+"), bool(found.group(2))))
    if signs > 1:
        raise WrongCell("P104", f"金额“{text}”有两个负号")
    return -fen if signs else fen


def _not_money(bare: str, text: str) -> tuple[str, str]:
    if _LOST.fullmatch(bare):
        return "P117", f"金额“{text}”是科学记数，末尾的数字已经丢失"
    if _DATE.fullmatch(bare):
        return "P110", f"金额列中是日期“{text}”"
    return "P104", f"金额“{text}”不是数"


def day(text: str) -> datetime.date:
    """日期: 2025-03-31, 2025/3/31, 2025年3月31日 or 20250331, with or without a time of day.

    >>> day("2025/3/1 10:20:00"), day("20250301")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    """
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass
    bare = _half(text, keep=" T")
    found = _DATE.fullmatch(bare)
    if found is None:
        raise WrongCell(*_not_day(bare, text))
    year, *rest = found.groups()
    month, number = (each for each in rest if each is not None)
    try:
        return datetime.date(int(year), int(month), int(number))
    except ValueError as error:
        raise WrongCell("P108", f"没有“{text}”这一天") from error


def _not_day(bare: str, text: str) -> tuple[str, str]:
    if re.fullmatch(r"[34]\d{4}", bare):
        return "P108", f"日期“{text}”是表格程序内部的序号，不是日期格式"
    if _GROUPED.fullmatch(bare):
        return "P110", f"日期列中是数“{text}”"
    return "P108", f"日期“{text}”不能识读"


def year(text: str) -> int:
    """年度: four digits, with or without 年 or 年度."""
    bare = _half(text).removesuffix("度").removesuffix("年")
    if len(bare) != 4 or not bare.isascii() or not bare.isdigit():
        raise WrongCell("P120", f"年度“{text}”不是四位年份")
    return int(bare)


def number(text: str) -> str:
    """凭证号: as printed, without blanks; never a day, never a number that has lost digits."""
    bare = _half(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        raise WrongCell("P110", f"凭证号列中是日期“{text}”")
    return _whole(bare, text)


def code(text: str) -> str:
    """编码、账号: without blanks; refuses digits that are lost."""
    return _whole(_half(text), text)


def class_code(text: str) -> str:
    """科目: the code that the cell begins with, as in "2101301 城乡医疗救助" or "[2101301]…".

    >>> class_code("2101301-城乡医疗救助"), class_code("50201")
    ('2101301', '50201')
    """
    bare = _half(text)
    found = _CLASS.match(bare.lstrip("[("))
    rest = bare.lstrip("[(")[found.end() :] if found else ""
    if found is None or rest.startswith((".", ",")) or rest[:1].isdigit():
        if _GROUPED.fullmatch(bare) or _DATE.fullmatch(bare):
            raise WrongCell("P110", f"科目列中是“{text}”")
        return bare
    return found.group()


def _whole(bare: str, text: str) -> str:
    if _LOST.fullmatch(bare):
        raise WrongCell("P117", f"“{text}”是科学记数，末尾的数字已经丢失")
    return bare


def _half(text: str, keep: str = "") -> str:
    """Half width, without blanks but those to keep."""
    bare = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(each for each in bare if not each.isspace() or each in keep).strip()
