"""分项 sums: amounts of the text that make up another amount of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.documents.parsing.letter.amounts import AmountIn
from zhida.documents.parsing.letter.islands import Islands
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of


@dataclass(frozen=True, slots=True)
class Term:
    """分项: what the text calls a part, and the index of its amount."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class SumIn:
    """文中合计: the amount with index `total` and its parts (indexes into the amounts).

    `net` is true for entitlement = advance + now: the last part is what is
    issued now.
    """

    total: int
    parts: tuple[Term, ...]
    net: bool = False


class _Reader(Transformer[Token, SumIn]):
    def total(self, found: list[Token]) -> int:
        return _index(found[0])

    def part(self, found: list[Token]) -> Term:
        label = next((str(t) for t in found if t.type == "LABEL"), "")
        return Term(label, _index(next(t for t in found if t.type == "AMOUNT")))

    def parts(self, found: list[Term | Token]) -> list[Term]:
        return [each for each in found if isinstance(each, Term)]

    def rest(self, found: list[Token]) -> list[Term]:
        terms, label = [], ""
        for token in found:
            if token.type == "LABEL":
                label = str(token)
            elif token.type == "AMOUNT":
                terms.append(Term(label, _index(token)))
                label = ""
        return terms

    def of_which(self, found: list[object]) -> SumIn:
        return _sum(found, net=False)

    def net(self, found: list[object]) -> SumIn:
        words = next(str(t) for t in found if isinstance(t, Token) and t.type == "TAKEN_OFF")
        whole = _sum(found, net=True)
        first = whole.parts[0]
        named = first if first.label else replace(first, label=words)
        return replace(whole, parts=(named, *whole.parts[1:]))


@lru_cache(maxsize=1)
def _grammar() -> Islands[SumIn]:
    return Islands("sums", _Reader(), "①")


def sums_in(passage: Passage, amounts: Sequence[AmountIn]) -> tuple[SumIn, ...]:
    """合计: every sum that a passage states, over the indexes of its amounts.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.amounts import amounts_in
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("下达资金90万元,其中:中央50万元,省级40万元。", Source("x"))
    >>> [(s.total, [t.label for t in s.parts]) for s in sums_in(text, amounts_in(text))]
    [(0, ['中央', '省级'])]
    """
    signs = _with_signs(passage.text, amounts)
    found = []
    for island in _grammar().find(signs):
        net = island.value.net
        parts = island.value.parts if net else tuple(_until_other_money(island.value.parts))
        if parts and (not net or _NOW.search(parts[-1].label)):
            found.append(SumIn(island.value.total, parts, net))
    return tuple(found)


def arithmetic_in(passage: Passage) -> Iterator[tuple[int, int, Amount, tuple[Amount, ...]]]:
    """算式: sums written as 90+45=135, with or without units; start, end, total, terms."""
    for found in _ARITHMETIC.finditer(passage.text):
        names = [*found.captures("term"), found["total"]]
        whole = found["total"] + (found["unit"] or "")
        spans = [*found.spans("term"), found.span("total")]
        unit = _unit_of(found)
        values = [
            _figure(passage, name, span, unit) for name, span in zip(names, spans, strict=True)
        ]
        if all(value.fen is not None for value in values):
            total = replace(values[-1], printed=whole)
            yield found.start(), found.end(), total, tuple(values[:-1])


def _unit_of(found: regex.Match[str]) -> Unit:
    named = found["unit"] or (found.captures("inner") or [""])[-1]
    return {"元": Unit.YUAN, "亿元": Unit.YI_YUAN, "千元": Unit.QIAN_YUAN}.get(named, Unit.WAN_YUAN)


def _figure(passage: Passage, name: str, span: tuple[int, int], unit: Unit) -> Amount:
    try:
        fen, step = fen_of(name, unit), step_of(name, unit)
    except ValueError:
        return Amount(None, AmountState.BLANK, name)
    return Amount(fen, AmountState.NUMBER, name, step, passage.place(*span))


def _with_signs(text: str, amounts: Sequence[AmountIn]) -> str:
    pieces, end = [], 0
    for index, each in enumerate(amounts):
        shown = f"①{index}②" if each.summable else "〇" * (each.end - each.start)
        pieces += [text[end : each.start], shown]
        end = each.end
    return "".join([*pieces, text[end:]])


def _until_other_money(parts: Sequence[Term]) -> Iterator[Term]:
    """The parts up to the first that speaks of money of another time."""
    for part in parts:
        if _OTHER_MONEY.search(part.label):
            return
        yield part


def _sum(found: list[object], *, net: bool) -> SumIn:
    total = next(each for each in found if isinstance(each, int))
    parts = next(each for each in found if isinstance(each, list))
    return SumIn(total, tuple(parts), net)


def _index(token: Token) -> int:
    return int(token[1:-1])


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"[万亿千]?元"
_ARITHMETIC = regex.compile(
    rf"(?<![\d.,])(?P<term>{_NUMBER})(?P<inner>{_UNIT})?"
    rf"(?:\+(?P<term>{_NUMBER})(?P<inner>{_UNIT})?)+=(?P<total>{_NUMBER})(?P<unit>{_UNIT})?"
)
_NOW = regex.compile("本次|此次|这次|现|实际|再|应|净|清算|结算")
_OTHER_MONEY = regex.compile(any_of("other_money"))
