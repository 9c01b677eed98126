"""本级项目 spending: what the issuer says it spends itself, with amounts."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhida.core.notice import Spending
from zhida.documents.parsing.letter.amounts import amounts_in
from zhida.documents.parsing.letter.clauses import hidden, sentences
from zhida.documents.parsing.letter.passages import Passage

_OWN = regex.compile(
    r"(?:省|市|州|县|区|盟)?本级(?:安排|支出|使用|用于|项目|资金)|(?:留|安排)(?:省|市|州|县|区)本级"
)
_ITEM = regex.compile(
    r"(?:[,;、:]|^|和)(?:其中[:]?)?(?:安排|用于)?(?P<name>[^,;、:。〇()]{2,40}?(?:项目|工程|服务|经费|建设|费用|购置|试点|工作))(?:经费|资金|费用)?(?:安排|支出|共)?$"
)


def spending_in(passage: Passage) -> Iterator[Spending]:
    """本级项目: the named projects of a sentence about the issuer's own level.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("市本级安排：智能审核项目35.81万元，基金监管服务60万元。", Source("x"))
    >>> [(s.name, s.amount.fen) for s in spending_in(text)]
    [('智能审核项目', 35810000), ('基金监管服务', 60000000)]
    """
    plain = hidden(passage.text)
    amounts = amounts_in(passage)
    for sentence in sentences(plain):
        own = _OWN.search(plain, sentence.start, sentence.end)
        if own is None:
            continue
        before = own.end()
        for each in amounts:
            if not own.end() <= each.start < sentence.end or not each.summable:
                continue
            found = _ITEM.search(plain[before : each.start])
            if found:
                start, end = before + found.start("name"), before + found.end("name")
                name = passage.printed[start:end]
                yield Spending(name, None, each.amount, passage.place(start, each.end))
            before = each.end
