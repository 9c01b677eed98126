"""直达资金标识 flags: whether the money is direct, tracked, or neither, as stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from zhida.core.notice import Flag, Regime
from zhida.documents.parsing.letter.clauses import Span, clauses, sentences
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of


def flags_in(passage: Passage, *, title: bool = False) -> tuple[Flag, ...]:
    """标识: the flags that a paragraph states; rules that are only mentioned are none.

    In a title the bare words are a statement. `scope` without `partial` names
    a level of government ("中央资金"): whether that is a part of the money is
    for the reader of the whole letter to say.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("该资金列入直达资金管理，标识为“01 中央直达资金”。", Source("x"))
    >>> [(f.regime.value, f.code, f.label) for f in flags_in(text)]
    [('direct', '01', '中央直达资金')]
    >>> flags_in(passage_of("严格按照直达资金管理要求使用。", Source("x")))
    ()
    """
    stated = list(_statements(passage, title=title))
    coded = [flag for flag in stated if flag.code is not None]
    kept: list[Flag] = []
    for flag in stated:
        same = [c for c in coded if c.regime is flag.regime]
        if flag.code is None and len(same) == 1:
            continue  # the words before the code: one statement
        if flag.regime is Regime.TRACKED and flag.label != "追踪" and _named(stated):
            continue
        if not any(_repeats(flag, known) for known in kept):
            kept.append(_with_scope(flag, stated))
    return tuple(kept)


def _named(stated: Sequence[Flag]) -> bool:
    """Whether the mark itself is printed and not only the supervision that it is for."""
    return any(flag.label == "追踪" for flag in stated)


def _repeats(flag: Flag, known: Flag) -> bool:
    same = (flag.regime, flag.code) == (known.regime, known.code)
    return same and (flag.scope == known.scope or not flag.scope)


def _with_scope(flag: Flag, stated: Sequence[Flag]) -> Flag:
    """A coded flag with the scope that the words before it give."""
    if flag.scope:
        return flag
    for other in stated:
        if other.scope and other.regime is flag.regime and other.code is None:
            return replace(flag, scope=other.scope, partial=other.partial)
    return flag


def _statements(passage: Passage, *, title: bool) -> Iterator[Flag]:
    text = _TITLE.sub(lambda found: "〇" * len(found.group()), passage.text)
    for sentence in sentences(text):
        for clause in clauses(text, sentence):
            words = clause.of(text)
            match = _CODED.search(words) or _CODE_ALONE.search(words)
            if match is None:
                match = _IN_TITLE.search(words) if title else _WORDED.search(words)
            if match is None or (_MENTION.search(words) and not match.groupdict().get("code")):
                continue
            yield _flag(passage, clause, match, words)


def _flag(passage: Passage, clause: Span, match: regex.Match[str], words: str) -> Flag:
    start, end = clause.start + match.start("label"), clause.start + match.end("label")
    code = match.groupdict().get("code")
    label = passage.text[start:end].strip("“”\"'- ")
    share = _PART.search(words)
    level = share or _LEVEL.search(words)
    denied = bool(_DENIED.search(words))
    regime = Regime.NONE if denied else _regime(label)
    return Flag(
        regime,
        code,
        label,
        passage.place(clause.start + match.start(), clause.start + match.end()),
        share is not None,
        level["scope"] if level else "",
    )


def _regime(label: str) -> Regime:
    return Regime.TRACKED if regex.search("追踪|常态化", label) else Regime.DIRECT


_TITLE = regex.compile("《[^《》]*》")
_LABEL = r"(?P<label>(?:中央|省级?|自治区|市级?|州级?|地方)?(?:参照)?直达资金|其他资金|追踪)"
_CODED = regex.compile(rf"[“\"(]?(?P<code>0[1-9])[-—.、 ]{{0,3}}[“\"]?{_LABEL}")
_CODE_ALONE = regex.compile(
    r"(?P<label>(?:直达资金|追踪)?标识)(?:代码|编码)?[为:是]?[“\"]?(?P<code>0[129])(?!\d)"
)
_LEVEL = regex.compile(
    r"(?P<scope>(?:该项|其中|上述|本次)?[:]?(?:中央|省级|自治区|市级|州级|县级|区级|地方)(?:财政)?"
    rf"{any_of('budget_kinds')}?(?:补助|转移支付)?(?:资金)?(?<=资金|公益金))"
    r"(?:为|列入|纳入|属于|属|标识|标记|按|作为|实行)"
)
_WORDED = regex.compile(
    r"(?:(?:列入|纳入|属于|属|为|作为|实行|按照?|标识为|标记为|标识|标注|保持|非)[“\"]?(?:财政|特殊转移支付|转移支付)??|(?=参照))"
    r"(?P<label>(?:中央|省级?|自治区|市级?|地方)?(?:财政)?(?:参照)?(?:直达(?:资金)?(?=[,。;”\"]|管理(?:[,。;]|$)|范围|监控|$)"
    r"|追踪(?=[,。;”\"标管]|$)|(?:转移支付)?(?:预算执行)?常态化(?:监督|监管|监控)))"
)
_IN_TITLE = regex.compile(r"(?P<label>(?:中央|省级?)?(?:参照)?直达资金|追踪|常态化监督)")
_MENTION = regex.compile(any_of("flag_mentions"))
_DENIED = regex.compile("不(?:列入|纳入|属于|属|是|作为|实行)|非(?:中央)?直达")
_PART = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|^)(?P<scope>(?:其中)?[:]?[^,。;、]{0,24}?\d[\d,.]*[万亿]?元[^,。;()]{0,16}?)(?:列入|纳入|属于|属|为|作为|实行|标识)"
)
