"""zhida publish: the files for the public, the list for the reviewer, the refusal with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app
from zhida.platform.configuration import configuration

pytestmark = pytest.mark.usefixtures("no_installation")
NOTICES = Path(__file__).resolve().parents[3] / "shared" / "notices"


@pytest.fixture
def no_installation(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer with neither a database nor the address of one."""
    monkeypatch.delenv("ZHIDA_DATABASE_URL")
    configuration.cache_clear()
    yield
    monkeypatch.undo()
    configuration.cache_clear()


def publish(stem: str, out: Path, *more: str) -> Result:
    (path,) = NOTICES.glob(f"{stem}_*.txt")
    arguments = ["publish", str(path), "--out", str(out), *more]
    return CliRunner().invoke(app, arguments, catch_exceptions=False, env={"COLUMNS": "200"})


def test_the_telephone_is_gone_and_told_and_three_files_stand(tmp_path: Path) -> None:
    made = publish("001", tmp_path, "--json")
    assert made.exit_code == 0
    (told,) = json.loads(made.stdout)["published"]
    assert [each["words"] for each in told["removals"]] == ["（3019051）"]
    assert {path.suffix for path in tmp_path.iterdir()} == {".docx", ".pdf", ".xlsx"}
    (letter,) = tmp_path.glob("*.docx")
    text = "\n".join(each.text for each in docx.Document(str(letter)).paragraphs)
    assert "3019051" not in text
    assert "2101502" in text
    assert "60万元" in text


def test_what_is_only_given_on_request_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    refused = publish("003", tmp_path / "out")
    assert refused.exit_code == 1
    assert "依申请公开" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_a_table_by_region_raises_no_doubt(tmp_path: Path) -> None:
    assert "请核对" not in publish("004", tmp_path).stdout
    assert "没有分地区的分配表" in publish("002", tmp_path).stdout


def test_without_an_installation_it_says_that_nobody_was_asked(tmp_path: Path) -> None:
    made = publish("001", tmp_path)
    assert made.exit_code == 0
    assert "没有装系统：只处理文件，没有查权限，没有记日志" in made.stderr
    refused = publish("001", tmp_path / "out", "--as", "审核人乙")
    assert refused.exit_code == 2
    assert not (tmp_path / "out").exists()
