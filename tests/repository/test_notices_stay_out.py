"""公开文件: tests read the real notices, but their sentences are nowhere in the project.

Names and figures may be used: of funds, codes, places, laws. So they are taken
out on both sides, and what is compared is the running text between them.
"""

from __future__ import annotations

import csv
import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
HANZI = 20
"""So many hanzi in a row, over commas and figures, are a sentence and not a name."""

NAME_COLUMNS = {"name", "alias", "title", "full_name", "spelling", "printed"}
LONG_NAME = 8
OFFICES = r"[一-鿿]{2,9}(?:财政局|财政厅|医疗保障局|医保局|管理局|委员会)"
OFFICE = {".docx", ".xlsx"}
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".wps", ".doc", ".xls"}


def names() -> re.Pattern[str]:
    """Every name of the dated tables and of indicators, and whatever stands in 《》."""
    tables = [*ROOT.glob("src/zhida/data/*.csv"), *ROOT.glob("tests/cases/performance/*.csv")]
    found = {
        row[column] or ""
        for path in tables
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        for column in NAME_COLUMNS & row.keys()
    }
    known = sorted((name for name in found if len(name) >= LONG_NAME), key=len, reverse=True)
    return re.compile("|".join(["《[^》]*》", *map(re.escape, known), OFFICES]))


def runs(text: str, known: re.Pattern[str]) -> Iterator[str]:
    """The hanzi of each sentence, cut where a list, a bracket, a blank or a name stands."""
    joined = re.sub(r"(?<=\d) +| +(?=\d)", "", known.sub("\n", text))
    for piece in re.findall(r"[一-鿿\d.,，]+", joined):
        hanzi = re.sub(r"[\d.,，]", "", piece)
        if len(hanzi) >= HANZI:
            yield hanzi


def pieces(run: str) -> Iterator[str]:
    """Every stretch of the forbidden length."""
    return (run[start : start + HANZI] for start in range(len(run) - HANZI + 1))


def text_of(path: Path) -> str:
    """The words of a file, as far as it has them as text."""
    if path.suffix in OFFICE:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(part).decode("utf-8", "replace")
                     for part in archive.namelist() if part.endswith(".xml")]  # fmt: skip
        marked = re.sub(r"</(?:w:p|w:tc|si|row)>", "\n", "\n".join(parts))
        return html.unescape(re.sub(r"<[^>]*>", "", marked))
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    content = path.read_bytes()
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def test_no_sentence_of_a_real_notice_is_in_the_project(
    repository_files: tuple[Path, ...], real_notices: tuple[Path, ...]
) -> None:
    known = names()
    published = {
        piece
        for notice in real_notices
        for run in runs(notice.read_text("utf-8"), known)
        for piece in pieces(run)
    }
    assert len(published) > 300
    copied = {
        str(path.relative_to(ROOT)): shared
        for path in repository_files
        if path.suffix not in PICTURES
        if (shared := _shared(text_of(path), known, published))
    }
    assert not copied, "\n".join(f"{name}: {text}" for name, text in copied.items())


def _shared(text: str, known: re.Pattern[str], published: set[str]) -> str:
    return next(
        (piece for run in runs(text, known) for piece in pieces(run) if piece in published), ""
    )


@pytest.mark.parametrize("around", ["{}", "请你单位{}。", "一、{}；二、其他", "<p>{}</p>"])
def test_a_copied_sentence_would_be_found(around: str) -> None:
    """The check itself: what stands around a sentence, and another figure in it, don't hide it."""
    known = re.compile("《[^》]*》")
    sentence = "各地应当在收到本通知之日起{}日内将资金分解到具体单位和具体项目"
    published = {piece for run in runs(sentence.format(30), known) for piece in pieces(run)}
    assert published
    assert _shared(around.format(sentence.format(15)), known, published)
