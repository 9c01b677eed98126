"""与上年比较: rows are matched by region and column; what is new and what is gone is told."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from zhida.platform.notices.comparing import Compared, compared
from zhida.platform.notices.models import Document


def cell(column: str, fen: int | None) -> dict[str, Any]:
    place = {"file": "附件.xlsx", "block": 4, "row": 3, "column": 5}
    return {"column": column, "kind": "money", "fen": fen, "place": place}


def row(
    name: str, code: str | None, *measures: dict[str, Any], kind: str = "leaf"
) -> dict[str, Any]:
    return {"recipient": name, "region_code": code, "path": [], "kind": kind, "measures": measures}


def notice(year: int, *rows: dict[str, Any], total: int = 0) -> Document:
    place = {"file": "正文.docx", "block": 5}
    stored = {"allocation": rows, "total": {"fen": total}, "places": {"total": place}}
    return Document(pk=year, year=year, notice=stored)


@pytest.mark.parametrize("now, before", [(2026, 2025), (2024, 2023)])
def test_a_district_that_was_renamed_and_a_column_of_another_year_are_the_same_row(
    now: int, before: int
) -> None:
    (told,) = compared(
        notice(now, row("天山区", "650102", cell(f"{now}年应下达", 600_00))),
        notice(before, row("乌鲁木齐市天山区", "650102", cell(f"{before}年应下达", 400_00))),
    )
    assert (told.name, told.column, told.difference) == ("天山区", "本年应下达", 200_00)


def test_what_is_new_and_what_is_gone_stands_after_what_stayed() -> None:
    told = compared(
        notice(2026, row("天山区", "650102", cell("金额", 5)), row("新区", None, cell("金额", 7))),
        notice(2025, row("天山区", "650102", cell("金额", 5)), row("旧区", None, cell("金额", 9))),
    )
    assert [(each.name, bool(each.now), bool(each.before)) for each in told] == [
        ("天山区", True, True),
        ("新区", True, False),
        ("旧区", False, True),
    ]
    assert [each.difference for each in told] == [0, None, None]


def test_a_blank_cell_is_not_taken_for_zero() -> None:
    (told,) = compared(
        notice(2026, row("天山区", "650102", cell("金额", None)), row("甲", "1", cell("金额", 3))),
        notice(2025, row("甲", "1", cell("金额", 0))),
    )
    assert told.name == "甲" and told.difference == 3


def test_notices_without_a_table_compare_their_totals() -> None:
    (told,) = compared(notice(2026, total=12), notice(2025, total=10))
    assert (told.name, told.difference) == ("正文总额", 2)


def test_comparing_the_other_way_round_turns_the_signs_only() -> None:
    one = notice(2026, row("甲", "1", cell("金额", 3)), row("乙", "2", cell("金额", 4)))
    other = notice(2025, row("乙", "2", cell("金额", 1)), row("丙", "3", cell("金额", 8)))
    forth, back = compared(deepcopy(one), other), compared(other, one)

    def by_name(rows: list[Compared], sign: int) -> dict[str, int | None]:
        return {
            each.name: sign * each.difference if each.difference is not None else None
            for each in rows
        }

    assert by_name(forth, 1) == by_name(back, -1) == {"甲": None, "乙": 3, "丙": None}
