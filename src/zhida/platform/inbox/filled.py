"""补充决定 filled: what a person answers of a notice, from the form of the booking page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from zhida.core.booking import Answers, Mend
from zhida.core.money import Unit, fen_of
from zhida.core.notice import FundingSource

SOURCES = {
    "中央": FundingSource.CENTRAL,
    "省级": FundingSource.PROVINCE,
    "市级": FundingSource.PREFECTURE,
    "县级": FundingSource.COUNTY,
    "地方": FundingSource.LOCAL,
}
_UNITS = {each.label: each for each in sorted(Unit, key=lambda each: -len(each.label))}


class Misfilled(ValueError):
    """填写有误: a field of the form. The message is a Chinese sentence with its mend."""


def answers_filled(sent: Mapping[str, str]) -> Answers:
    """决定: of what was sent; a field that is left empty answers nothing. Raises `Misfilled`.

    >>> answers_filled({"year": "2026", "mends": "天山区/中央=40.87万元"}).mends[0].fen
    40870000
    """
    text = {name: value.strip() for name, value in sent.items()}
    return Answers(
        mends=tuple(_mend(each) for each in _lines(text.get("mends", ""))),
        payees=dict(_pair(each, "单位名称=单位代码") for each in _lines(text.get("payees", ""))),
        from_outside=text.get("from_outside", ""),
        upstream=text.get("upstream", ""),
        year=_year(text.get("year", "")),
        source=_source(text.get("source", "")),
        fund=text.get("fund", ""),
        date=_date(text.get("date", "")),
    )


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := each.strip())]


def _pair(text: str, form: str) -> tuple[str, str]:
    before, _, after = text.partition("=")
    if not before.strip() or not after.strip():
        raise Misfilled(f"“{text}”看不懂，请写成 {form}")
    return before.strip(), after.strip()


def _mend(text: str) -> Mend:
    place, amount = _pair(text, "收款单位/列名=金额（带单位），总额写 正文=金额")
    row, _, column = place.partition("/")
    for label, unit in _UNITS.items():
        if amount.endswith(label):
            try:
                return Mend(row.strip(), column.strip(), fen_of(amount.removesuffix(label), unit))
            except ValueError:
                break
    raise Misfilled(f"“{amount}”不是金额，请写成 40.87万元、408700元 这样的形式")


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Misfilled(f"预算年度“{text}”不是四位数字，请写成 2026 的形式")
    return int(text)


def _source(text: str) -> FundingSource | None:
    if text and text not in SOURCES:
        raise Misfilled(f"资金来源“{text}”不对，请选 {'、'.join(SOURCES)} 之一")
    return SOURCES.get(text)


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise Misfilled(f"发文日期“{text}”不对，请写成 2026-06-14 的形式") from None
