"""The html report: complete, linked both ways, safe, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from zhida.core.findings import Finding, Severity
from zhida.core.provenance import Source
from zhida.documents.blocks import Paragraph
from zhida.documents.outcomes import Checked, Outcome, Unreadable
from zhida.documents.writing.html import HtmlReport
from zhida.documents.writing.replacing import UnwritableReport


def report(folder: Path, *outcomes: Outcome) -> Path:
    """Write a report of the outcomes."""
    path = folder / "报告.html"
    with HtmlReport(path) as writing:
        for outcome in outcomes:
            writing.add(outcome)
    return path


def page(folder: Path, *outcomes: Outcome) -> HtmlElement:
    """The report, parsed as a browser would."""
    return html.document_fromstring(report(folder, *outcomes).read_text(encoding="utf-8"))


def text(element: HtmlElement) -> str:
    """All text of an element."""
    return str(element.text_content())


def tagged(root: HtmlElement, tag: str) -> list[HtmlElement]:
    """Elements of the document that a finding or value marks."""
    return [each for each in root.xpath("//*[@data-t]") if tag in each.get("data-t").split()]


def test_every_paragraph_and_cell_of_the_document_is_shown(
    checked: Checked, tmp_path: Path
) -> None:
    left = page(tmp_path, checked).find_class("left")[0]
    shown = text(left)
    for words in (
        "某财社〔2024〕8号",
        "“<医疗卫生> & 转移支付”",
        "乙县",
        "2.50",
        "备注：按因素法分配",
    ):
        assert words in shown


def test_a_merged_cell_spans_its_columns_once(checked: Checked, tmp_path: Path) -> None:
    cells = page(tmp_path, checked).xpath("//td[@colspan]")
    assert [(each.get("colspan"), text(each)) for each in cells] == [("2", "备注：按因素法分配")]


def test_a_finding_leads_to_each_of_its_cells_and_each_cell_back(
    checked: Checked, tmp_path: Path
) -> None:
    root = page(tmp_path, checked)
    assert [text(cell) for cell in tagged(root, "f1")] == ["1.00", "2.50", "3.00"]
    finding = root.get_element_by_id("n1-f1")
    targets = [link.get("href")[1:] for link in finding.xpath(".//a")]
    assert [text(root.get_element_by_id(target)) for target in targets] == ["1.00", "2.50", "3.00"]


def test_a_finding_on_words_marks_exactly_those_words(checked: Checked, tmp_path: Path) -> None:
    marked = tagged(page(tmp_path, checked), "f2")
    assert [text(mark) for mark in marked] == ["2024年6月30日"]
    assert marked[0].get("class") == "s-hint"


def test_every_typed_value_leads_to_its_place(checked: Checked, tmp_path: Path) -> None:
    root = page(tmp_path, checked)
    links = root.xpath("//a[@data-v]")
    assert len(links) > 30
    for link in links:
        assert tagged(root, link.get("data-v")), text(link)
        assert root.get_element_by_id(link.get("href")[1:]) is not None


def test_the_typed_fields_show_what_was_read(checked: Checked, tmp_path: Path) -> None:
    fields = text(page(tmp_path, checked).get_element_by_id("n1-fields"))
    for words in (
        "某财社〔2024〕8号",
        "下达通知（财社〔2023〕150号）",
        "3万元",
        "收入 1100249 医疗卫生",
        "01 中央直达资金",
        "≥99.5%",
        "（空白）",
        "2024-06-30",
        "一处单元格已归位",
    ):
        assert words in fields


def test_severity_is_told_in_words(checked: Checked, tmp_path: Path) -> None:
    root = page(tmp_path, checked)
    assert [text(each) for each in root.xpath("//li//*[@class='severity']")] == ["错误", "提示"]


def test_what_a_document_says_can_not_become_markup(checked: Checked, tmp_path: Path) -> None:
    hostile = "</p><script>alert(1)</script>\"'>"
    finding = replace(checked.findings[0], sentence=hostile, mend=hostile, basis=hostile)
    (document,) = checked.documents
    first = Paragraph(hostile, document.blocks[0].source)
    documents = (replace(document, blocks=(first, *document.blocks[1:])),)
    root = page(tmp_path, replace(checked, findings=(finding,), documents=documents))
    assert len(root.xpath("//script")) == 1
    assert text(root).count("alert(1)") == 4


def test_the_page_asks_for_nothing_from_outside(checked: Checked, tmp_path: Path) -> None:
    source = report(tmp_path, checked).read_text(encoding="utf-8")
    root = html.document_fromstring(source)
    assert not root.xpath("//link | //img | //iframe | //*[@src]")
    assert not re.search(r"https?:|url\(|@import", source)
    policy = root.find(".//meta[@http-equiv]")
    assert policy is not None
    assert policy.get("content", "").startswith("default-src 'none'; ")


def test_identifiers_are_unique_over_several_notices(checked: Checked, tmp_path: Path) -> None:
    root = page(tmp_path, checked, checked)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//nav//a/@href")
    assert links == ["#n1", "#n2"]
    assert all(root.get_element_by_id(link[1:]).tag == "section" for link in links)


def test_one_notice_needs_no_index(checked: Checked, tmp_path: Path) -> None:
    assert not page(tmp_path, checked).xpath("//nav")


def test_files_that_could_not_be_read_are_listed(checked: Checked, tmp_path: Path) -> None:
    root = page(tmp_path, Unreadable("坏.pdf", "文件已加密", "请解除密码"), checked)
    assert "无法读取“坏.pdf”：文件已加密。请解除密码。" in text(root.find_class("errors")[0])


def test_a_notice_without_faults_says_so(checked: Checked, tmp_path: Path) -> None:
    panel = page(tmp_path, replace(checked, findings=())).get_element_by_id("n1-findings")
    assert "没有发现问题" in text(panel)


def test_a_place_that_is_not_in_the_document_is_named_without_a_link(
    checked: Checked, tmp_path: Path
) -> None:
    finding = Finding("N101", Severity.ERROR, "别处。", sources=(Source("别处.docx", line=3),))
    root = page(tmp_path, replace(checked, findings=(finding,)))
    item = root.get_element_by_id("n1-f1")
    assert "第3行" in text(item)
    assert not item.xpath(".//a")


def test_a_source_inside_a_merged_cell_leads_to_that_cell(checked: Checked, tmp_path: Path) -> None:
    inside = Source("通知.docx", block=7, table=1, row=5, column=2)
    row = Source("通知.docx", block=7, table=1, row=3)
    finding = Finding("N101", Severity.ERROR, "备注。", sources=(inside, row))
    cell, whole = tagged(page(tmp_path, replace(checked, findings=(finding,))), "f1")[::-1]
    assert (cell.tag, text(cell)) == ("td", "备注：按因素法分配")
    assert (whole.tag, text(whole)) == ("tr", "乙县2.50")


def test_the_same_notices_give_the_same_bytes(checked: Checked, tmp_path: Path) -> None:
    first = report(tmp_path, checked).read_bytes()
    assert report(tmp_path, checked).read_bytes() == first


def test_nothing_is_written_where_no_notice_was_read(tmp_path: Path) -> None:
    path = report(tmp_path, Unreadable("坏.pdf", "文件已加密"))
    assert not path.exists()


def test_an_old_report_survives_a_run_that_breaks_off(checked: Checked, tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧报告", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), HtmlReport(path) as writing:
        writing.add(checked)
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "旧报告"
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_in_no_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UnwritableReport, match="不存在"):
        HtmlReport(tmp_path / "没有" / "报告.html")
