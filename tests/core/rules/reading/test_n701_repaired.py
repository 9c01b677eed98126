"""Every repair is shown."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, Repair
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]


PLACE = Source("案例.txt", table=1, row=5)


def test_each_repair_is_a_hint(notice: Make, found: Found) -> None:
    repairs = (Repair("第5行的值已移到指标值一列。", (PLACE,)), Repair("第6行已补上名称。", ()))
    findings = found("N701", notice(repairs=repairs))
    assert [each.sentence for each in findings] == [each.sentence for each in repairs]
    assert findings[0].sources == (PLACE,)


def test_doubtful_ones_are_left_to_their_own_rule(notice: Make, found: Found) -> None:
    assert not found("N701", notice(repairs=(Repair("存疑。", (), doubtful=True),)))
