"""语法岛 islands: a grammar read wherever it fits in running text.

A notice is prose with small formal phrases in it: a document number, an
amount, a code with its name, a deadline. Each has a lark grammar (LALR,
contextual lexer). An `Islands` tries its grammar at every place where a
phrase can begin and keeps the longest stretch that the grammar accepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

import regex
from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput
from lark.utils import TextSlice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Island(Generic[T]):
    """语法岛: the value read from the characters start…end of a text."""

    start: int
    end: int
    value: T


class Islands(Generic[T]):
    """A grammar for phrases, and the pattern of the places where one can begin."""

    def __init__(self, name: str, reader: Transformer[Token, T], anchor: str = r"(?!)") -> None:
        """`name` is that of a grammar file beside this module; `reader` makes its values.

        Without an `anchor` phrases are only read `at` a place, never found.
        """
        grammar = (files(__package__) / "grammars" / f"{name}.lark").read_text("utf-8")
        self._lark = Lark(grammar, parser="lalr", lexer="contextual", transformer=reader)
        self._anchor = regex.compile(anchor)

    def find(self, text: str) -> Iterator[Island[T]]:
        """Every phrase in the text, from left to right, without overlaps."""
        position = 0
        while (match := self._anchor.search(text, position)) is not None:
            island = self.at(text, match.start())
            if island is not None:
                yield island
            position = max(match.start() + 1, island.end if island else 0)

    def at(self, text: str, start: int) -> Island[T] | None:
        """The longest phrase that begins at `start`, or None."""
        tokens = self._accepted(text, start)
        if not tokens:
            return None
        parser = self._lark.parse_interactive("")
        for token in tokens:
            parser.feed_token(token)
        try:
            value = cast(T, parser.feed_token(Token.new_borrow_pos("$END", "", tokens[-1])))
        except UnexpectedInput:
            return None
        end = tokens[-1].end_pos
        assert end is not None
        return Island(start, end, value)

    def _accepted(self, text: str, start: int) -> list[Token]:
        # untyped in lark: the slice as text, and the lexer's thread
        parser = self._lark.parse_interactive(cast(Any, TextSlice(text, start, len(text))))
        lexer = cast(Any, parser.lexer_thread)
        ends = parser.parser_state.parse_conf.parse_table.states
        tokens: list[Token] = []
        complete = 0
        try:
            for token in lexer.lex(parser.parser_state):
                parser.feed_token(token)
                tokens.append(token)
                if "$END" in ends[parser.parser_state.position]:
                    complete = len(tokens)
        except UnexpectedInput:
            pass
        return tokens[:complete]
