"""样文: what is planted in the samples is found, all of it and nothing else."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from zhida.core.findings import Severity
from zhida.core.rules import check
from zhida.documents.parsing.grouping import group
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_documents

SAMPLES = Path(__file__).parents[1] / "samples"
FAULTS = sorted(SAMPLES.glob("*.faults.toml"))
Fault = tuple[str, str, int | str | None, int | str | None]


@cache
def found() -> dict[str, list[Fault]]:
    """The findings of every sample but hints, by the name of its letter's file."""
    files = sorted(each for each in SAMPLES.iterdir() if each.is_file() and each.suffix != ".toml")
    faults = {}
    for documents in group(read_documents(files)):
        notice = parse(documents)
        faults[Path(documents[0].file).stem] = [
            (each.code, each.severity.value, each.expected, each.found)
            for each in check(notice)
            if each.severity is not Severity.HINT
        ]
    return faults


def key(fault: Fault) -> tuple[str, ...]:
    return tuple(map(str, fault))


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_the_planted_faults_are_found_and_no_others(path: Path) -> None:
    planted: list[Fault] = [
        (each["code"], each["severity"], each.get("expected"), each.get("found"))
        for each in tomllib.loads(path.read_text("utf-8"))["fault"]
    ]
    name = path.name.removesuffix(".faults.toml")
    assert sorted(found()[name], key=key) == sorted(planted, key=key)


def test_every_sample_has_its_list_of_faults() -> None:
    assert {path.name.removesuffix(".faults.toml") for path in FAULTS} == set(found())
