"""校验码: printed on the documents, it is no word of theirs: figures and findings stay what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import zhida
from zhida.core.notice import Notice
from zhida.core.notice.mark import mark_of, printed
from zhida.documents.reading import read_document
from zhida.documents.writing.notice import Format, issue_files, write_files

Meaning = Callable[[object], object]
Gists = Callable[[Notice], Counter[tuple[object, ...]]]


@pytest.fixture(scope="module", params=["01*.docx", "04*.pdf"])
def notice(request: pytest.FixtureRequest, root: Path) -> Notice:
    """A long notice with an imprint, and one without."""
    (file,) = (root / "samples").glob(request.param)
    return zhida.read(file)


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
def test_a_marked_document_is_read_back_without_its_mark(
    form: Format, notice: Notice, meaning: Meaning, gists: Gists, tmp_path: Path
) -> None:
    (plain,) = write_files(tmp_path, list(issue_files(notice, formats=[form]).values()))
    before = zhida.read(plain)
    mark = mark_of(before)
    number = str(notice.doc_number.value) if notice.doc_number else ""
    made = issue_files(notice, formats=[form], mark=printed(mark, number))
    folder = tmp_path / "marked"
    folder.mkdir()
    (file,) = write_files(folder, list(made.values()))
    after = zhida.read(file)
    assert read_document(plain).mark == "" and read_document(file).mark == mark
    assert meaning(after) == meaning(before) and gists(after) == gists(before)
    assert mark_of(after) == mark
    assert not any("校验码" in each.value for each in after.paragraphs)


def test_docx_and_pdf_of_a_notice_have_one_mark(notice: Notice, tmp_path: Path) -> None:
    made = issue_files(notice, formats=[Format.DOCX, Format.PDF])
    marks = {mark_of(zhida.read(file)) for file in write_files(tmp_path, list(made.values()))}
    assert len(marks) == 1


def test_a_file_with_nothing_but_a_mark_is_still_a_file(tmp_path: Path) -> None:
    file = tmp_path / "码.txt"
    file.write_text(printed("WERC8GMRZGE196QV"), encoding="utf-8")
    assert len(read_document(file).blocks) == 1
