"""帮助: every entry of the menu says what is done there, how, and by which command and key."""

from __future__ import annotations

import re

import pytest
from tests.platform.accounts.people import enter, signed_in
from typer.main import get_command

from zhida.cli.main import app
from zhida.platform.pages.helping import HELP
from zhida.platform.pages.menu import menu

COMMANDS = set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_entry_of_the_menu_has_its_help() -> None:
    assert [each.key for each in menu("/")] == list(HELP)


@pytest.mark.parametrize("name", HELP)
def test_help_is_a_few_lines_and_names_commands_that_are_there(name: str) -> None:
    assert 3 <= len(HELP[name].steps) <= 5
    for command in re.findall(r"zhida (\w+)", HELP[name].command):
        assert command in COMMANDS, command


def test_a_page_leads_to_its_own_help_and_the_help_back(database: str) -> None:
    enter("王芳")
    client = signed_in("王芳")
    assert 'class="help" href="/help/execution/"' in client.get("/execution/").content.decode()
    page = client.get("/help/execution/").content.decode()
    assert "时间进度" in page and "<kbd>Ctrl+K</kbd>" in page and 'href="/execution/?' in page
    assert client.get("/help/nothing/").status_code == 404
