"""英文: every word of the pages has its English, with the same places to fill in."""

from __future__ import annotations

import ast
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
SHOWING = re.compile(r"views|grids|origins|pictures|flowing|figures|rows")
"""Modules of the platform that say things to readers of pages."""
LABELLED = ("_", "gettext_lazy", "ngettext", "label")
LOOKED_FOR = ("名称", "是", "提前", "本级")
"""What such a module looks for in data, or writes as data: heads, cells, names of files and places."""
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


def test_no_module_that_shows_things_has_chinese_without_english() -> None:
    left = [
        f"{path.relative_to(messages.PLATFORM)}: {words}"
        for path in sorted(messages.PLATFORM.rglob("*.py"))
        if SHOWING.search(path.relative_to(messages.PLATFORM).as_posix())
        and "api" not in path.parts
        for words in ungiven(path.read_text("utf-8"))
        if words not in LOOKED_FOR
    ]
    assert not left, "\n".join(left)


def ungiven(module: str) -> list[str]:
    """Chinese texts of a module that aren't given for translation; documentation and errors apart."""
    tree = ast.parse(module)
    known: set[ast.AST] = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
            known.add(each.value)
        elif isinstance(each, ast.Raise):
            known.update(ast.walk(each))
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            known.update(ast.walk(each) if each.func.id in LABELLED else ())
    texts = (each for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return [
        each.value
        for each in texts
        if each not in known and isinstance(each.value, str) and CHINESE.search(each.value)
    ]


def test_words_in_a_module_that_are_not_given_for_translation_are_seen() -> None:
    seen = """'指标页'\nx = _("来源") + label("状态") + f"{x}个"\nraise ValueError("没有")"""
    assert ungiven(seen) == ["个"]


def test_words_in_a_template_that_are_not_given_for_translation_are_seen() -> None:
    seen = '<p lang="zh-Hans">指标</p><b>依据</b>{% translate "来源" %}{{ x|default:_("无") }}'
    assert CHINESE.findall(SAID.sub("", GIVEN.sub("", seen))) == ["依", "据"]
