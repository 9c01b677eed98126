"""The performance tables of a notice and how they stand to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from zhida.core.notice import Notice, PerformanceTable
from zhida.core.regions import Region
from zhida.core.rules.performance.tables import family, filled_tables, is_template

Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
ROW = "产出指标 | 数量指标 | 培训次数 | ≥4次"


def test_a_table_of_placeholders_is_a_form(performance_table: Table) -> None:
    assert is_template(performance_table("产出 | 数量 | 培训次数 | ≥**次"))
    assert not is_template(performance_table(ROW, "产出 | 数量 | 检查次数 | ≥**次"))
    assert not is_template(performance_table())


def test_the_whole_is_the_table_whose_money_is_the_sum(
    notice: Make, performance_table: Table
) -> None:
    parts = (performance_table(ROW, amount="60"), performance_table(ROW, amount="40"))
    whole = performance_table(ROW, amount="100")
    assert family(notice(targets=(*parts, whole))) == (whole, parts)


def test_the_whole_is_the_table_of_the_place_above(notice: Make, performance_table: Table) -> None:
    city = Region("361100", "上饶市", "江西省上饶市", 2, "360000")
    county = Region("361130", "婺源县", "江西省上饶市婺源县", 3, "361100")
    other = Region("361124", "铅山县", "江西省上饶市铅山县", 3, "361100")
    tables = [
        replace(performance_table(ROW, amount="7"), region=region)
        for region in (city, county, other)
    ]
    assert family(notice(targets=tuple(tables))) == (tables[0], tuple(tables[1:]))


def test_siblings_and_pairs_have_no_whole(notice: Make, performance_table: Table) -> None:
    equal = tuple(performance_table(ROW, amount="50") for _ in range(3))
    assert family(notice(targets=equal)) is None
    assert family(notice(targets=equal[:2])) is None


def test_forms_are_no_members(notice: Make, performance_table: Table) -> None:
    form = performance_table(ROW, template=True)
    assert filled_tables(notice(targets=(form,))) == ()
