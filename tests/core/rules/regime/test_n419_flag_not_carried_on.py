"""Who passes flagged money on must be told to keep the flag."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]
Says = Callable[..., object]


def test_a_flag_and_no_word_on_keeping_it(
    notice: Make, found: Found, stated: Says, flag: MakeFlag
) -> None:
    made = notice(flags=(flag(),), paragraphs=(stated("请加快执行进度"),))
    assert len(found("N419", made)) == 1


@pytest.mark.parametrize("said", ["标识贯穿分配、拨付、使用", "及时导入直达资金系统"])
def test_the_demand_in_its_usual_words(
    said: str, notice: Make, found: Found, stated: Says, flag: MakeFlag
) -> None:
    assert not found("N419", notice(flags=(flag(),), paragraphs=(stated(said),)))


def test_other_money_and_unread_text_prove_nothing(
    notice: Make, found: Found, stated: Says, flag: MakeFlag
) -> None:
    other = notice(flags=(flag("09", "其他资金"),), paragraphs=(stated("请加快执行进度"),))
    assert not found("N419", other)
    assert not found("N419", notice(flags=(flag(),)))
