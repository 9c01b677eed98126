"""样例: whatever notice was read, its reissue as docx is read to the same notice."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Pt

import zhida
from zhida.core.notice import Notice
from zhida.documents.writing.notice import (
    Format,
    WordingError,
    issue_files,
    to_docx,
    write_files,
)
from zhida.documents.writing.replacing import UnwritableReport

Meaning = Callable[[object], object]
Gists = Callable[[Notice], Counter[tuple[str, ...]]]
SAMPLES = Path(__file__).resolve().parents[4] / "samples"


def sample(number: str) -> Notice:
    """The notice that the files of a sample hold."""
    files = [path for path in sorted(SAMPLES.glob(f"{number}-*")) if path.suffix != ".toml"]
    return zhida.read(*files)


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07", "08", "09"])
def test_a_notice_is_issued_and_read_back_with_all_its_meaning_and_faults(
    number: str, form: Format, tmp_path: Path, meaning: Meaning, gists: Gists
) -> None:
    notice = sample(number)
    files = issue_files(notice, formats=[form])
    again = zhida.read(*write_files(tmp_path, list(files.values())))
    assert meaning(again) == meaning(notice)
    assert gists(again) == gists(notice)


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
@pytest.mark.parametrize("number", range(5))
def test_a_published_notice_is_reissued_with_all_its_meaning_and_faults(
    number: int,
    form: Format,
    tmp_path: Path,
    real_notices: tuple[Path, ...],
    meaning: Meaning,
    gists: Gists,
) -> None:
    """What the reader had to put right, and says so, is right in the reissue: N7 is left out."""
    notice = zhida.read(real_notices[number])
    again = zhida.read(*write_files(tmp_path, list(issue_files(notice, formats=[form]).values())))
    assert meaning(again) == meaning(notice)
    found, found_again = (
        sorted((gist[0], *map(str, gist[2:])) for gist in gists(each) if gist[0] < "N7")
        for each in (notice, again)
    )
    assert found_again == found


def test_the_same_notice_gives_the_same_bytes_and_hashes() -> None:
    first, second = (issue_files(sample("08")) for _ in range(2))
    assert first == second
    assert list(first) == [
        "茂财社〔2024〕18号.docx", "茂财社〔2024〕18号.pdf", "茂财社〔2024〕18号附表.xlsx",
    ]  # fmt: skip
    assert all(each.sha256 == sha256(each.data).hexdigest() for each in first.values())


def test_paper_and_typefaces_are_those_of_the_standard(tmp_path: Path) -> None:
    """GB/T 9704-2012: A4, 37 mm above, 28 mm left, a text block of 156 × 225 mm, body 仿宋 16."""
    (tmp_path / "发文.docx").write_bytes(to_docx(sample("08")))
    document = Document(str(tmp_path / "发文.docx"))
    section = document.sections[0]
    width, height = section.page_width or 0, section.page_height or 0
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    ends = (section.top_margin or 0) + (section.bottom_margin or 0)
    for actual, said in (
        (width, 210), (height, 297), (section.left_margin or 0, 28), (section.top_margin or 0, 37),
        (width - sides, 156), (height - ends, 225),
    ):  # fmt: skip
        assert abs(actual - Mm(said)) < Mm(0.1)
    fonts = {run.text[:2]: run.font for each in document.paragraphs for run in each.runs}
    assert (fonts["根据"].name, fonts["根据"].size) == ("仿宋_GB2312", Pt(16))
    assert (fonts["关于"].name, fonts["关于"].size) == ("方正小标宋简体", Pt(22))
    assert fonts["附件"].name in ("黑体", "仿宋_GB2312")


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(tmp_path: Path) -> None:
    (tmp_path / "发文.docx").write_bytes(to_docx(sample("08")))
    document = Document(str(tmp_path / "发文.docx"))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.alignment is not None and even.alignment is not None
    assert (odd.alignment.name, even.alignment.name) == ("RIGHT", "LEFT")
    assert {run.font.size for run in (*odd.runs, *even.runs)} == {Pt(14)}


def test_each_annex_begins_a_page_with_its_label(tmp_path: Path) -> None:
    (tmp_path / "发文.docx").write_bytes(to_docx(sample("08")))
    document = Document(str(tmp_path / "发文.docx"))
    begun = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert begun == ["附件1", "附件2"]


def test_nothing_is_written_where_it_cannot_be(tmp_path: Path) -> None:
    files = issue_files(sample("08"), formats=[Format.DOCX])
    with pytest.raises(UnwritableReport):
        write_files(tmp_path / "没有", list(files.values()))


def test_a_bureau_words_its_letters_without_code(tmp_path: Path) -> None:
    own = tmp_path / "行文"
    own.mkdir()
    standard = Path(zhida.__file__).parent / "documents" / "writing" / "notice" / "templates"
    words = (standard / "words.toml").read_text("utf-8")
    (own / "words.toml").write_text(
        words.replace('place = "地区"', 'place = "县（市、区）"'), "utf-8"
    )
    (own / "letter.jinja").write_text("经研究，现{{ act }}{{ fund }}{{ total }}。\n", "utf-8")
    notice = dataclasses.replace(sample("08"), paragraphs=())
    (tmp_path / "发文.docx").write_bytes(to_docx(notice, wording=own))
    document = Document(str(tmp_path / "发文.docx"))
    text = [each.text for each in document.paragraphs]
    fund = "医疗服务与保障能力提升补助资金（医疗保障服务能力建设部分）"
    assert f"经研究，现下达{fund}115万元。" in text
    assert document.tables[0].cell(0, 0).text == "县（市、区）"


def test_a_wording_that_asks_for_what_there_is_not_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "letter.jinja").write_text("现下达{{ sum }}。", "utf-8")
    (tmp_path / "words.toml").write_text("[letter]\nletterhead_end = '文件'\n", "utf-8")
    notice = dataclasses.replace(sample("08"), paragraphs=())
    with pytest.raises(WordingError, match="sum"):
        to_docx(notice, wording=tmp_path)


def test_rows_that_name_themselves_as_their_sum_are_written_too() -> None:
    notice = sample("08")
    table = notice.allocation[0]
    circle = dataclasses.replace(table, rows=(dataclasses.replace(table.rows[0], parent=0),))
    assert to_docx(dataclasses.replace(notice, allocation=(circle,)))
