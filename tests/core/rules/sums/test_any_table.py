"""合计核对: any table that adds up is passed in silence, and one wrong cell never is.

The tables are written as a notice prints them, read, and checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhida
from zhida.core.findings import Finding

PLACES = ("宜都市", "当阳市", "枝江市", "远安县", "兴山县", "秭归县", "长阳县", "五峰县")
SOURCES = ("中央一般公共预算", "中央彩票公益金", "省级一般公共预算")
HEAD = """宜昌市财政局 宜昌市医疗保障局文件

宜财社发〔2024〕15号

关于下达2024年医疗救助补助资金预算的通知

各县市财政局、医疗保障局：

根据《湖北省财政厅关于下达2024年医疗救助补助资金预算的通知》（鄂财社发〔2024〕40号），现下达你县市2024年医疗救助补助资金{total}万元，分配结果见附件。

附件：2024年医疗救助补助资金分配表

宜昌市财政局 宜昌市医疗保障局
2024年7月5日

附件

2024年医疗救助补助资金分配表

单位：万元

"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells in hundredths of 万元, row by row, without sums."""

    cells: tuple[tuple[int, ...], ...]
    total_column: bool
    total_first: bool

    def rows(self) -> list[list[int]]:
        """The table with its sums, the names left out."""
        lines = [list(row) for row in self.cells]
        total = [sum(column) for column in zip(*lines, strict=True)]
        lines = [total, *lines] if self.total_first else [*lines, total]
        return [[sum(line), *line] if self.total_column else line for line in lines]

    def names(self) -> list[str]:
        named = list(PLACES[: len(self.cells)])
        return ["合计", *named] if self.total_first else [*named, "合计"]


def text_of(sheet: Sheet, rows: list[list[int]]) -> str:
    headers = [*(["合计"] if sheet.total_column else []), *SOURCES[: len(sheet.cells[0])]]
    lines = ["\t".join(["县市", *headers])]
    for name, row in zip(sheet.names(), rows, strict=True):
        lines.append("\t".join([name, *(f"{cell / 100:.2f}" for cell in row)]))
    total = sum(cell for row in sheet.cells for cell in row)
    return HEAD.format(total=f"{total / 100:.2f}") + "\n".join(lines) + "\n"


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    height = draw(st.integers(2, len(PLACES)))
    width = draw(st.integers(2, len(SOURCES)))
    cell = st.integers(1, 99_999)
    row = st.tuples(*[cell] * width)
    cells = tuple(draw(row) for _ in range(height))
    return Sheet(cells, draw(st.booleans()), draw(st.booleans()))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "通知.txt"


def on_sums(path: Path, text: str) -> list[Finding]:
    path.write_text(text, "utf-8")
    return [each for each in zhida.check(zhida.read(path)) if each.code.startswith("N1")]


quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(sheets())
def test_a_table_that_adds_up_is_passed_in_silence(path: Path, sheet: Sheet) -> None:
    assert [each.sentence for each in on_sums(path, text_of(sheet, sheet.rows()))] == []


@quick
@given(sheets(), st.data())
def test_one_wrong_cell_is_always_told(path: Path, sheet: Sheet, data: st.DataObject) -> None:
    rows = sheet.rows()
    i = data.draw(st.integers(0, len(rows) - 1))
    j = data.draw(st.integers(0, len(rows[0]) - 1))
    rows[i][j] += data.draw(st.sampled_from([1, 10, 100, 900]))
    found = on_sums(path, text_of(sheet, rows))
    assert {each.code for each in found} & {"N101", "N102", "N105"}
