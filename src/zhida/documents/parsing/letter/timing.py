"""使用条件 timing: when money issued in advance may be used."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from zhida.core.provenance import Stated
from zhida.documents.parsing.letter.clauses import Span, clauses, hidden, sentences
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import lines

_CONDITION = regex.compile("|".join(lines("availability")))
_NUMBERING = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))"
)
_MONEY = regex.compile("使用|拨付|支付|执行|支出|下达|动用|列支|办理|安排|生效")


def availability_in(body: Sequence[Passage]) -> Stated[str] | None:
    """使用条件: the words that hold the money back until something has happened.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("一、收入列X。该资金待2024年预算年度开始后，方可使用。", Source("x"))
    >>> availability_in([text]).value
    '该资金待2024年预算年度开始后，方可使用'
    """
    for passage in body:
        plain = hidden(passage.text)
        for sentence in sentences(plain):
            parts = list(clauses(plain, sentence))
            for index, part in enumerate(parts):
                if not _CONDITION.search(part.of(plain)):
                    continue
                last = next(
                    (n for n in range(index, len(parts)) if _MONEY.search(parts[n].of(plain))), None
                )
                if last is not None:
                    return _stated(passage, Span(part.start, parts[last].end))
    return None


def _stated(passage: Passage, span: Span) -> Stated[str]:
    whole = passage.slice(span.start, span.end)
    number = _NUMBERING.match(whole.text)
    return whole.slice(number.end() if number else 0, len(whole.text)).stripped(",。;，；").stated()
