"""决定 on the command line: what a person answers of a notice, from the options' words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

import typer

from zhida.core.money import Unit, fen_of
from zhida.core.notice import FundingSource

if TYPE_CHECKING:
    from zhida.core.booking import Answers, Mend

_UNITS = {unit.label: unit for unit in sorted(Unit, key=lambda each: -len(each.label))}
_SOURCES = {
    "中央": FundingSource.CENTRAL,
    "省级": FundingSource.PROVINCE,
    "自治区": FundingSource.PROVINCE,
    "市级": FundingSource.PREFECTURE,
    "县级": FundingSource.COUNTY,
    "地方": FundingSource.LOCAL,
}


def answers_of(
    *,
    same_as: str,
    waive: Iterable[str],
    mend: Iterable[str],
    payee: Iterable[str],
    from_outside: str,
    upstream: str,
    year: int | None,
    source: str,
    fund: str,
    date: str,
) -> Answers:
    """决定: one value of all options. Raises `typer.BadParameter` that says how to write it."""
    # loaded here: the other commands need no rules of booking
    from zhida.core.booking import Answers

    return Answers(
        number=same_as,
        waived=MappingProxyType(dict(_waived(waive))),
        mends=tuple(mend_of(each) for each in mend),
        payees=MappingProxyType(dict(pair(each, "--payee", "名称=单位代码") for each in payee)),
        from_outside=from_outside,
        upstream=upstream,
        year=year,
        source=source_of_words(source) if source else None,
        fund=fund,
        date=_date(date) if date else None,
    )


def mend_of(text: str) -> Mend:
    """改正: 收款单位/列名=金额, with its unit; the column may be left out, the row may be 正文.

    >>> mend_of("水磨沟区/中央彩票公益金=40.87万元").fen
    40870000
    >>> mend_of("正文=207万元").row
    '正文'
    """
    from zhida.core.booking import Mend

    place, amount = pair(text, "--mend", "收款单位/列名=金额（带单位）")
    row, _, column = place.partition("/")
    return Mend(row.strip(), column.strip(), fen_of_words(amount))


def fen_of_words(text: str) -> int:
    """An amount with its unit, in fen.

    >>> fen_of_words("1,200元"), fen_of_words("0.5万元")
    (120000, 500000)
    """
    for label, unit in _UNITS.items():
        if text.endswith(label):
            try:
                return fen_of(text.removesuffix(label), unit)
            except ValueError:
                break
    raise typer.BadParameter(f"“{text}”不是金额，请写成 40.87万元、408700元 这样的形式")


def _waived(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """N102,N116=理由: several codes with one reason."""
    for text in texts:
        codes, reason = pair(text, "--waive", "问题代码=理由，如 N215=已核实")
        for code in re.split("[,，、]", codes):
            yield code.strip().upper(), reason


def pair(text: str, option: str, form: str) -> tuple[str, str]:
    """The two sides of 甲=乙. Raises `typer.BadParameter` where one is missing."""
    before, _, after = text.partition("=")
    if not before.strip() or not after.strip():
        raise typer.BadParameter(f"{option} “{text}”：请写成 {form}")
    return before.strip(), after.strip()


def source_of_words(text: str) -> FundingSource:
    """来源: 中央, 省级 and so on. Raises `typer.BadParameter` that lists them."""
    if text not in _SOURCES:
        raise typer.BadParameter(f"--source “{text}”：请写 {'、'.join(_SOURCES)} 之一")
    return _SOURCES[text]


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--date “{text}”：请写成 2024-06-14 的形式") from None
