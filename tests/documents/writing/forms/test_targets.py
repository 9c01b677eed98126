"""绩效目标表: a region's or a project's goals, blank or filled, read back as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhida.core.forms.targeting import Goals, goal_table
from zhida.core.notice import PerformanceTable, Target, TargetKind
from zhida.documents.parsing.performance import read_performance, read_target
from zhida.documents.parsing.segments import split
from zhida.documents.reading import read_document
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format

ROWS = (
    ("产出指标", "数量指标", "资助参保人次数", "≥3978人次"),
    ("产出指标", "数量指标", "住院救助人次数", "≥1772人次"),
    ("产出指标", "质量指标", "住院医疗费用救助比例", "≥70%"),
    ("产出指标", "时效指标", "“一站式”即时结算覆盖率", "≥95%"),
    ("效益指标", "社会效益指标", "困难群众看病就医方便程度", "明显提高"),
    ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥85%"),
)
FIELDS = {
    "project": "城乡医疗救助补助资金",
    "place": "天山区",
    "unit": "天山区医疗保障局",
    "finance": "天山区财政局",
    "office": "天山区医疗保障局",
}
GOALS = ["1.实施重特大疾病医疗救助。", "2.规范医疗救助管理。"]


def _goals(amounts: dict[str, int], rows: tuple[tuple[str, str, str, str], ...] = ROWS) -> Goals:
    return Goals(
        2025,
        "",
        FIELDS,
        amounts,
        GOALS,
        [(*each[:3], read_target(each[3], 2025, each[2])) for each in rows],
    )


def _read(form: PerformanceTable, kind: Format, folder: Path) -> PerformanceTable:
    path = folder / f"绩效目标表.{kind}"
    path.write_bytes(form_files(form, "绩效目标表", formats=[kind])[0].data)
    parts = split(read_document(path))
    (found,) = [(part, table) for part in (*parts.inner, *parts.annexes) for table in part.tables]
    return read_performance(*found, None)[0]


def _said(table: PerformanceTable) -> tuple[object, ...]:
    """What a table says, however it was printed."""
    return (
        table.title,
        table.year.value if table.year else None,
        {label: value.value for label, value in table.header if value.value},
        [(each.kind, each.amount.fen) for each in table.amounts],
        [goal.value for goal in table.goals],
        [(each.level1, each.level2, each.name, _value(each.target)) for each in table.indicators],
        table.template,
    )


def _value(target: Target) -> tuple[object, ...]:
    return target.kind, target.text, target.comparator, target.value, target.unit, target.due


AMOUNTS = st.fixed_dictionaries(
    {"total": st.integers(1, 10**12)},
    optional={key: st.integers(0, 10**12) for key in ("central", "local", "fiscal", "other")},
)


@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.parametrize("shape", ["targets", "targets_project"])
@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    amounts=AMOUNTS,
    rows=st.lists(st.sampled_from(ROWS), min_size=1, max_size=6, unique=True),
)
def test_a_filled_table_reads_back_as_it_was_written(
    tmp_path: Path,
    shape: str,
    kind: Format,
    amounts: dict[str, int],
    rows: list[tuple[str, str, str, str]],
) -> None:
    form = goal_table(shape, _goals(amounts, tuple(sorted(rows, key=ROWS.index))))
    assert _said(_read(form, kind, tmp_path)) == _said(form)


@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.parametrize("shape", ["targets", "targets_project"])
def test_a_blank_table_is_known_as_one_to_be_filled(
    tmp_path: Path, shape: str, kind: Format
) -> None:
    read = _read(goal_table(shape, _goals({"total": 100}), blank=True), kind, tmp_path)
    assert read.template
    assert [each.name for each in read.indicators] == [each[2] for each in ROWS]
    assert {each.target.kind for each in read.indicators} == {TargetKind.BLANK}
    assert [each.amount.fen for each in read.amounts] == [None] * 3


def test_a_project_table_calls_its_parts_as_projects_do() -> None:
    region, project = (goal_table(each, _goals({})) for each in ("targets", "targets_project"))
    assert [each.kind for each in region.amounts] == ["total", "central", "local"]
    assert [each.kind for each in project.amounts] == ["total", "fiscal", "other"]
    assert dict(project.header)["预算单位"].value == "天山区医疗保障局"
