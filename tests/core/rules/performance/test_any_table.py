"""Whatever stands in a performance table, the rules say something sensible or nothing."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import Amount, AmountState
from zhida.core.notice import (
    File,
    Indicator,
    Notice,
    PerformanceTable,
    SourceAmount,
    Target,
    TargetKind,
)
from zhida.core.provenance import Source, Stated
from zhida.core.rules import catalogue

PLACE = Source("案例.txt", table=1, row=1)
NAMES = st.sampled_from(
    (
        "培训人次",
        "培训人数",
        "政策知晓率",
        "违规率下降",
        "响应时间",
        "补助成本",
        "满意度",
        "推进改革",
        "",
        "率",
    )
)
LEVELS = st.sampled_from(
    ("产出指标", "数量指标", "质量", "时效指标", "效益", "满意度指标", "成本指标", "")
)
VALUES = st.decimals(0, 1000, places=1) | st.none()

targets = st.builds(
    Target,
    st.sampled_from(list(TargetKind)),
    st.text("≥≤0123456789%次万元**年月日", max_size=8),
    st.sampled_from(("≥", "≤", ">", "<", "=", None)),
    VALUES,
    st.sampled_from(("%", "次", "人", "万元", None)),
    st.dates(datetime.date(2019, 1, 1), datetime.date(2030, 1, 1)) | st.none(),
)
indicators = st.builds(Indicator, LEVELS, LEVELS, NAMES, targets, st.just(PLACE))
amounts = st.integers(0, 10**9).map(
    lambda fen: Amount(fen, AmountState.NUMBER, "", 1, PLACE)
) | st.just(Amount(None, AmountState.BLANK))


def _table(
    rows: list[Indicator], amount: Amount, goals: list[str], year: int | None
) -> PerformanceTable:
    return PerformanceTable(
        "目标表",
        "",
        None,
        None,
        Stated(year, PLACE) if year else None,
        (),
        (SourceAmount("total", "年度金额", amount),),
        tuple(Stated(goal, PLACE) for goal in goals),
        tuple(rows),
        PLACE,
    )


tables = st.builds(
    _table,
    st.lists(indicators, max_size=5),
    amounts,
    st.lists(st.sampled_from(("推进改革", "比上年提高", "")), max_size=2),
    st.sampled_from((2021, 2023, None)),
)


@given(st.lists(tables, max_size=4))
def test_no_rule_of_the_family_fails_and_every_finding_has_a_place(
    made: list[PerformanceTable],
) -> None:
    notice = Notice(
        (File("案例.txt", "text", "0" * 64),),
        date=Stated(datetime.date(2023, 3, 1), PLACE),
        budget_year=Stated(2023, PLACE),
        targets=tuple(made),
    )
    for rule in catalogue():
        if rule.code.startswith("N5"):
            for finding in rule.run(notice):
                assert finding.sources, finding
                assert finding.sentence.endswith("。")
