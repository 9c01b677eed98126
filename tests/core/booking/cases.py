"""The hand-made tables of tests/cases/booking: notices, decisions, and what each recipient gets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhida.cli.booking_answers import answers_of
from zhida.core.booking import Answers
from zhida.core.money import Unit, fen_of
from zhida.core.notice import Notice
from zhida.documents.intake.read import read

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "tests" / "cases" / "booking"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


# A scan takes seconds; a notice never changes.
_read = cache(read)


@dataclass(frozen=True, slots=True)
class Case:
    """A notice as a finance officer would book it by hand."""

    name: str
    told: dict[str, Any]

    @property
    def files(self) -> list[Path]:
        """The notice's files; none where the published notices are not beside the project."""
        return [
            path
            for pattern in self.told["files"]
            for path in sorted((ROOT / Path(pattern).parent).glob(Path(pattern).name))
            if not path.name.endswith(".faults.toml")
        ]

    @property
    def notice(self) -> Notice:
        """The notice, read."""
        return _read(*self.files)

    @property
    def answers(self) -> Answers:
        """What a person decided of it."""
        told = self.told["answers"]
        return answers_of(
            same_as=self.told["number"] if told.get("new") else "",
            waive=told.get("waive", ()),
            mend=told.get("mend", ()),
            payee=told.get("payee", ()),
            from_outside=told.get("from_outside", ""),
            upstream="",
            year=None,
            source="",
            fund="",
            date="",
        )

    @property
    def shares(self) -> list[tuple[str, str, str, str, int]]:
        """Name, agency, money, purpose, fen."""
        return [(*words, wan(figure)) for *words, figure in self.told["shares"]]

    @property
    def received(self) -> list[tuple[str, str, int]]:
        """Number, money, fen of each first receipt."""
        return [(*words, wan(figure)) for *words, figure in self.told["received"]]


def wan(figure: str) -> int:
    """万元 as fen."""
    return fen_of(figure, Unit.WAN_YUAN)


def case(name: str) -> Case:
    """The case of a name."""
    return Case(name, tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))
