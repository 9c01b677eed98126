"""提问 asking: the questions of a rule set made ready to be asked of one case after the other.

What a code answers is looked up once and kept; conditions are sets of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from zhida.engines.dip.keys import case_keys, dx_keys
from zhida.engines.drg.conditions import Alternatives, Atom, Kind
from zhida.engines.drg.layout import ALWAYS_TRUE, answers_of, bands_of, edges
from zhida.engines.drg.ruleset import RuleSet

_Answer = TypeVar("_Answer")
Condition = tuple[tuple[frozenset[int], frozenset[int]], ...]
"""Alternatives as what each asks for and refuses."""

First = Callable[[set[int]], int | None]
"""Of a row of conditions the place of the first that holds, None where none does."""

MOST_KEPT = 100_000
"""Codes whose answers are kept; beyond that all are looked up anew."""


class Asking:
    """提问: `principal`, `secondary`, `procedure`, `main` give the numbers of the questions that a code
    answers with yes; `sides` and `parts` what it says to those for pairs and for regions."""

    def __init__(self, rules: RuleSet) -> None:
        self._answers = answers = answers_of(rules)
        self.principal = _kept(_numbers(rules.dx_lists, answers, "pdx"), dx_keys)
        self.secondary = _kept(_numbers(rules.dx_lists, answers, "sdx"), dx_keys)
        self.procedure = _kept(_numbers(rules.op_lists, answers, "op"), case_keys)
        self.main = _kept(_numbers(rules.op_lists, answers, "main"), case_keys)
        self.pairs = {number: (atom.lists[0], atom.lists[1])
                      for atom, number in answers.items() if atom.kind == "pair"}  # fmt: skip
        self.regions = {number: atom.low or 0
                        for atom, number in answers.items() if atom.kind == "regions"}  # fmt: skip
        listed = {(number, at): name for atom, number in answers.items()
                  if atom.kind in ("pair", "regions") for at, name in enumerate(atom.lists)}  # fmt: skip
        hits = _kept(_by_key(
            {asked: rules.op_lists.get(name, ()) for asked, name in listed.items()
             if asked[0] in self.pairs}), case_keys)  # fmt: skip
        self._hits = hits
        self.parts = _kept(_by_key(
            {asked: rules.dx_lists.get(name, ()) for asked, name in listed.items()
             if asked[0] in self.regions}), dx_keys)  # fmt: skip
        self.age_edges, self.weight_edges = edges(answers, "age"), edges(answers, "weight")
        self.ages = _banded(answers, "age", self.age_edges)
        self.weights = _banded(answers, "weight", self.weight_edges)
        self.sexes = {
            sex: [number for atom, number in answers.items()
                  if atom.kind == "sex" and str(atom.low) == sex]
            for sex in ("1", "2")
        }  # fmt: skip

    def sides(self, op: str) -> Mapping[int, int]:
        """Of the pairs that ask for a procedure: 1 as the first, 2 as the second, 3 as either."""
        found: dict[int, int] = {}
        for number, at in self._hits(op):
            found[number] = found.get(number, 0) | 1 << at
        return found

    def condition(self, alternatives: Alternatives) -> Condition:
        """A condition by numbers."""
        return tuple(
            (
                frozenset(self._answers[atom] for atom, there in each if there),
                frozenset(self._answers[atom] for atom, there in each if not there),
            )
            for each in alternatives
        )

    def first(self, conditions: Sequence[Alternatives]) -> First:
        """What asks a row of conditions; each is only looked at where one of its questions is
        answered with yes."""
        by_answer: dict[int, list[tuple[int, frozenset[int], frozenset[int]]]] = {}
        for place, alternatives in enumerate(conditions):
            for asked, refused in self.condition(alternatives):
                # the last asked for is of the rule set's own lists, if any is
                key = max(asked, default=ALWAYS_TRUE)
                by_answer.setdefault(key, []).append((place, asked, refused))

        def ask(have: set[int]) -> int | None:
            best: int | None = None
            for key in by_answer.keys() & have:
                for place, asked, refused in by_answer[key]:
                    if best is not None and place >= best:
                        break  # in the order of their places
                    if asked <= have and have.isdisjoint(refused):
                        best = place
                        break
            return best

        return ask


def _numbers(
    lists: Mapping[str, Sequence[str]], answers: Mapping[Atom, int], kind: Kind
) -> dict[str, tuple[int, ...]]:
    return _by_key({number: lists.get(atom.lists[0], ())
                    for atom, number in answers.items() if atom.kind == kind})  # fmt: skip


def _by_key(members: Mapping[_Answer, Sequence[str]]) -> dict[str, tuple[_Answer, ...]]:
    """What stands behind each key of a list."""
    found: dict[str, list[_Answer]] = {}
    for answer, keys in members.items():
        for key in keys:
            found.setdefault(key, []).append(answer)
    return {key: tuple(held) for key, held in found.items()}


def _kept(
    by_key: Mapping[str, tuple[_Answer, ...]], keys: Callable[[str], Iterable[str]]
) -> Callable[[str], tuple[_Answer, ...]]:
    """What a code answers by any of its keys, kept once it was looked up."""
    kept: dict[str, tuple[_Answer, ...]] = {}

    def answer(code: str) -> tuple[_Answer, ...]:
        found = kept.get(code)
        if found is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            told = dict.fromkeys(each for key in keys(code) for each in by_key.get(key, ()))
            found = kept[code] = tuple(told)
        return found

    return answer


def _banded(
    answers: Mapping[Atom, int], kind: Kind, limits: tuple[int, ...]
) -> list[tuple[int, ...]]:
    found: list[list[int]] = [[] for _ in (0, *limits)]
    for band, number in bands_of(answers, kind, limits):
        found[band].append(number)
    return [tuple(each) for each in found]
