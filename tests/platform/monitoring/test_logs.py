"""日志: one line of JSON each; whatever somebody sends can neither begin a line nor be read there."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.accounts.people import enter, signed_in

from zhida.platform.errors import NotReady
from zhida.platform.monitoring import logs
from zhida.platform.monitoring.logs import OneLine, configure, event, pseudonym


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of this process in a file; afterwards as it was."""
    names = ("", "zhida", "django", "django.request", "django.server", "waitress")
    loggers = [logging.getLogger(name) for name in names]
    before = [(each.handlers[:], each.level, each.propagate) for each in loggers]
    file = tmp_path / "zhida.log"
    configure("info", file)
    yield file
    for handler in logging.getLogger().handlers:
        handler.close()
    for each, (handlers, level, propagate) in zip(loggers, before, strict=True):
        each.handlers[:], each.level, each.propagate = handlers, level, propagate


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("ascii").splitlines()]


def test_a_request_is_one_line_without_path_query_or_name(database: str, log: Path) -> None:
    user = enter("张三")
    signed_in("张三").get("/desk/", {"q": "身份证号\r\n{}"})
    [line] = [each for each in lines(log) if each.get("route") == "desk"]
    assert (line["route"], line["status"], line["method"]) == ("desk", 200, "GET")
    assert line["user"] == pseudonym(user.pk) and isinstance(line["sql"], int) and line["sql"] > 0
    text = log.read_text("ascii")
    assert "desk/" not in text and "\\u5f20" not in text and "\\u8eab" not in text


def test_an_error_tells_its_type_and_place_but_not_its_words(
    database: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise ValueError("of zhangsan, 110101199001011234\nforged")

    monkeypatch.setattr("zhida.platform.monitoring.readiness.last_verified", broken)
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    assert client.get("/ready").status_code == 500
    told = lines(log)
    assert any(each.get("error") == "ValueError" for each in told)
    assert any(each.get("route") == "ready" and each["status"] == 500 for each in told)
    assert "zhangsan" not in log.read_text("ascii") and "1101" not in log.read_text("ascii")


def test_a_stranger_s_host_name_is_not_written_down(database: str, log: Path) -> None:
    assert Client(headers={"host": "evil.example\n"}).get("/").status_code == 400
    assert "evil" not in log.read_text("ascii")


@given(st.text(), st.text())
def test_no_text_makes_a_second_line(text: str, name: str) -> None:
    record = logging.LogRecord("zhida", logging.INFO, "", 0, "request", None, None)
    record.fields = {"value": text, "other": {name: [text]}}
    line = OneLine().format(record)
    assert len(line.splitlines()) == 1 and line.isascii()
    assert json.loads(line)["value"] == text


@given(st.text())
def test_what_libraries_fill_into_their_messages_is_left_out(text: str) -> None:
    record = logging.LogRecord("django", logging.ERROR, "", 0, "of %s", (text,), None)
    assert json.loads(OneLine().format(record))["pattern"] == "of %s"
    made = logging.LogRecord(
        "waitress", logging.ERROR, "", 0, f"of {text}".replace("%", ""), (), None
    )
    assert json.loads(OneLine().format(made))["pattern"] == ""


def test_the_level_is_what_was_asked_for(log: Path) -> None:
    configure("warning", log)
    event("quiet")
    event("loud", logging.WARNING)
    assert [each["event"] for each in lines(log)] == ["loud"]
    assert log.stat().st_mode & 0o007 == 0


def test_a_log_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="ZHIDA_LOG_FILE"):
        configure("info", tmp_path / "nowhere" / "zhida.log")


def test_two_users_have_two_names_and_one_user_one() -> None:
    assert logs.pseudonym(1) == logs.pseudonym(1) != logs.pseudonym(2)
    assert len(logs.pseudonym(1)) == 12
