"""时限 deadlines: by when something is due, absolute, relative, within a period, recurring."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core import calendar
from zhida.core.notice import Deadline, DeadlineKind
from zhida.documents.parsing.letter.islands import Island, Islands
from zhida.documents.parsing.letter.numerals import integer_of, year_of
from zhida.documents.parsing.letter.words import any_of
from zhida.documents.parsing.normalise import clean


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the grammar saw: `form` is the rule's name, the rest what it found there."""

    form: str
    year: int | None = None
    years_on: int | None = None  # 次年: one year after the budget year
    month: int | None = None
    day: int | None = None
    part: str = ""
    count: int | None = None
    span: str = ""


class _Reader(Transformer[Token, "_Moment"]):
    def year(self, found: list[Token]) -> tuple[str, int | None]:
        return "year", year_of(found[0].rstrip("年"))

    def relative(self, found: list[Token]) -> tuple[str, int | None]:
        return "years_on", 0 if found[0][0] in "当本今" else 1

    def month(self, found: list[Token] | list[tuple[str, int | None]]) -> object:
        first = found[0]
        if len(found) == 1 and isinstance(first, Token) and first.type == "MONTH":
            return "month", integer_of(first.rstrip("份").rstrip("月"))
        return _moment("month", found)

    def day(self, found: list[Token] | list[tuple[str, int | None]]) -> object:
        first = found[0]
        if len(found) == 1 and isinstance(first, Token) and first.type == "DAY":
            return "day", integer_of(first)
        return _moment("day", found)

    def count(self, found: list[Token]) -> tuple[str, int | None]:
        return "count", 0 if found[0] == "半" else integer_of(found[0])

    def dotted(self, found: list[Token]) -> _Moment:
        digits = regex.findall(r"\d+", found[0])
        if len(digits) == 1:
            digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
        year, month, day = map(int, digits)
        return _Moment("day", year=year, month=month, day=day)

    def quarter(self, found: list[object]) -> _Moment:
        return _moment("quarter", found)

    def year_end(self, found: list[object]) -> _Moment:
        return _moment("year_end", found)

    def this_month(self, found: list[object]) -> _Moment:
        return _moment("this_month", found)

    def within(self, found: list[object]) -> _Moment:
        return _moment("within", found)

    def recurring(self, found: list[object]) -> _Moment:
        return _moment("recurring", found)


@lru_cache(maxsize=1)
def _grammar() -> Islands[_Moment]:
    hanzi = "[一二三四五六七八九十]"
    return Islands(
        "deadlines",
        _Reader(),
        # the first character is told first: most places fail on it at once
        r"(?=[0-9一二两三四五六七八九十半当本今次下明翌来第年季上月于在每按逐])(?:"
        rf"(?<!\d)(?:(?:19|20)\d\d ?[年./-]|(?:19|20)\d{{6}}(?!\d)|[一二][〇○零九一]\S\S年)"
        rf"|(?<![\d年.])(?:1[0-2]|0?[1-9])(?=月)|(?<!{hanzi}){hanzi}{{1,2}}(?=月[\d一二三四五六七八九十底末中上下前之以份])"
        r"|当年|本年|今年|次年|下一?年|明年|翌年|来年|第二年|年底|年末|年终前|(?<!半)年内"
        r"|第?[一二三四1-4]季度|[上下]半年|本月|当月|次月|下个?月|(?<!\S)月[底末]前|月底前"
        r"|[于在](?=\d{1,2}[日号]\S{0,6}前)"
        r"|(?<![\d.])\d{1,3}(?= ?(?:个|天|日|周|工作日|自然日))"
        rf"|(?<!{hanzi}|百)(?:{hanzi}|两|半)(?={hanzi}{{0,3}}(?:个|天|日|周|工作日))"
        r"|(?<![个每\d])[季月](?:度|末)?(?:终了)?之?后(?=\d{1,2}(?:个工作)?[日天]之?内)"
        r"|每|按[月季年周旬半]|逐[月季年])",
    )


def deadlines_in(
    text: str, year: int | None = None, signed: datetime.date | None = None
) -> Iterator[Island[Deadline]]:
    """时限: every due date in a clean text; `year` is the budget year.

    >>> found = deadlines_in("于每季度后次月8日前报送,收到文件后3日内挂接", 2022)
    >>> [(d.value.kind.value, d.value.text, d.value.days) for d in found]
    [('recurring', '每季度后次月8日前', None), ('after_event', '收到文件后3日内', 3)]
    """
    before: Island[_Moment] | None = None
    for island in _grammar().find(text):
        if text[island.end - 1] not in _LIMITS and _NOT_DUE.match(text, island.end):
            continue
        start, event = island.start, ""
        moment = island.value
        if moment.form == "within":
            start, event = _event_before(text, start)
            if not event and moment.span == "年":
                continue
        if before and text[before.end : start] in _LISTING:
            moment = replace(moment, year=moment.year or before.value.year)
        else:
            yield from _listed_before(moment, text, start, year, signed)
        moment = _recurring_if_monthly(moment, text[max(0, start - 30) : start])
        before = Island(start, island.end, moment)
        words = text[start : island.end]
        yield Island(start, island.end, _resolve(moment, words, event, year, signed))


def _event_before(text: str, start: int) -> tuple[int, str]:
    """Where a span of time begins with its event, and the event's words.

    The event stands right before the span, or in the first clause (资金下达后,各县在30日内).
    """
    near = _EVENT.search(text, max(0, start - 48), start)
    if near and near["event"]:
        return near.start("event"), near["event"]
    earlier = _EVENT_EARLIER.search(text, max(0, start - 48), start)
    return start, earlier["event"] + "后" if earlier else ""


def _listed_before(
    moment: _Moment, text: str, start: int, year: int | None, signed: datetime.date | None
) -> Iterator[Island[Deadline]]:
    """The first of two days that share one word: 3月15日、9月15日前."""
    found = _FIRST_OF_TWO.search(text, max(0, start - 20), start)
    if found is None or moment.form not in ("day", "month"):
        return
    first = _grammar().at(found["first"] + "前", 0)
    if first is not None:
        whole = replace(first.value, year=first.value.year or moment.year)
        words = found["first"]
        yield Island(
            found.start("first"), found.end("first"), _resolve(whole, words, "", year, signed)
        )


def _recurring_if_monthly(moment: _Moment, before: str) -> _Moment:
    """次月5日前 after 每月一报 or 按季度 is not one day but comes round."""
    every = _EVERY.search(before)
    if moment.form != "this_month" or every is None:
        return moment
    return replace(moment, form="recurring", span=every.group())


def deadline_of(
    text: str, year: int | None = None, signed: datetime.date | None = None
) -> Deadline | None:
    """时限: the first due date that a text states, UNSTATED for words such as 及时, None if none.

    A month with nothing else (10月前) ends before it begins, on 30 September;
    10月底前 is 31 October. A day without a year is its next occurrence after
    `signed`, or else lies in the budget year `year`.

    >>> deadline_of("于10月前报送", 2020).date, deadline_of("10月底前", 2020).date
    (datetime.date(2020, 9, 30), datetime.date(2020, 10, 31))
    >>> deadline_of("及时报送").kind.value, deadline_of("加强管理") is None
    ('unstated', True)
    """
    cleaned = clean(text).text
    first = next(deadlines_in(cleaned, year, signed), None)
    if first is not None:
        return first.value
    loose = unstated_in(cleaned)
    return loose.value if loose else None


def unstated_in(text: str) -> Island[Deadline] | None:
    """The first word of a clean text that asks for promptness without naming a day."""
    found = _UNSTATED.search(text)
    if found is None:
        return None
    deadline = Deadline(DeadlineKind.UNSTATED, found.group())
    return Island(found.start(), found.end(), deadline)


def _moment(form: str, found: object) -> _Moment:
    assert isinstance(found, list)
    values: dict[str, int | None] = {}
    part, span = "", ""
    for each in found:
        if isinstance(each, tuple):
            values[each[0]] = each[1]
        elif isinstance(each, Token) and each.type in ("PART", "QUARTER", "MONTH_OF_ACT", "TAIL"):
            part += str(each)
        elif isinstance(each, Token) and each.type == "DAY":
            values["day"] = integer_of(each)
        elif isinstance(each, Token) and each.type in ("SPAN", "EVERY"):
            span = str(each)
    return _Moment(
        form, values.get("year"), values.get("years_on"), values.get("month"), values.get("day"),
        part, values.get("count"), span,
    )  # fmt: skip


def _resolve(
    moment: _Moment, words: str, event: str, year: int | None, signed: datetime.date | None
) -> Deadline:
    if moment.form == "recurring":
        return Deadline(DeadlineKind.RECURRING, words, recurrence=_recurrence(moment.span))
    if moment.form == "within":
        return _after(moment, words, event, year, signed)
    date = _date(moment, year, signed)
    whole = moment.form == "day" and moment.year is not None
    kind = DeadlineKind.ABSOLUTE if whole or moment.year else DeadlineKind.IN_PERIOD
    return Deadline(kind, words, date)


def _after(
    moment: _Moment, words: str, event: str, year: int | None, signed: datetime.date | None
) -> Deadline:
    working = "工作日" in moment.span
    days = _days(moment)
    start: datetime.date | None = None
    if _YEAR_ENDS.search(event) and year:
        start = datetime.date(year, 12, 31)
    elif _ISSUED.search(event):
        start = signed
    date = None
    if start and days is not None:
        step = calendar.add_working_days if working else calendar.add_days
        months = _months(moment)
        date = calendar.add_months(start, months) if months else step(start, days)
    name = _EVENT_NAME.sub("", event)
    return Deadline(DeadlineKind.AFTER_EVENT, words, date, name or None, days, working)


def _months(moment: _Moment) -> int | None:
    """The span in whole months, None where it is none."""
    for word, months in (("月", 1), ("季", 3), ("年", 12)):
        if word in moment.span and moment.count:
            return months * moment.count
    return None


def _days(moment: _Moment) -> int | None:
    if moment.count is None:
        return None
    if "月" in moment.span:
        return 15 if moment.count == 0 else 30 * moment.count
    if "周" in moment.span or "星期" in moment.span:
        return 7 * moment.count
    if "季" in moment.span:
        return 90 * moment.count
    if "小时" in moment.span:
        return max(1, moment.count // 24)
    return moment.count


def _recurrence(every: str) -> str | None:
    for word, name in (("半年", None), ("季", "quarterly"), ("月", "monthly"), ("年", "yearly")):
        if word in every:
            return name
    return None


def _date(moment: _Moment, year: int | None, signed: datetime.date | None) -> datetime.date | None:
    if moment.form == "this_month":
        return _in_month_of_act(moment, signed)
    if moment.year is not None:
        return _day_in(moment, moment.year)
    base = year or (signed.year if signed else None)
    if base is None:
        return None
    if moment.years_on is not None:
        return _day_in(moment, base + moment.years_on)
    if moment.form == "year_end" or signed is None:
        return _day_in(moment, base)
    if moment.form in ("month", "quarter") and (own := _day_in(moment, base)) and own >= signed:
        return own
    first = _day_in(moment, signed.year)
    return first if first and first >= signed else _day_in(moment, signed.year + 1)


def _in_month_of_act(moment: _Moment, signed: datetime.date | None) -> datetime.date | None:
    if signed is None:
        return None
    later = moment.part.startswith(("次", "下"))
    year, month = (signed.year + signed.month // 12, signed.month % 12 + 1) if later else (
        signed.year, signed.month)  # fmt: skip
    if moment.day is None:
        return calendar.last_day_of_month(year, month)
    return _day(year, month, moment.day)


def _day_in(moment: _Moment, year: int) -> datetime.date | None:
    if moment.form == "year_end":
        return datetime.date(year, 12, 31)
    if moment.form == "quarter":
        return _end_of_quarter(moment.part, year)
    if moment.month is None or not 1 <= moment.month <= 12:
        return None
    if moment.form == "day":
        return _day(year, moment.month, moment.day or 0)
    if "上旬" in moment.part or "中旬" in moment.part or moment.part == "中":
        return datetime.date(year, moment.month, 10 if "上" in moment.part else 20)
    last = calendar.last_day_of_month(year, moment.month)
    return last if moment.part else last.replace(day=1) - datetime.timedelta(days=1)


def _end_of_quarter(part: str, year: int) -> datetime.date | None:
    if "上半年" in part:
        month = 6
    elif "下半年" in part:
        month = 12
    else:
        number = integer_of(regex.sub("[第季度月底末]", "", part)[:1])
        if number is None:
            return None
        month = 3 * number
    return calendar.last_day_of_month(year, month)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


_LIMITS = "前内止"
_NOT_DUE = regex.compile("起|至|到|以[来后]|后|的|印发|下达|下发|发布|召开|[-—~]")
_UNSTATED = regex.compile(any_of("promptness"))
_EVENT = regex.compile(
    r"(?P<event>(?:(?:自|从)[^,。;]{2,20}|(?:收到|接到|接|收|获)[^,。;于在]{0,14}?|"
    rf"[^,。;、于在将请自从应须要]{{0,10}}{any_of('events')}[^,。;于在]{{0,6}}?)(?:之日)?(?:起|后)?)(?:的)?[,]?(?:于|在)?$"
)
_EVENT_EARLIER = regex.compile(r"(?:^|[。;,])(?P<event>[^,。;]{2,14}?)后,[^。;]{0,24}$")
_FIRST_OF_TWO = regex.compile(r"(?P<first>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)?)[、和及与]$")
_LISTING = ("、", "和", "及", "与")
_EVERY = regex.compile("每个?月|按月|逐月|月报|每个?季度?|按季度?|季报")
_EVENT_NAME = regex.compile(r"^(?:自|从)|(?:之日)?(?:起|后)?$")
_YEAR_ENDS = regex.compile("年度?(?:终了|结束|终)")
_ISSUED = regex.compile("印发|发文|发布|下发|(?:文件|通知|预算|指标)下达")
