"""词表 words: the vocabulary of letters, kept as lists beside the code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import regex


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of list `words/<name>.txt`, longest first; "#" starts a remark.

    >>> "根据" in words("before_number")
    True
    """
    text = (files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    found = {word for line in text.splitlines() for word in line.partition("#")[0].split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The lines "word value" of a list, longest word first."""
    text = (files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    rows = [line.partition("#")[0].split() for line in text.splitlines()]
    found = {(row[0], row[1]) for row in rows if len(row) == 2}
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


@cache
def any_of(name: str) -> str:
    """A pattern that matches any word of a list, the longest first.

    >>> any_of("title_ends")[:3]
    '(?:'
    """
    return "(?:" + "|".join(regex.escape(word) for word in words(name)) + ")"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list, remarks and empty ones left out, in the order written."""
    text = (files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    found = (line.strip() for line in text.splitlines())
    return tuple(line for line in found if line and not line.startswith("#"))
