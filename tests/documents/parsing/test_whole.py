"""通知整体: a notice says the same in every format, and no damage makes its reading fail."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specimens.notation import Specimen, read
from specimens.office import to_docx
from specimens.plain import to_html, to_markdown, to_text
from zhida.core import regions
from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.core.rules import check
from zhida.documents.errors import EmptyFile
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document

CASES = sorted(
    path
    for path in (Path(__file__).parents[2] / "cases" / "notices").iterdir()
    if path.suffix in (".txt", ".md", ".html")
)
PROVINCES = ("130000", "430000", "510000", "610000", "440000")
FUNDS = ("医疗救助补助资金", "就业补助资金", "基本公共卫生服务补助资金", "重大传染病防控经费")
SOURCES = ("中央一般公共预算", "中央彩票公益金", "省级资金")
WRITERS: dict[str, Callable[[Specimen], str]] = {
    "txt": to_text,
    "md": to_markdown,
    "html": lambda specimen: to_html(specimen, "通知"),
}
SAME = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@st.composite
def notices(draw: st.DrawFn) -> str:
    """A sound notice of a province to its prefectures, in the notation of specimens."""
    province = regions.get(draw(st.sampled_from(PROVINCES)))
    assert province is not None
    places = [place.name for place in regions.children(province.code)][:12]
    chosen = draw(st.lists(st.sampled_from(places), min_size=2, max_size=6, unique=True))
    sources = SOURCES[: draw(st.integers(1, 3))]
    figure = st.integers(1, 90_000).map(lambda number: f"{number // 10}.{number % 10}")
    cells = [[draw(figure) for _ in sources] for _ in chosen]
    sums = [[round(sum(float(each) * 10 for each in row)) for row in cells]]
    grand = sum(sums[0])
    columns = [round(sum(float(row[at]) * 10 for row in cells)) for at in range(len(sources))]

    def written(tenths: int) -> str:
        return f"{tenths // 10}.{tenths % 10}"

    head = ["地区", *sources, *(["合计"] if len(sources) > 1 else [])]
    body = [
        [name, *row, *([written(total)] if len(sources) > 1 else [])]
        for name, row, total in zip(chosen, cells, sums[0], strict=True)
    ]
    last = ["合计", *map(written, columns), *([written(grand)] if len(sources) > 1 else [])]
    table = [last, *body] if draw(st.booleans()) else [*body, last]
    year, serial = draw(st.integers(2020, 2024)), draw(st.integers(1, 400))
    fund = draw(st.sampled_from(FUNDS))
    act = draw(st.sampled_from(("下达", "提前下达", "拨付")))
    lines = [
        f"= {province.name}财政厅文件",
        f"@ 某财社〔{year - 1}〕{serial}号",
        f"# {province.name}财政厅关于{act}{year}年{fund}的通知",
        "@ 各市（州）财政局：",
        f"现{act}你市（州）{year}年{fund}{written(grand)}万元，具体见附件。"
        "收入列“1100249医疗卫生共同财政事权转移支付收入”。",
        f"请于{year}年11月20日前将资金使用情况报送省财政厅。",
        f"附件：{year}年{fund}分配表",
        f"> {province.name}财政厅",
        f"> {year - 1}年12月{draw(st.integers(1, 30))}日",
        "（此件主动公开）",
        "! 附件",
        f"# {year}年{fund}分配表",
        "~ 单位：万元",
        *("| " + " | ".join(row) + " |" for row in (head, *table)),
    ]
    return "\n".join(lines)


def said(value: Any) -> Any:
    """A typed value without the places at which it stands."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: said(getattr(value, each.name))
            for each in fields(value)
            if not isinstance(getattr(value, each.name), Source)
        }
    if isinstance(value, tuple):
        return [said(each) for each in value if not isinstance(each, Source)]
    return value


def stated(notice: Notice) -> dict[str, Any]:
    """All that a notice states; the files and how they were read left out."""
    whole: dict[str, Any] = said(notice)
    return {name: value for name, value in whole.items() if name not in ("files", "repairs")}


@given(text=notices())
@SAME
def test_a_notice_says_the_same_in_every_format(text: str, tmp_path: Path) -> None:
    specimen = read(text)
    docx = tmp_path / "通知.docx"
    to_docx(specimen, docx)
    expected = stated(parse([read_document(docx)]))
    assert expected["total"]["fen"] is not None and len(expected["allocation"]) == 1
    for suffix, write in WRITERS.items():
        file = tmp_path / f"通知.{suffix}"
        file.write_text(write(specimen), "utf-8")
        found = stated(parse([read_document(file)]))
        unlike = [name for name in expected if expected[name] != found[name]]
        assert not unlike, "\n".join(
            f"{suffix} {name}: 应为 {expected[name]}，读作 {found[name]}" for name in unlike
        )


@given(text=notices())
@SAME
def test_nothing_is_wrong_with_a_sound_notice(text: str, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(to_text(read(text)), "utf-8")
    notice = parse([read_document(file)])
    wrong = [f for f in check(notice) if f.code.startswith("N1")]
    assert not wrong, wrong[0].sentence


@given(data=st.data())
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_damaged_notices_are_read_without_failing(data: st.DataObject, tmp_path: Path) -> None:
    path = data.draw(st.sampled_from(CASES))
    lines = path.read_text("utf-8").split("\n")
    for at in data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=6)):
        other = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                lines[at] += lines[other]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
            case _:
                lines[at] = "\t".join(data.draw(st.permutations(lines[at].split("\t"))))
    begin = data.draw(st.integers(0, len(lines) - 1))
    end = data.draw(st.integers(begin, min(len(lines), begin + 12)))
    kept = data.draw(st.permutations(lines[begin:end]))
    dropped = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=8))
    damaged = [*lines[:begin], *kept, *lines[end:]]
    damaged = [line for at, line in enumerate(damaged) if at not in dropped]
    cut = data.draw(st.integers(0, 40))
    file = tmp_path / f"残{path.suffix}"
    file.write_text("\n".join(damaged)[cut:] or "空", "utf-8")
    try:
        document = read_document(file)
    except EmptyFile:
        return  # nothing of the page's text was left
    for finding in check(parse([document])):
        assert finding.sentence


def test_sums_that_would_contain_each_other_are_no_circle(tmp_path: Path) -> None:
    group = "市本级\t市疾控中心\t10\t38\n\t小计\t16\t48\n县级\t成县\t12\t50\n\t小计\t16\t48\n"
    file = tmp_path / "通知.txt"
    file.write_text(f"{LONG}附件\n经费分配表\n单位：万元\n\t单位\t防治\t合计\n{group * 3}", "utf-8")
    table = parse([read_document(file)]).allocation[0]
    for row in table.rows:
        seen: list[int] = []
        above = row.parent
        while above is not None:
            assert above not in seen
            seen.append(above)
            above = table.rows[above].parent


def test_what_follows_a_title_on_two_lines_keeps_its_place(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    lines = (
        "关于下达资金的通知各县市财政局，",
        "各县市财政局，准东开发区财政局：",
        "现下达资金12万元。",
    )
    file.write_text("\n".join(lines), "utf-8")
    notice = parse([read_document(file)])
    assert all(each.source.line in (1, 2) for each in notice.addressees)
    assert notice.total.fen == 12_000_000


LONG = "某省财政厅关于下达2023年医疗救助补助资金的通知\n各市、县财政局：\n现下达资金，见附件。\n"


def _long_table(rows: int) -> str:
    body = "\n".join(f"第{at}单位\t{at % 97 + 1}\t{at % 31 + 1}" for at in range(rows))
    return f"{LONG}附件1\n分配表\n单位：万元\n单位\t中央\t省级\n{body}\n"


def _subtotals(rows: int) -> str:
    group = "第{0}市小计\t3\n甲{0}\t1\n乙{0}\t2\n"
    body = "".join(group.format(at) for at in range(rows // 3))
    return f"{LONG}附件1\n分配表\n单位：万元\n单位\t金额\n{body}"


def _stacked(rows: int) -> str:
    body = "\n".join(f"单位甲{at}\n{at % 97 + 1}.5" for at in range(rows))
    return f"{LONG}附件1\n分配表\n单位：万元\n单位\n金额\n{body}\n"


@pytest.mark.parametrize("write", [_long_table, _subtotals, _stacked])
def test_time_grows_with_the_rows(write: Callable[[int], str], tmp_path: Path) -> None:
    """Ten times the rows may take forty times the time on a busy machine, not a hundred."""
    spent = []
    for rows in (400, 4000):
        file = tmp_path / f"{rows}.txt"
        file.write_text(write(rows), "utf-8")
        document = read_document(file)
        began = time.process_time()
        notice = parse([document])
        spent.append(time.process_time() - began)
        assert len(notice.allocation[0].rows) >= rows - 3
    assert spent[1] < max(40 * spent[0], 1.0)
