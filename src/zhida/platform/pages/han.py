"""汉字 han: on a page that isn't Chinese, all that stays Chinese says of itself that it is.

Names of places, documents and findings are never translated. Rather than asking every template
to say so of every value, the page that is sent is gone through once, so that a reading machine
pronounces them as what they are. Points between words that are not Chinese become those of the
other language: a template joins a heading and its value by a full-width colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_POINTS = "\u3001-\u3003\u3008-\u3020\uff01-\uffef“”‘’…"
_INNER = rf"[{_HAN}{_POINTS}0-9 \u3000.,%/()+·—-]|(?<! )[A-Za-z](?! )"
_RUN = re.compile(rf"[“‘《〈〔【]*[{_HAN}](?:(?:{_INNER})*[{_HAN}”’》〉〕】）。！？…])?")
"""Chinese words with figures, points and codes (支付A1，) between them; no words of another language."""
_WESTERN = str.maketrans({
    "：": ": ", "；": "; ", "，": ", ", "、": ", ", "。": ". ", "（": " (", "）": ")", "\u3000": " ",
})  # fmt: skip
_PIECE = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", re.DOTALL | re.I
)
_NAME = re.compile(r"</?\s*([A-Za-z][\w:-]*)")
_LANG = re.compile(r"""\slang\s*=\s*["']?([\w-]+)""")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_BARE = frozenset(("title", "option", "textarea"))
"""What holds words and nothing else: it is marked itself."""


def marked(page: str) -> str:
    """标明汉语: the page with each run of Chinese words in an element that says so.

    >>> marked('<p>Notice 乌财社〔2020〕38号 of <b lang="zh-Hans">财政局</b></p>')
    '<p>Notice <span lang="zh-Hans">乌财社〔2020〕38号</span> of <b lang="zh-Hans">财政局</b></p>'
    >>> marked("<p>Reason：未按时（3 days）</p>")
    '<p>Reason: <span lang="zh-Hans">未按时</span> (3 days)</p>'
    >>> marked("<p>支付（凭证652901A1），收款人 and below</p>")
    '<p><span lang="zh-Hans">支付（凭证652901A1），收款人</span> and below</p>'
    >>> marked('<option value="6501">乌鲁木齐市</option><svg><text>阿克苏</text></svg>')
    '<option value="6501" lang="zh-Hans">乌鲁木齐市</option><svg><text lang="zh-Hans">阿克苏</text></svg>'
    """
    out: list[str] = []
    inside: list[tuple[str, str, int]] = []  # name, language, place of its tag in `out`
    at = 0
    for piece in _PIECE.finditer(page):
        _words(page[at : piece.start()], inside, out)
        tag = piece.group()
        out.append(tag)
        _step(tag, inside, len(out) - 1)
        at = piece.end()
    _words(page[at:], inside, out)
    return "".join(out)


def _words(words: str, inside: list[tuple[str, str, int]], out: list[str]) -> None:
    """Puts words out, marked where they have to be."""
    name, language, place = inside[-1] if inside else ("", "", -1)
    if language.startswith("zh"):
        out.append(words)
    elif not _RUN.search(words):
        out.append(words if name == "textarea" else words.translate(_WESTERN))
    elif name in _BARE or any(each == "svg" for each, _, _ in inside):
        if not _LANG.search(out[place]):
            out[place] = f'{out[place][:-1]} lang="zh-Hans">'
        out.append(words)
    else:
        out += _apart(words)


def _apart(words: str) -> Iterator[str]:
    """Chinese words in elements of their own, with what stands between them."""
    at = 0
    for run in _RUN.finditer(words):
        yield words[at : run.start()].translate(_WESTERN)
        yield f'<span lang="zh-Hans">{run.group()}</span>'
        at = run.end()
    yield words[at:].translate(_WESTERN)


def _step(tag: str, inside: list[tuple[str, str, int]], place: int) -> None:
    """Into an element, or out of it."""
    found = _NAME.match(tag)
    if found is None or found.group(1).lower() in (*_VOID, "script", "style"):
        return
    name = found.group(1).lower()
    if tag.startswith("</"):
        names = [each for each, _, _ in inside]
        if name in names:
            del inside[len(names) - 1 - names[::-1].index(name) :]
    elif not tag.endswith("/>"):
        said = _LANG.search(tag)
        above = inside[-1][1] if inside else ""
        inside.append((name, said.group(1) if said else above, place))
