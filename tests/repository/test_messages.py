"""英文: every word of the pages has its English, with the same places to fill in."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

import messages

PLACES = re.compile(r"%\(\w+\)\w|%s|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GIVEN = re.compile(
    r"\{% comment.*?endcomment %\}|\{#.*?#\}|<!--.*?-->"
    r"|\{% blocktranslate\b.*?endblocktranslate %\}|\{% translate .*?%\}"
    r"""|_\((?:"[^"]*"|'[^']*')\)""",
    re.DOTALL,
)
"""What has its English: words to translate, and what no reader sees."""
SAID = re.compile(r"""<[^<>]*(?:lang="zh-Hans"|%}zh-Hans)[^<>]*>[^<]*""")
"""What says of itself that it is Chinese: an element's own attributes and words."""
BARE = ("500.html", "503.html")
"""Shown when nothing else works any more, the catalogue too: they speak both languages at once."""


def test_every_word_of_the_pages_stands_in_the_catalogue() -> None:
    with messages.PO.open("rb") as file:
        kept = {each.id for each in read_po(file, locale="en")}
    wanted = {each.id for each in messages.gathered()}
    assert kept - {""} == wanted - {""}, "PYTHONPATH=tools python -m messages"


def test_every_word_of_the_pages_has_its_english() -> None:
    assert messages.untranslated(messages.merged()) == []


def test_english_fills_in_the_same_places() -> None:
    for each in messages.merged():
        if isinstance(each.id, str) and isinstance(each.string, str):
            assert sorted(PLACES.findall(each.id)) == sorted(PLACES.findall(each.string)), each.id


def test_what_is_compiled_is_what_is_written() -> None:
    assert messages.PO.with_suffix(".mo").read_bytes() == messages.compiled(messages.merged())


def test_no_template_has_chinese_that_an_english_reader_cannot_be_spared() -> None:
    left = [
        f"{path.relative_to(messages.PLATFORM)}: {line.strip()[:80]}"
        for path in sorted(messages.PLATFORM.rglob("*.html"))
        if path.name not in BARE
        for line in SAID.sub("", GIVEN.sub("", path.read_text("utf-8"))).splitlines()
        if CHINESE.search(line)
    ]
    assert not left, "\n".join(left)


def test_words_in_a_template_that_are_not_given_for_translation_are_seen() -> None:
    seen = '<p lang="zh-Hans">指标</p><b>依据</b>{% translate "来源" %}{{ x|default:_("无") }}'
    assert CHINESE.findall(SAID.sub("", GIVEN.sub("", seen))) == ["依", "据"]
