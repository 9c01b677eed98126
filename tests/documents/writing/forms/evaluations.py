"""Self-evaluations for tests: any form that a person could have filled, and what it says."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from zhida.core.forms.shapes import value_word
from zhida.core.money import Unit
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    FieldEntry,
    GoalRow,
    IndicatorRow,
    ManagementRow,
    MoneyRow,
    Reached,
    SelfEvaluation,
    filled,
)
from zhida.core.performance.form_checks import management_items
from zhida.documents.parsing.performance.values import read_target
from zhida.documents.parsing.performance.vocabulary import label_of

YEAR = 2024
_HANZI = "医疗救助补助资金规范管理按时拨付及时足额困难群众参保政策宣传审计发现整改到位"
# Nobody fills a cell with another cell's label (补助金额), and where one stands the cell is blank.
_SENTENCES = st.text(_HANZI, min_size=2, max_size=40).filter(lambda text: label_of(text) is None)
_BLANK: Entry[Any] = Entry()
_STATES: dict[EntryState, Entry[Any]] = {
    each: Entry(each) for each in (EntryState.NOTHING, EntryState.NOT_APPLICABLE, EntryState.MASKED)
}
_ABOUT: Entry[Any] = Entry(EntryState.UNREADABLE, None, "约95%左右")
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_TARGETS = ("≥3978人次", "≥70%", "≤5%", "2024年6月30日前", "显著提升", "＝4次", "≥4.5万人次")
_NAMES = ("住院救助人次数", "门诊救助人次数", "政策知晓率", "模拟运行时间", "培训次数", "管理水平")


def _entries(values: st.SearchStrategy[Any], *others: Entry[Any]) -> st.SearchStrategy[Entry[Any]]:
    return st.one_of(values.map(filled), st.sampled_from([_BLANK, *others]))


_WORDS = _entries(_SENTENCES, _STATES[EntryState.NOTHING], _STATES[EntryState.NOT_APPLICABLE])
_POINTS = _entries(st.integers(0, 400).map(lambda each: Decimal(each) / 10))
_ASIDE = (*_STATES.values(), _ABOUT)


def _money(most: int) -> st.SearchStrategy[Entry[Any]]:
    return _entries(st.integers(0, most), *_STATES.values())


_RATES = _entries(st.integers(0, 20_000).map(lambda each: Decimal(each) / 100), *_STATES.values())
_REACHED = st.one_of(
    st.builds(
        lambda each, unit: filled(Reached(Decimal(each) / 100, unit)),
        st.integers(0, 10**8),
        st.sampled_from(["人次", "%", "次", "万人次", ""]),
    ),
    st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)).map(
        lambda day: filled(Reached(day=day))
    ),
    _SENTENCES.map(lambda words: filled(Reached(words=words))),
    st.sampled_from([_BLANK, *_ASIDE]),
)


@st.composite
def self_evaluations(draw: st.DrawFn) -> SelfEvaluation:
    """Any form: either shape, any figures, any cell left out, said not to apply or misfilled."""
    scored, remedies = draw(st.booleans()), draw(st.booleans())
    initial = draw(st.booleans())
    return SelfEvaluation(
        draw(st.sampled_from(["转移支付区域（项目）绩效自评表", "项目支出绩效自评表"])),
        YEAR,
        draw(st.sampled_from([Unit.WAN_YUAN, Unit.YUAN])),
        tuple(_fields(draw)),
        tuple(_rows_of_money(draw, scored=scored, initial=initial)),
        tuple(_management(draw)),
        tuple(
            GoalRow(filled(draw(_SENTENCES)), draw(_WORDS)) for _ in range(draw(st.integers(0, 2)))
        ),
        tuple(_indicators(draw, scored=scored, remedies=remedies and not scored)),
        draw(_POINTS) if scored else _BLANK,
        draw(_entries(st.sampled_from(["优", "良", "中", "差"]))) if scored else _BLANK,
        draw(_WORDS),
        scored=scored,
    )


def _fields(draw: st.DrawFn) -> list[FieldEntry]:
    keys = ("project", "other", "office", "unit")
    return [FieldEntry(key, value_word("field", key), draw(_entries(_SENTENCES))) for key in keys]


def _rows_of_money(draw: st.DrawFn, *, scored: bool, initial: bool) -> list[MoneyRow]:
    rows = []
    for kind in ("total", "central", "local", "other"):
        points = scored and kind == "total"
        rows.append(
            MoneyRow(
                kind,
                value_word("money", kind),
                draw(_money(10**13)),
                draw(_money(10**13)),
                draw(_RATES),
                draw(_money(10**13)) if initial else _BLANK,
                filled(Decimal(10)) if points else _BLANK,
                draw(_POINTS) if points else _BLANK,
            )
        )
    return rows


def _management(draw: st.DrawFn) -> list[ManagementRow]:
    if draw(st.booleans()):
        return []
    return [
        ManagementRow(key, label, draw(_WORDS), draw(_WORDS))
        for key, label in management_items(YEAR).items()
    ]


def _indicators(draw: st.DrawFn, *, scored: bool, remedies: bool) -> list[IndicatorRow]:
    places = sorted(draw(st.lists(st.integers(0, len(_LEVELS) - 1), min_size=1, max_size=8)))
    rows = []
    for number, place in enumerate(places, 1):
        name = f"{draw(st.sampled_from(_NAMES))}{'甲乙丙丁戊己庚辛'[number - 1]}"
        text = draw(st.sampled_from(_TARGETS))
        rows.append(
            IndicatorRow(
                *_LEVELS[place],
                name,
                read_target(text, YEAR, name),
                draw(_REACHED),
                draw(_POINTS) if scored else _BLANK,
                draw(_POINTS) if scored else _BLANK,
                draw(_WORDS),
                draw(_WORDS) if remedies else None,
            )
        )
    return rows
