"""Every repair is shown."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, Repair
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]


PLACE = Source("案例.txt", table=1, row=5)


def test_the_repairs_of_a_table_are_one_hint_with_every_row_and_place(
    notice: Make, found: Found
) -> None:
    below = Source("案例.txt", table=1, row=9)
    repairs = (Repair("第5行的值已移位。", (PLACE,)), Repair("第9行的值已移位。", (below,)))
    (finding,) = found("N701", notice(repairs=repairs))
    assert finding.sentence == "表1作了2处修复（第5、9行），首处为：第5行的值已移位。"
    assert finding.sources == (PLACE, below)


def test_each_repair_elsewhere_is_a_hint(notice: Make, found: Found) -> None:
    repairs = (Repair("第5行的值已移到指标值一列。", (PLACE,)), Repair("第6行已补上名称。", ()))
    findings = found("N701", notice(repairs=repairs))
    assert [each.sentence for each in findings] == [each.sentence for each in repairs]
    assert findings[0].sources == (PLACE,)


def test_doubtful_ones_are_left_to_their_own_rule(notice: Make, found: Found) -> None:
    assert not found("N701", notice(repairs=(Repair("存疑。", (), doubtful=True),)))
