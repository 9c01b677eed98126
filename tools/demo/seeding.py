"""播种 seeding: the chapters in order, and how much there is then."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import connection

from demo import bulk, waiting
from demo.days import YEAR, day
from demo.issuing import Office, issue, received
from demo.people import COUNTY, PREFECTURE
from demo.places import CENTRE, PROVINCE, Place, open_units, prefectures
from zhida.platform.scope import scope

_TITLE = f"{YEAR}年{bulk.FUND}分配方案"
_WAN = 90_000
_WAITING_NOTICE = "samples/09-自治区下达医疗救助资金.docx"


def seed() -> None:
    """Fills an empty installation, telling each chapter with its seconds."""
    begun = time.monotonic()
    tree = prefectures()
    made = open_units(tree)
    told = f"1个自治区、{len(tree)}个地州市、{_counties(tree)}个县（市、区）、{made}个单位"
    _say(begun, f"财政树：中央、{told}")
    down = _down(tree)
    _say(begun, f"通知：中央、自治区、阿克苏地区按方案下达，下级签收，产生{down}项时限任务")
    _spread(tree)
    _say(begun, "成批记账：其他地州市到县、县到单位，挂接、支付")
    _to_do(tree)
    _say(begun, "待办：方案、通知、报送、支付、预警、绩效")
    lines, vouchers, transfers = _counted()
    _say(begun, f"共{lines}条指标、{vouchers}张凭证、{transfers}笔分录")


def _down(tree: tuple[Place, ...]) -> int:
    """The chain by paper: centre to province, province to prefectures, one prefecture to its counties."""
    centre, province = Office(CENTRE, "中央"), Office(PROVINCE, "新疆")
    bulk.centre(f"财预〔{YEAR}〕1号", _WAN).book(CENTRE)
    paper = issue(centre, _TITLE, {f"{PROVINCE}-finance": 1}, f"财社〔{YEAR}〕31号", day(5), 90)
    duties = received([province], paper, day(7))
    weights = {each.finance: len(each.below) for each in tree}
    paper = issue(province, _TITLE, weights, f"新财社〔{YEAR}〕40号", day(12), 95)
    duties += received([_office(each) for each in tree], paper, day(14))
    one = _one(tree)
    weights = {each.finance: 2 + at % 4 for at, each in enumerate(one.below)}
    paper = issue(_office(one), _TITLE, weights, f"阿地财社〔{YEAR}〕33号", day(22), 80)
    return duties + received([_office(each) for each in one.below[:-1]], paper, day(24))


def _spread(tree: tuple[Place, ...]) -> None:
    """The other prefectures' money to their counties, and all counties' to their units, in batches."""
    place = 0
    for prefecture in tree:
        if prefecture.code != PREFECTURE:
            bulk.counties(prefecture, place).book(prefecture.code)
        whole = bulk.Batch()
        for county in prefecture.below:
            place += 1
            made = bulk.units(county, 1 if county.code == COUNTY else place)
            whole.lines += made.lines
            whole.vouchers += made.vouchers
        whole.book(prefecture.code)


def _to_do(tree: tuple[Place, ...]) -> None:
    one = _one(tree)
    office, county = _office(one), next(each for each in one.below if each.code == COUNTY)
    waiting.submitted(office, {each.finance: 1 for each in one.below})
    waiting.notice(office, Path(_WAITING_NOTICE))
    waiting.filed((one,))
    document = bulk.unit_document(county)
    waiting.payments(_office(county), f"{county.name}人民医院", document)
    waiting.goals([office, *(_office(each) for each in tree[:3])])
    waiting.alerts(county.finance)


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
