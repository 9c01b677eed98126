"""播种 seeding: the chapters in order, and how much there is then."""

from __future__ import annotations

import time

from django.db import connection

from demo import bulk, disease, treasury, waiting
from demo.days import TODAY, YEAR, day
from demo.issuing import Office, issue, received
from demo.people import COUNTY, PREFECTURE
from demo.places import CENTRE, PROVINCE, Place, open_units, prefectures
from demo.stories import IDLE
from zhida.platform.notices import actions as notices
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

OTHER = "653100"
"""The prefecture beside that of the accounts where something goes wrong too."""

_TITLE = f"{YEAR}年{bulk.FUND}分配方案"
WAN, WAN_AGAIN = 90_000, 9_000
"""万元 of the general budget in the two notices of the year; the lottery gives half as much again."""


def seed(tree: tuple[Place, ...] | None = None) -> None:
    """Fills an empty installation, all of the region or a part, telling each chapter with its seconds."""
    begun = time.monotonic()
    tree = prefectures() if tree is None else tree
    made = open_units(tree)
    told = f"1个自治区、{len(tree)}个地州市、{_counties(tree)}个县（市、区）、{made}个单位"
    _say(begun, f"财政树：中央、{told}")
    down = _down(tree)
    _say(begun, f"通知：中央、自治区、阿克苏地区按方案下达，下级签收，产生{down}项时限任务")
    paid = _spread(tree)
    _say(begun, f"其他地州市到县、县到单位，挂接；各县导入国库支付{paid}笔")
    _again(tree)
    _say(begun, "第二批：一份已入账，一份等着登记入账")
    _to_do(tree)
    _say(begun, "待办：方案、通知、报送、支付、预警、绩效")
    bureau = disease.Bureau(PREFECTURE, "阿克苏")
    lists = disease.taken_in(bureau, (YEAR - 2, YEAR - 1, YEAR), TODAY)
    _say(begun, f"病种付费：阿克苏地区三年{lists}份合成清单，目录、监测、模拟、结算（/dip/）")
    lines, vouchers, transfers = _counted()
    _say(begun, f"共{lines}条指标、{vouchers}张凭证、{transfers}笔分录")


def _down(tree: tuple[Place, ...]) -> int:
    """The chain by paper: centre to province, province to prefectures, one prefecture to its counties."""
    centre, province = Office(CENTRE, "中央"), Office(PROVINCE, "新疆")
    bulk.centre(f"财预〔{YEAR}〕1号", WAN).book(CENTRE)
    paper = issue(centre, _TITLE, {f"{PROVINCE}-finance": 1}, f"财社〔{YEAR}〕31号", day(2))
    duties = received([province], paper, day(3))
    weights = {each.finance: len(each.below) for each in tree}
    paper = issue(province, _TITLE, weights, f"新财社〔{YEAR}〕40号", day(6))
    duties += received([_office(each) for each in tree], paper, day(7))
    one = _one(tree)
    weights = {each.finance: 2 + at % 4 for at, each in enumerate(one.below)}
    paper = issue(_office(one), _TITLE, weights, f"阿地财社〔{YEAR}〕33号", day(9))
    return duties + received([_office(each) for each in one.below], paper, day(10))


def _spread(tree: tuple[Place, ...]) -> int:
    """The other prefectures' money to their counties, all counties' to their units; what was paid."""
    place = paid = 0
    names = dict(Agency.objects.filter(kind=Agency.Kind.UNIT).values_list("code", "name"))
    for prefecture in tree:
        if prefecture.code != PREFECTURE:
            bulk.counties(prefecture).book(prefecture.code)
        made = {county: bulk.units(county) for county in prefecture.below}
        whole = bulk.Batch()
        for each in made.values():
            whole.lines += each.lines
            whole.vouchers += each.vouchers
        whole.book(prefecture.code)
        for county, each in made.items():
            place += 1
            units = [(names[code], line, fen) for code, line, fen in each.spending]
            payments = treasury.paid(county, units, place)
            treasury.imported(county, payments)
            paid += len(payments)
    return paid


def _again(tree: tuple[Place, ...]) -> None:
    """Late in the year there is more: one paper was booked, another has just come."""
    province = Office(PROVINCE, "新疆")
    title = f"{YEAR}年{bulk.FUND}第二批分配方案"
    bulk.centre(f"财预〔{YEAR}〕2号", WAN_AGAIN).book(CENTRE)
    whole = Place(CENTRE, "中央")
    bulk.passed(whole, {f"{PROVINCE}-finance": 1}, f"财社〔{YEAR}〕88号", 92).book(CENTRE)
    one, other = _one(tree), next(each for each in tree if each.code == OTHER)
    weights = {each.finance: 1 for each in (one, other)}
    paper = issue(province, title, weights, f"新财社〔{YEAR}〕95号", day(94), 80)
    received([_office(one), _office(other)], paper, day(94))
    bulk.again(other).book(other.code)
    for county in other.below:
        if county.code == IDLE:
            bulk.idle(county).book(county.code)
    paper = issue(province, title, {one.finance: 1}, f"新财社〔{YEAR}〕102号", day(97))
    office = _office(one)
    notices.register(office.drafter, paper, Agency.objects.get(code=one.finance))


def _to_do(tree: tuple[Place, ...]) -> None:
    one = _one(tree)
    office, county = _office(one), next(each for each in one.below if each.code == COUNTY)
    waiting.submitted(office, {each.finance: 1 for each in one.below})
    waiting.filed((Place(PROVINCE, "新疆"), *tree))
    document = bulk.unit_document(county)
    waiting.payments(_office(county), f"{county.name}人民医院", document)
    waiting.goals([office, *(_office(each) for each in tree if each is not one)][:4])
    waiting.alerts()


def _one(tree: tuple[Place, ...]) -> Place:
    return next(each for each in tree if each.code == PREFECTURE)


def _office(place: Place) -> Office:
    short = {PREFECTURE: "阿克苏"}
    return Office(place.code, short.get(place.code, place.name))


def _counties(tree: tuple[Place, ...]) -> int:
    return sum(len(each.below) for each in tree)


def _counted() -> tuple[int, ...]:
    with scope(CENTRE), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger_line), (SELECT count(*) FROM ledger_voucher),"
            " (SELECT count(*) FROM ledger_transfer)"
        )
        return tuple(cursor.fetchone())


def _say(begun: float, words: str) -> None:
    print(f"{time.monotonic() - begun:5.1f}秒  {words}", flush=True)
