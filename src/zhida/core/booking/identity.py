"""业务标识 identity: under which number a notice is booked, whatever file it came in."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.booking.answers import Answers
from zhida.core.booking.payees import finance_of
from zhida.core.notice import Notice
from zhida.core.regions import fiscal_parent
from zhida.core.regions.fiscal_tree import CENTRE
from zhida.core.regions.region import Region
from zhida.core.rules.places import home

UNNUMBERED = "无文号"
"""How the mark begins that stands for the number of a notice without one."""


@dataclass(frozen=True, slots=True)
class Question:
    """问题: what only a person can say. `options` are the answers that are known."""

    code: str
    sentence: str
    options: tuple[str, ...] = ()


def home_of(notice: Notice) -> Region | None:
    """发文地区: the place that issues the notice; the centre for a ministry."""
    if any(each.value.startswith(("财政部", "国家医疗保障局")) for each in notice.issuers):
        return CENTRE
    return home(notice)


def issuer_of(notice: Notice) -> str:
    """发文单位: the customary name of the finance department of the issuing place.

    Joint notices and short spellings of the name are the same issuer.
    """
    place = home_of(notice)
    if place is not None:
        return finance_of(place).name
    return notice.issuers[0].value if notice.issuers else ""


def issuer_above(notice: Notice) -> str:
    """上级发文单位: who issues the notice that this money came with."""
    place = home_of(notice)
    if place is None or notice.date is None:
        return ""
    above = fiscal_parent(place, notice.date.value)
    return finance_of(above).name if above else ""


def sound_number(notice: Notice) -> str:
    """文号: the number as it is to be kept, "" where there is none that one can rely on."""
    number = notice.doc_number
    return str(number.value) if number is not None and number.confirmed else ""


def number_of(notice: Notice, answers: Answers) -> str:
    """入账文号: the notice's own number, or the one that a person answered."""
    return sound_number(notice) or answers.number


def new_mark(notice: Notice, taken: tuple[str, ...] = ()) -> str:
    """新文件标记: what stands for the number of a notice without one, once a person says it is new.

    >>> new_mark(Notice(()), ("无文号（发文单位不明，日期不明）",))
    '无文号（发文单位不明，日期不明）之二'
    """
    who = issuer_of(notice) or "发文单位不明"
    day = notice.date.value.isoformat() if notice.date else "日期不明"
    mark = f"{UNNUMBERED}（{who}，{day}）"
    names = [mark, *(f"{mark}之{each}" for each in "二三四五六七八九")]
    return next((each for each in names if each not in taken), f"{mark}之{len(taken) + 1}")


def ask_number(notice: Notice, alike: tuple[str, ...]) -> Question:
    """问文号: new, or the same as one of those that are known and alike."""
    printed = notice.doc_number
    why = f"“{printed.value}”是光学识别所得，未经确认" if printed else "没有发文字号"
    same = f"与已有的{'、'.join(alike)}相同（--same-as 文号）" if alike else "与某份已入账的相同"
    return Question(
        "B401",
        f"这份通知{why}：是新通知（--new），还是{same}？",
        ("new", *alike),
    )


def upstream_numbers(notice: Notice, answers: Answers) -> tuple[str, ...]:
    """上级文号: the numbers of the notices that this money came with."""
    if answers.upstream:
        return (answers.upstream,)
    return tuple(
        dict.fromkeys(str(each.number) for each in notice.basis if each.upstream and each.number)
    )
