"""病种付费接口: lists of the interface go in, its own answers come out; nothing is kept of them."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.engines.dip.test_reading import WIRE
from tests.platform.api.calling import System, system

from zhida.engines.dip.directory import directory_text, parse_directory
from zhida.platform.api.models import KeyedWrite
from zhida.platform.dip import installed

TEXT = "code,name,layer,dx,main\nJC1,急性阑尾炎,BASIC,K35.8,\nJC2,阑尾炎手术,BASIC,K35.8,00.0100\n"
NOW = datetime.datetime(2025, 3, 3, tzinfo=datetime.UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder without a directory in force."""
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    return tmp_path


@pytest.fixture
def directory(home: Path) -> str:
    """A directory in force, with a code table; its version."""
    (home / "目录.csv").write_text(directory_text(parse_directory(TEXT, "目录.csv")), "utf-8")
    codes = home / "codes"
    codes.mkdir()
    (codes / "properties.csv").write_text("code,property\n00.0100x008,手术\n", "utf-8")
    (codes / "diagnoses.csv").write_text("code,name\nK35.800,阑尾炎\n", "utf-8")
    return installed.install(home / "目录.csv", codes, None, {}, NOW).version


@pytest.fixture
def caller(database: str) -> System:
    return system()


def one(number: str = "1", **changed: Any) -> dict[str, Any]:
    """A list as a hospital sends it."""
    made = copy.deepcopy(WIRE)
    made["setlinfo"] |= {"setl_id": number, "fixmedins_name": "某院"}
    return made | changed


def test_one_list_is_grouped_with_its_trace(caller: System, directory: str) -> None:
    status, told = caller.post("/dip/group?trace=true", one())
    assert (status, told["version"]) == (200, directory)
    (row,) = told["results"]
    assert (row["setl_id"], row["psn_no"], row["fixmedins_name"]) == ("1", "p", "某院")
    assert (row["grp_stas"], row["dip_dise_grp_code"], row["nuld_flag"]) == ("1", "JC2", "0")
    assert (row["grp_diag_code"], row["oprn_grp_code"]) == ("K35.800", "00.0100x008")
    assert row["trace"][-1]["rule"] == "JC2 阑尾炎手术"
    assert row["trace"][-1]["place"] == "directory.csv 第3行"
    assert caller.post("/dip/group", one())[1]["results"][0]["trace"] == []


def test_a_batch_is_answered_in_its_order_and_a_bad_list_says_why(
    caller: System, directory: str
) -> None:
    lists = [one("3", oprninfo=[]), one("1", diseinfo=[]), one("2", iteminfo=[{"amt": "x"}])]
    status, told = caller.post("/dip/groups", {"lists": lists})
    assert status == 200
    found = [(row["setl_id"], row["grp_stas"], row["dip_dise_grp_code"]) for row in told["results"]]
    assert found == [("3", "1", "JC1"), ("1", "0", ""), ("2", "0", "")]
    remarks = [row["remarks"] for row in told["results"]]
    assert remarks[0] == ""
    assert remarks[1].startswith("Q08 没有主要诊断")
    assert remarks[2].startswith("Q10 总费用缺失")
    assert not KeyedWrite.objects.exists()


def test_quality_is_answered_as_3607(caller: System, directory: str) -> None:
    faulty = one("2", diseinfo=[{"diag_code": "A00.000", "maindiag_flag": "1"}])
    status, told = caller.post("/dip/quality", {"lists": [faulty, one("1")]})
    assert status == 200
    first, second = told["results"]
    assert (first["setl_id"], first["qltctrl_rslt"], first["retn_flag"]) == ("2", "0", "1")
    assert {
        "exam_data_fld": "diag_code",
        "qltctrl_chk_rslt": "Z04 诊断代码不在代码表中",
        "err_lv": "3",
        "retn_flag": "1",
        "init_val": "A00.000",
    } in first["detl_list"]
    assert "diag_code" not in {each["exam_data_fld"] for each in second["detl_list"]}


def test_lists_that_setl_id_does_not_tell_apart_are_refused(caller: System, directory: str) -> None:
    for lists, told in (
        ([one("1"), one("1")], "第2份清单的setl_id与前面的重复"),
        ([one(" ")], "第1份清单没有setl_id"),
    ):
        status, answer = caller.post("/dip/groups", {"lists": lists})
        assert (status, answer["message"]) == (422, told)
    assert caller.post("/dip/groups", {"lists": [one(str(n)) for n in range(201)]})[0] == 422


def test_without_a_directory_it_is_said_how_to_install_one(caller: System, home: Path) -> None:
    status, told = caller.post("/dip/group", one())
    assert (status, told["code"], told["message"]) == (409, "no_directory", "还没有启用病种目录")
    assert "zhida dip install" in told["hint"]
    assert caller.get("/dip/directories")[1] == {"versions": []}


def test_the_directories_are_told_and_the_one_in_force(caller: System, directory: str) -> None:
    (told,) = caller.get("/dip/directories")[1]["versions"]
    assert (told["version"], told["in_force"], told["groups"]) == (directory, True, 2)
    assert set(told["files"]) == {"directory.csv", "codes/properties.csv", "codes/diagnoses.csv"}
