"""汉字: on an English page every Chinese word says that it is; nothing else of the page changes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.platform.pages.crawling import xpath

from zhida.platform.pages.han import marked

HAN = re.compile(r"[\u3400-\u9fff]")
WORDS = st.text(st.sampled_from("甲乙，〔2〕 号ab·—"), min_size=1, max_size=8)
PIECES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda name, said, parts: f"<{name}{said}>{''.join(parts)}</{name}>",
        st.sampled_from(["div", "em", "b"]),
        st.sampled_from(["", ' lang="zh-Hans"', ' class="x"', ' lang="en"']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)


def languages(page: str) -> list[tuple[str, str]]:
    """Every run of words with the language that it is said to be."""
    found = []
    for node in html.fromstring(page).iter():
        inner = xpath(node, "ancestor-or-self::*/@lang")
        outer = xpath(node, "ancestor::*/@lang")
        found += [
            (str(node.text or ""), inner[-1]),
            (str(node.tail or ""), outer[-1] if outer else ""),
        ]
    return found


def plain(page: str) -> str:
    """All words, whatever the points between them."""
    return re.sub(r"[，, ]", "", "".join(xpath(html.fromstring(page), "//text()")))


@given(st.lists(PIECES, max_size=3))
def test_all_that_is_chinese_says_so_and_nothing_is_lost(pieces: list[str]) -> None:
    page = f'<html lang="en"><body><div>{"".join(pieces)}</div></body></html>'
    after = marked(page)
    assert plain(after) == plain(page)
    assert [
        words for words, said in languages(after) if HAN.search(words) and said != "zh-Hans"
    ] == []
    assert marked(after) == after, "twice is as good as once"


def test_what_holds_words_alone_is_marked_itself() -> None:
    assert marked("<title>通知</title>") == '<title lang="zh-Hans">通知</title>'
    assert marked('<textarea name="a">甲 <b></textarea>').startswith('<textarea name="a" lang="zh')


def test_what_a_person_typed_is_never_changed() -> None:
    page = '<textarea lang="zh-Hans">a，b（c）</textarea><textarea>a，b</textarea>'
    assert marked(page) == page


def test_scripts_attributes_and_comments_stay_as_they_are() -> None:
    page = '<script>x = "甲<b>";</script><!-- 乙 --><input value="丙"><a title="丁 > 1">d</a>'
    assert marked(page) == page


def test_words_after_an_empty_element_belong_to_what_holds_both() -> None:
    assert marked('<p lang="zh-Hans">甲<br>乙<img src="a">丙</p>').count("span") == 0
