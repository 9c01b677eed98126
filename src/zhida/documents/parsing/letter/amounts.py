"""金额 amounts: money in running text, in figures or words, masked, or left blank."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.documents.parsing.letter.islands import Islands
from zhida.documents.parsing.letter.numerals import integer_of
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of

_UNITS = {unit.label: unit for unit in Unit} | {
    "圆": Unit.YUAN,
    "万圆": Unit.WAN_YUAN,
    "万": Unit.WAN_YUAN,
    "亿": Unit.YI_YUAN,
}
_WAN = Unit.WAN_YUAN.value
_TEN_MILLION = "千万元"  # no Unit has this name: a thousand of 万元


@dataclass(frozen=True, slots=True)
class AmountIn:
    """文中金额: an amount at start…end of a text.

    `rate` is true for an amount per head or per case (610元/人), `bound` for
    one that a comparison limits (≥600万元, 不低于…): neither is ever a term
    of a sum.
    """

    start: int
    end: int
    amount: Amount
    rate: bool = False
    bound: bool = False

    @property
    def summable(self) -> bool:
        """Whether it can be a total or a part of one."""
        return not self.rate and not self.bound


class _Reader(Transformer[Token, Amount | None]):
    def figure(self, found: list[Token]) -> Amount | None:
        *sign, digits, unit = found
        return _number("".join(sign) + digits, unit)

    def figure_in_yuan(self, found: list[Token | None]) -> Amount | None:
        parts = [token for token in found if token is not None]
        sign = "".join(token for token in parts if token.type == "SIGN")
        digits = [token for token in parts if token.type == "DIGITS"]
        amount = _number(sign + digits[0], "元")
        return _with_small(amount, parts)

    def hanzi(self, found: list[Token]) -> Amount | None:
        figure, unit = found[0], found[1]
        if "亿" in figure and unit.startswith("万"):  # 拾贰亿叁仟万元: 万 belongs to the figure
            whole = integer_of(figure + "万")
            state = AmountState.NUMBER
            return None if whole is None else Amount(whole * 100, state, step_fen=_WAN)
        value = integer_of(figure)
        return None if value is None else _number(str(value), unit)

    def hanzi_in_yuan(self, found: list[Token | None]) -> Amount | None:
        parts = [token for token in found if token is not None]
        value = integer_of(parts[0])
        return None if value is None else _with_small(_number(str(value), "元"), parts)

    def masked(self, found: list[Token]) -> Amount:
        return Amount(None, AmountState.MASKED)

    def blank(self, found: list[Token]) -> Amount:
        return Amount(None, AmountState.BLANK)


@lru_cache(maxsize=1)
def _grammar() -> Islands[Amount | None]:
    figures = r"\d[\d,]*(?:\.\d+)?"
    hanzi = r"[〇○零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]"
    unit = r" ?(?:[百千]?万元|万圆|亿元|千元|元|圆|万(?=[,，。;；、:：()+=]|$)|亿(?=[,，。;；、()+=]|$))"
    return Islands(
        "amounts",
        _Reader(),
        rf"(?<![\d.,])(?:(?<!\d)[-△])?{figures}(?={unit})|[¥￥]|人民币(?=\d)"
        rf"|(?<!{hanzi}){hanzi}(?={hanzi}*(?:[万亿]{hanzi}+)*{unit})"
        rf"|[*×xX○●□■◯＊](?=[*×xX○●□■◯＊,.]*{unit})"
        rf"|(?:_|\([_ ]*\)|…|\.\.\.)(?=[_…. ]*{unit})"
        rf"|(?<={any_of('before_blank')})[:：]?(?=[万亿千]?元)"
        r"|(?<=[\u4e00-\u9fff)])(?=[万亿]元)",
    )


_WANTS_AMOUNT = regex.compile(any_of("before_blank") + ":?$")
_AFTER_RATE = regex.compile(r"/|每|·|的标准")
_BEFORE_RATE = regex.compile(any_of("rates") + r"[^,，。;；]{0,12}$")
_BOUND = regex.compile(any_of("bounds") + "$")
_OVER = regex.compile("以[上下内]")


def amounts_in(passage: Passage) -> tuple[AmountIn, ...]:
    """金额: every amount in a passage, from left to right.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("共 3,347.5 万元，每人610元，奖补叁佰万元，另**万元，补助资金   万元", Source("x"))
    >>> [(a.amount.fen, a.amount.state.value, a.rate) for a in amounts_in(text)][:2]
    [(3347500000, 'number', False), (61000, 'number', True)]
    >>> [(a.amount.fen, a.amount.state.value) for a in amounts_in(text)][2:]
    [(300000000, 'number'), (None, 'masked'), (None, 'blank')]
    """
    return tuple(_amounts(passage))


def _amounts(passage: Passage) -> Iterator[AmountIn]:
    text = passage.text
    for island in _grammar().find(text):
        if island.value is None or _is_bare_unit(passage, island.start):
            continue
        amount = replace(
            island.value,
            printed=passage.printed[island.start : island.end],
            source=passage.place(island.start, island.end),
        )
        before = text[max(0, island.start - 24) : island.start]
        rate = _AFTER_RATE.match(text, island.end) or _BEFORE_RATE.search(before)
        bound = _BOUND.search(before) or _OVER.match(text, island.end)
        yield AmountIn(island.start, island.end, amount, bool(rate), bool(bound))


def _is_bare_unit(passage: Passage, start: int) -> bool:
    """A unit with neither a figure nor a gap before it, nor a word that wants an amount."""
    if passage.text[start] not in "万亿" or _WANTS_AMOUNT.search(
        passage.text, max(0, start - 8), start
    ):
        return False
    return not passage.gap_before(start)


def _number(digits: str, unit: str) -> Amount | None:
    scale = _UNITS[unit if unit != _TEN_MILLION else Unit.WAN_YUAN.label]
    times = 1000 if unit == _TEN_MILLION else 1
    try:
        fen, step = fen_of(digits, scale), step_of(digits, scale)
    except ValueError:
        return None
    return Amount(fen * times, AmountState.NUMBER, step_fen=step * times)


def _with_small(amount: Amount | None, tokens: list[Token]) -> Amount | None:
    """角 and 分 added to an amount in yuan."""
    if amount is None or amount.fen is None:
        return amount
    fen, step = amount.fen, amount.step_fen
    for figure, unit in itertools.pairwise(tokens):
        worth = {"JIAO": 10, "FEN": 1}.get(unit.type)
        count = integer_of(figure)
        if worth and count is not None:
            fen, step = fen + count * worth, worth
    return replace(amount, fen=fen, step_fen=step)
