"""事项名称: whatever is done stands in the journal and on the desk under a Chinese name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from zhida.core.ledger.chart import verb_name
from zhida.data import load
from zhida.platform.accounts.queries import DEED_NAMES, deed_names

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def recorded(root: Path) -> set[str]:
    """The verbs that stand in so many words where something is written into the journal."""
    verbs = set()
    for path in (root / "src" / "zhida" / "platform").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or len(call.args) < 2:
                continue
            name, verb = call.func, call.args[1]
            called = isinstance(name, ast.Name) and name.id == "record"
            if called and isinstance(verb, ast.Constant):
                verbs.add(str(verb.value))
    return verbs


def test_every_verb_of_the_policy_has_a_name() -> None:
    names = deed_names()
    lacking = [row["verb"] for row in load("permissions") if not names.get(row["verb"])]
    assert not lacking
    assert all(CHINESE.search(name) for name in names.values()), names


def test_every_verb_that_is_written_into_the_journal_has_a_name(root: Path) -> None:
    found = recorded(root)
    assert {"book", "start_job", "take_in"} <= found
    assert found <= deed_names().keys()


def test_every_act_of_the_ledger_has_a_name() -> None:
    acts = {row["verb"] for row in load("ledger_entries")}
    assert acts and acts <= deed_names().keys() | {"reverse"}, [verb_name(each) for each in acts]


def test_no_name_is_given_twice() -> None:
    assert not DEED_NAMES.keys() & {row["verb"] for row in load("permissions")}
