"""办事 clerk: runs commands of zhida one after the other in this process.

A command on its own starts the embedded database and stops it; here it stays up until the
year is over. What is typed and what is answered is as on a terminal.
"""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import sys
from collections.abc import Sequence
from typing import Any

import typer

from zhida.cli.main import app
from zhida.cli.usage import tell_usage


class Unexpected(Exception):
    """A command ended otherwise than the story has it."""


class _Both(io.StringIO):
    """What is written here is also written there."""

    def __init__(self, there: Any) -> None:
        super().__init__()
        self._there = there

    def write(self, text: str) -> int:
        self._there.write(text)
        return super().write(text)


def say(sentence: str) -> None:
    """A heading of the story."""
    print(f"\n—— {sentence} ——", flush=True)


def zhida(*words: object, status: int = 0, quiet: bool = False) -> str:
    """Run a command; answers what it printed. Raises `Unexpected` for another exit status."""
    typed = [str(each) for each in words]
    if not quiet:
        print(f"zhida {shlex.join(typed)}", flush=True)
    heard: io.StringIO = io.StringIO() if quiet else _Both(sys.stdout)
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        ended = _ended(typed)
    sys.stdout.flush()
    if ended != status:
        said = heard.getvalue() if quiet else ""
        raise Unexpected(f"zhida {shlex.join(typed)} ended with {ended}, not {status}\n{said}")
    return heard.getvalue()


def asked(*words: object) -> Any:
    """What a command answers with --json, unseen."""
    said = zhida(*words, "--json", quiet=True)
    return json.loads(said[min(at for at in (said.find("["), said.find("{")) if at >= 0) :])


def _ended(typed: Sequence[str]) -> int:
    try:
        return int(app(args=list(typed), standalone_mode=False) or 0)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    except typer.TyperException as wrong:
        return tell_usage(wrong)
