"""版式公文: an issued notice as PDF looks as GB/T 9704-2012 wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest

import zhida
from zhida.core.notice import Notice
from zhida.core.provenance import Stated
from zhida.documents.writing.notice import TypefaceError, pdf, to_pdf
from zhida.documents.writing.notice.pdf import typefaces

MM = 72 / 25.4
SAMPLES = Path(__file__).resolve().parents[4] / "samples"


@pytest.fixture(scope="module")
def notice() -> Notice:
    """A notice of two pages with two annexes."""
    return zhida.read(next(SAMPLES.glob("08-*.txt")))


@pytest.fixture
def fresh() -> Iterator[Callable[[], None]]:
    """A function that forgets the typefaces found; they are forgotten afterwards too."""

    def forget() -> None:
        pdf._compiler.cache_clear()

    yield forget
    forget()


@dataclass(frozen=True)
class Row:
    """A line of text on a page, in points from its top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def rows(data: bytes, page: int) -> list[Row]:
    """The lines of text of a page (from 1), by the rectangles that a viewer selects."""
    found = pypdfium2.PdfDocument(data)[page - 1]
    height = found.get_height()
    text = found.get_textpage()
    made = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        made.append(Row(words, left, right, height - top, height - bottom))
    return made


def texts(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def worded(notice: Notice, *paragraphs: str) -> Notice:
    """The notice with other paragraphs."""
    stated = tuple(Stated(each, notice.paragraphs[0].source) for each in paragraphs)
    return replace(notice, paragraphs=stated, attachments=replace(notice.attachments, listed=()))


def test_a_page_has_22_lines_of_28_characters(notice: Notice) -> None:
    data = to_pdf(worded(notice, "为进一步做好资金管理工作" * 200))
    body = [row for row in rows(data, 2) if "—" not in row.text]
    lines = sorted({round(row.top) // 10 for row in body})
    assert len(lines) == 22
    assert max(len(row.text) for row in body) == 28
    assert abs(min(row.left for row in body) - 28 * MM) < 2
    assert abs(max(row.right for row in body) - (210 - 26) * MM) < 2


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(notice: Notice) -> None:
    data = to_pdf(notice)
    for page, place in ((1, "right"), (2, "left")):
        number = next(row for row in rows(data, page) if row.text == f"— {page} —")
        middle = (number.left + number.right) / 2
        assert (middle > 105 * MM) == (place == "right")
        assert number.top > (297 - 35) * MM


def test_the_imprint_stands_at_the_foot_of_the_last_even_page(notice: Notice) -> None:
    data = to_pdf(notice)
    pages = len(pypdfium2.PdfDocument(data))
    assert pages % 2 == 0
    copies = next(row for row in rows(data, pages) if row.text.startswith("抄送"))
    assert (297 - 35 - 12) * MM < copies.bottom < (297 - 35) * MM


def test_a_page_of_the_imprint_alone_has_no_number(notice: Notice) -> None:
    short = replace(notice, targets=())
    data = to_pdf(short)
    assert [("抄送" in text, "—" in text) for text in texts(data)][-2:] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_a_wide_table_lies_and_its_pages_too(notice: Notice) -> None:
    table = notice.allocation[0]
    columns = tuple(replace(table.columns[0], header=f"第{n}项") for n in range(9))
    wide = replace(notice, allocation=(replace(table, columns=columns),))
    pages = pypdfium2.PdfDocument(to_pdf(wide))
    shapes = ["lying" if page.get_width() > page.get_height() else "standing" for page in pages]
    assert shapes[2] == "lying" and set(shapes[:2] + shapes[3:]) == {"standing"}


def test_the_head_of_a_table_comes_again_on_its_next_page(notice: Notice) -> None:
    table = notice.allocation[0]
    first = replace(table.rows[0], parent=60)
    long = replace(table, rows=(*[first] * 60, table.rows[-1]))
    data = to_pdf(replace(notice, allocation=(long,)))
    assert [text.count("视频会议系统") for text in texts(data)][2:4] == [1, 1]


@pytest.mark.parametrize(
    "words",
    [
        '#panic("甲")',
        "*乙* _丙_ `丁`",
        "$x^2$ @引用 <标签>",
        '"\\u{41}" // 注释 /* */',
        "]#{ } [= 标题",
    ],
)
def test_no_word_of_a_notice_is_read_as_markup(words: str, notice: Notice) -> None:
    text = "".join(texts(to_pdf(worded(notice, words)))).replace("\r\n", "")
    assert words.replace(" ", "") in text.replace(" ", "")


def test_the_same_notice_gives_the_same_bytes_without_a_clock(notice: Notice) -> None:
    first = to_pdf(notice)
    assert to_pdf(notice) == first
    assert b"CreationDate" not in first and b"ModDate" not in first


def test_a_bureau_words_its_pdf_as_its_docx(notice: Notice, tmp_path: Path) -> None:
    standard = Path(zhida.__file__).parent / "documents" / "writing" / "notice" / "templates"
    words = (standard / "words.toml").read_text("utf-8")
    own = words.replace('copies = "抄送："', 'copies = "抄报："')
    (tmp_path / "words.toml").write_text(own, "utf-8")
    (tmp_path / "letter.jinja").write_text("经研究，现{{ act }}{{ fund }}{{ total }}。", "utf-8")
    pages = texts(to_pdf(replace(notice, paragraphs=()), wording=tmp_path))
    assert "经研究" in "".join(pages) and "抄报：" in pages[-1]


def test_without_a_chinese_typeface_the_error_says_what_to_install(
    notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    nothing = tmp_path / "typefaces.toml"
    wanted = typefaces._WANTED.read_text("utf-8").splitlines()
    names = [line.partition(" = ")[0] for line in wanted if line.startswith('"')]
    nothing.write_text("\n".join(f'{name} = ["没有的字体"]' for name in names), "utf-8")
    monkeypatch.setattr(typefaces, "_WANTED", nothing)
    fresh()
    with pytest.raises(TypefaceError, match="fonts-noto-cjk"):
        to_pdf(notice)


def test_a_folder_of_typefaces_must_be_there(notice: Notice, tmp_path: Path) -> None:
    with pytest.raises(TypefaceError, match="不存在"):
        to_pdf(notice, fonts=tmp_path / "没有")


def test_an_office_may_name_a_folder_of_its_own_typefaces(notice: Notice, tmp_path: Path) -> None:
    assert to_pdf(notice, fonts=tmp_path) == to_pdf(notice)
