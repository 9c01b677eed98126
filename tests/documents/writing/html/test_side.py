"""对照: every place of the page leads to a value or finding, every value to its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhida.core.provenance import Source
from zhida.core.rules import check
from zhida.documents.outcomes import Checked
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document
from zhida.documents.writing.html.side import Side, anchor_of, side_of


def side(root: Path, pattern: str) -> Side:
    documents = [read_document(each) for each in sorted((root / "samples").glob(pattern))]
    notice = parse(documents)
    return side_of(Checked(notice, check(notice), tuple(documents)))


@pytest.mark.parametrize("pattern", ["01*.docx", "02*.txt", "03*.html", "04*.pdf", "06*.[dx]*[xs]"])
def test_both_ways_every_link_finds_what_it_leads_to(root: Path, pattern: str) -> None:
    made = side(root, pattern)
    values = [value for group in made.groups for row in group.rows for value in row]
    tags = {each.tag for each in values if each.tag} | {each.tag for each in made.findings}
    leads = set(re.findall(r'class="place" href="#(\w+)"', made.html))
    assert leads and leads <= tags
    ids = re.findall(r' id="(p-[\d-]+)"', made.html)
    assert len(ids) == len(set(ids))
    wanted = {each.anchor for each in values if each.anchor}
    wanted |= {place.anchor for each in made.findings for place in each.places if place.anchor}
    assert wanted <= set(ids)


def test_what_a_notice_prints_is_never_markup(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于下达资金的通知\n<script>alert(1)</script>\n某市财政局\n", encoding="utf-8")
    document = read_document(file)
    notice = parse([document])
    html = side_of(Checked(notice, (), (document,))).html
    assert "<script" not in html and "&lt;script&gt;" in html


def test_a_place_in_a_file_that_is_not_the_notices_has_no_anchor() -> None:
    assert anchor_of(Source("别的.docx", block=3), ("通知.docx",)) == ()
    assert anchor_of(Source("通知.docx"), ("通知.docx",)) == ()
