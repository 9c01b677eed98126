"""条件 conditions: what a category or group asks of a case, written in a cell, as alternatives.

| written | holds where |
|---|---|
| `pdx:L` | the principal diagnosis is of list L |
| `sdx:L`, `dx:L` | a secondary diagnosis, any diagnosis is |
| `main:L`, `op:L` | the main procedure, any procedure is |
| `pair:L+M` | one procedure is of L and another of M |
| `regions:2/L+M+N` | diagnoses are of so many of the lists |
| `age:0-28`, `weight:1500-1999` | days of age, grams at admission, ends included; an end may be left out |
| `sex:1` | 1 male, 2 female |
| `mcc`, `cc` | a severe, any complication counts |
| `a & b`, `a \\| b`, `!a`, `( )` | and, or, not |

Every condition is brought to alternatives, each of which asks for some atoms and refuses others;
so that the engine and the bedside need to know one form only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["pdx", "sdx", "main", "op", "pair", "regions", "age", "weight", "sex", "mcc", "cc"]

MOST_ALTERNATIVES = 256
"""What one cell may come to when it is written out."""

_TOKEN = re.compile(r"\s*(?:([&|!()])|([a-z]+(?::[\w./+-]+)?))")
_NAME = re.compile(r"\w[\w.-]*")
_BANDS = re.compile(r"([0-9]*)-([0-9]*)")
_REGIONS = re.compile(r"([0-9]{1,2})/(.+)")


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """原子条件: one question. `lists` for diagnoses and procedures; `low`, `high` for ages and
    weights (ends included, None open); `low` also how many regions, and the sex asked for."""

    kind: Kind
    lists: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    @property
    def text(self) -> str:
        """As it is written in a cell.

        >>> [part.text for part, _ in sorted(alternatives("age:-28 & pdx:P")[0])]
        ['age:-28', 'pdx:P']
        """
        if self.kind in ("mcc", "cc"):
            return self.kind
        if self.kind == "sex":
            return f"sex:{self.low}"
        if self.kind in ("age", "weight"):
            ends = ("" if each is None else str(each) for each in (self.low, self.high))
            return f"{self.kind}:{'-'.join(ends)}"
        named = "+".join(self.lists)
        return f"{self.kind}:{self.low}/{named}" if self.low else f"{self.kind}:{named}"


Literals = frozenset[tuple[Atom, bool]]
"""An alternative: atoms with whether they are asked for or refused."""

Alternatives = tuple[Literals, ...]
"""A condition: it holds where one of them does. Empty: never; one empty alternative: always."""

ALWAYS: Alternatives = (frozenset(),)


def alternatives(cell: str) -> Alternatives:
    """条件: the alternatives of a cell, in a stable order; a blank cell always holds.

    Raises ValueError in Chinese where the cell can't be read, asks for what can't be, or for too
    much.

    >>> len(alternatives("pdx:A & (op:B | !main:C)")), alternatives("") == ALWAYS
    (2, True)
    >>> alternatives("cc & !cc")
    Traceback (most recent call last):
      ...
    ValueError: 条件“cc & !cc”永远不成立
    """
    if not cell.strip():
        return ALWAYS
    found = _Reading(cell).whole()
    if not found:
        raise ValueError(f"条件“{cell}”永远不成立")
    return tuple(sorted(found, key=sorted))


@dataclass(slots=True)
class _Reading:
    """A cell being read; `not` is carried down to the atoms."""

    cell: str
    tokens: list[str]
    at: int

    def __init__(self, cell: str) -> None:
        self.cell, self.tokens, self.at = cell, list(_tokens(cell)), 0

    def whole(self) -> set[Literals]:
        found = self.either(wanted=True)
        if self.at < len(self.tokens):
            raise ValueError(f"条件“{self.cell}”在“{self.tokens[self.at]}”处不完整")
        return found

    def either(self, *, wanted: bool) -> set[Literals]:
        return self.joined("|", wanted=wanted)

    def joined(self, sign: str, *, wanted: bool) -> set[Literals]:
        """Parts joined by a sign; refusing turns or into and."""
        part = self.both if sign == "|" else self.single
        found = part(wanted=wanted)
        while self.seen(sign):
            more = part(wanted=wanted)
            together = (sign == "&") == wanted
            found = self.product(found, more) if together else found | more
        return found

    def both(self, *, wanted: bool) -> set[Literals]:
        return self.joined("&", wanted=wanted)

    def single(self, *, wanted: bool) -> set[Literals]:
        if self.seen("!"):
            return self.single(wanted=not wanted)
        if self.seen("("):
            found = self.either(wanted=wanted)
            if not self.seen(")"):
                raise ValueError(f"条件“{self.cell}”缺少右括号")
            return found
        if self.at >= len(self.tokens) or self.tokens[self.at] in "&|)":
            raise ValueError(f"条件“{self.cell}”不完整")
        self.at += 1
        atoms = _atoms(self.tokens[self.at - 1])
        if wanted:
            return {frozenset({(atom, True)}) for atom in atoms}
        return {frozenset((atom, False) for atom in atoms)}

    def seen(self, token: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == token:
            self.at += 1
            return True
        return False

    def product(self, one: set[Literals], other: set[Literals]) -> set[Literals]:
        if len(one) * len(other) > MOST_ALTERNATIVES:
            raise ValueError(f"条件“{self.cell}”展开后超过{MOST_ALTERNATIVES}种情形，请拆成几行")
        merged = {first | second for first in one for second in other}
        return {
            each for each in merged if not any((atom, not there) in each for atom, there in each)
        }


def _tokens(cell: str) -> Iterator[str]:
    at, cell = 0, cell.strip()
    while at < len(cell):
        found = _TOKEN.match(cell, at)
        if found is None:
            raise ValueError(f"条件“{cell}”里的“{cell[at : at + 12].strip()}”无法识别")
        yield found[1] or found[2]
        at = found.end()


def _atoms(word: str) -> tuple[Atom, ...]:
    """The atoms of a word, any of which makes it hold."""
    kind, colon, said = word.partition(":")
    if kind in ("mcc", "cc") and not colon:
        return (Atom(cast("Kind", kind)),)
    if kind == "sex" and said in ("1", "2"):
        return (Atom("sex", low=int(said)),)
    if kind in ("age", "weight") and (ends := _BANDS.fullmatch(said)) and said != "-":
        low, high = (int(each) if each else None for each in ends.groups())
        if low is not None and high is not None and low > high:
            raise ValueError(f"“{word}”前后颠倒")
        return (Atom(cast("Kind", kind), low=low, high=high),)
    if kind == "regions" and (shape := _REGIONS.fullmatch(said)):
        lists = tuple(sorted(set(_names(shape[2], word))))
        if not 1 <= int(shape[1]) <= len(lists):
            raise ValueError(f"“{word}”要求的部位数应为1到{len(lists)}")
        return (Atom("regions", lists, int(shape[1])),)
    if kind == "pair" and len(names := _names(said, word)) == 2:
        return (Atom("pair", tuple(sorted(names))),)
    if kind in ("pdx", "sdx", "dx", "main", "op") and len(names := _names(said, word)) == 1:
        kinds = ("pdx", "sdx") if kind == "dx" else (kind,)
        return tuple(Atom(cast("Kind", each), tuple(names)) for each in kinds)
    raise ValueError(f"“{word}”不是能识别的条件")


def _names(said: str, word: str) -> list[str]:
    names = said.split("+")
    if not all(_NAME.fullmatch(name) for name in names):
        raise ValueError(f"“{word}”没有写明表名")
    return names
