"""下达金额 total: which amount of the letter is the one that it issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zhida.core import funds
from zhida.core.money import ABSENT, Amount, AmountState
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of
from zhida.documents.parsing.letter.amounts import AmountIn, amounts_in
from zhida.documents.parsing.letter.clauses import hidden, sentences
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.sums import SumIn, sums_in
from zhida.documents.parsing.letter.words import any_of, pairs

_LEAST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """分项金额: a part of the total, as the text calls it."""

    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Total:
    """下达金额: the amount issued, where its clause stands, and its parts if stated.

    `computed` is true where the text gives only the parts and the total is
    their sum. `label` is what the text says before the amount.
    """

    amount: Amount
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    label: str = ""
    shares: tuple[Share, ...] = ()
    computed: bool = False


def total_of(body: Sequence[Passage], title: str = "") -> Total:
    """下达金额: the amount after 现下达, 共, 本次 …, of the first paragraph that has one.

    Where the title says that money is taken back (收回, 调减) it is that amount.
    """
    recall = _RECALL.search(title) is not None
    best: tuple[int, Passage, tuple[AmountIn, ...], int] | None = None
    for passage in body:
        amounts = amounts_in(passage)
        for index, weight in _weights(passage, amounts, recall=recall):
            if weight >= _LEAST and (best is None or weight > best[0]):
                best = (weight, passage, amounts, index)
        if best is not None:
            break
    if best is None:
        return _listed(body)
    _, passage, amounts, index = best
    return _with_shares(passage, amounts, index)


def _weights(
    passage: Passage, amounts: Sequence[AmountIn], *, recall: bool
) -> list[tuple[int, int]]:
    """For each amount that can be a total, how strongly the words before it say so."""
    plain = hidden(passage.text)
    cues = [*pairs("total_cues"), *(pairs("recall_cues") if recall else ())]
    negative = _NEGATIVE_OF_RECALL if recall else _NEGATIVE
    found = []
    for index, each in enumerate(amounts):
        if not each.summable:
            continue
        floor = amounts[index - 1].end if index else 0
        begin = max(floor, *(plain.rfind(mark, 0, each.start) + 1 for mark in "。;"))
        words = plain[begin : each.start]
        clause = words[words.rfind(",") + 1 :]  # 扣除已提前下达部分,现下达…: the first is over
        if negative.search(clause[-40:]):
            continue
        weights = [int(weight) for cue, weight in cues if cue in words]
        found.append((index, max(weights, default=0)))
    return found


def _with_shares(passage: Passage, amounts: Sequence[AmountIn], index: int) -> Total:
    each = amounts[index]
    label = _label(passage, amounts, index)
    for found in sums_in(passage, amounts):
        if found.total == index and not found.net and is_whole(found, amounts):
            shares = tuple(Share(part.label, amounts[part.amount].amount) for part in found.parts)
            return Total(each.amount, passage, each.start, each.end, label, shares)
    closing = _sum_behind(passage, amounts, index)
    if closing is not None:
        return closing
    row = _row_of_sources(passage, amounts, index)
    if len(row) > 1:
        return _added(passage, amounts, row)
    return Total(each.amount, passage, each.start, each.end, label)


def _sum_behind(passage: Passage, amounts: Sequence[AmountIn], index: int) -> Total | None:
    """The total that stands behind its parts: 甲县3万元，乙县2万元，合计5万元."""
    fens = [each.amount.fen for each in amounts]
    for later in range(index + 2, len(amounts)):
        between = passage.text[amounts[later - 1].end : amounts[later].start]
        if "。" in between or fens[later - 1] is None:
            return None
        parts = [fen for fen in fens[index:later] if fen is not None]
        if _SUM.search(between) and fens[later] == sum(parts) and len(parts) == later - index:
            labels = (_label(passage, amounts, at) for at in range(index, later))
            terms = (each.amount for each in amounts[index:later])
            shares = tuple(Share(label, term) for label, term in zip(labels, terms, strict=True))
            first, last = amounts[index], amounts[later]
            return Total(last.amount, passage, first.start, last.end, "", shares)
    return None


def is_whole(found: SumIn, amounts: Sequence[AmountIn]) -> bool:
    """Whether the parts are meant to make up the total.

    They are if they add up, or if there are several and each names its source;
    其中 may otherwise pick out some of many purposes.
    """
    if len(found.parts) == 1 and not found.parts[0].label:
        return False  # the same amount again, in figures or in words
    fens = [amounts[part.amount].amount.fen for part in found.parts]
    total = amounts[found.total].amount.fen
    known = [fen for fen in fens if fen is not None]
    if total is not None and len(known) == len(fens) and sum(known) == total:
        return True
    if len(found.parts) < 2:
        return False
    named = [funding_source_of(p.label) or budget_kind_of(p.label) for p in found.parts]
    if all(named):
        return True
    return total is not None and 0.8 * total <= sum(known) <= 1.2 * total


def _row_of_sources(
    passage: Passage, amounts: Sequence[AmountIn], index: int
) -> list[tuple[str, int]]:
    """Amounts of several sources or funds side by side with no total: 中央…万元、省级…万元."""
    row = [(_label(passage, amounts, index), index)]
    of_funds = _names_fund(row[0][0])
    if not of_funds and not _names_source(row[0][0]):
        return row
    for later in range(index + 1, len(amounts)):
        between = passage.text[amounts[later - 1].end : amounts[later].start]
        found = _NEXT_SOURCE.fullmatch(between)
        if not found or not amounts[later].summable or _NEGATIVE.search(between):
            break
        named = _names_source(found["label"]) or (of_funds and _names_fund(found["label"]))
        if not named:
            break
        row.append((found["label"], later))
    return row


def _names_source(words: str) -> bool:
    return funding_source_of(words) is not None or budget_kind_of(words) is not None


def _names_fund(words: str) -> bool:
    return funds.recognise(words) is not None


def _added(passage: Passage, amounts: Sequence[AmountIn], row: Sequence[tuple[str, int]]) -> Total:
    terms = [amounts[index].amount for _, index in row]
    first, last = amounts[row[0][1]], amounts[row[-1][1]]
    shares = tuple(Share(label, amounts[index].amount) for label, index in row)
    fens = [term.fen for term in terms if term.fen is not None]
    if len(fens) < len(terms):
        return Total(first.amount, passage, first.start, last.end, row[0][0], shares)
    steps = [term.step_fen for term in terms if term.step_fen]
    amount = Amount(
        sum(fens),
        AmountState.NUMBER,
        "+".join(term.printed for term in terms),
        min(steps, default=None),
        passage.place(first.start, last.end),
    )
    return Total(amount, passage, first.start, last.end, "", shares, computed=True)


def _label(passage: Passage, amounts: Sequence[AmountIn], index: int) -> str:
    """The words right before an amount, back to the last comma or amount."""
    plain = _BRACKETED.sub(lambda found: "〇" * len(found.group()), hidden(passage.text))
    each = amounts[index]
    floor = amounts[index - 1].end if index else 0
    begin = max(floor, *(plain.rfind(mark, 0, each.start) + 1 for mark in ",。;:"))
    return passage.printed[begin : each.start].strip(" 、，")


def _listed(body: Sequence[Passage]) -> Total:
    """No amount in the text: it may say that a list has it."""
    for passage in body:
        plain = hidden(passage.text)
        for sentence in sentences(plain):
            listed = _LISTED.search(plain, sentence.start, sentence.end)
            if listed and _ACT.search(plain, sentence.start, sentence.end):
                start, end = listed.span()
                place = passage.place(start, end)
                words = passage.printed[start:end]
                amount = Amount(None, AmountState.AS_LISTED, words, None, place)
                return Total(
                    amount, passage, start, end, _last_clause(passage, sentence.start, start)
                )
    return Total(ABSENT)


def _last_clause(passage: Passage, start: int, end: int) -> str:
    return passage.printed[max(start, passage.text.rfind(",", start, end) + 1) : end]


_BRACKETED = regex.compile(r"\([^()]*\)")
_NEGATIVE = regex.compile(any_of("not_the_total"))
_RECALL = regex.compile(any_of("recalls"))
_NEGATIVE_OF_RECALL = regex.compile("此前|前期|累计|减去|抵扣|抵减|其中")
_SUM = regex.compile("(?:合|共|总)计|^[,;]?(?:以上|上述|四项|三项|两项)?共")
_NEXT_SOURCE = regex.compile(r"(?:\([^()]*\))?(?:[,、;]|和|及|以及)(?P<label>[^,。;、:]{2,40})")
_ACT = regex.compile("下达|拨付|分配|安排|追加|拨给|转下达")
_LISTED = regex.compile(any_of("as_listed"))
