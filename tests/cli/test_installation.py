"""安装: one computer, from nothing to pages, by the commands that a person types."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


class Computer:
    """A data folder, and the commands typed beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        clean = {name: each for name, each in os.environ.items() if not name.startswith("ZHIDA_")}
        clean.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = clean | {
            "ZHIDA_DATA_FOLDER": str(folder),
            "COLUMNS": "200",
            "NO_COLOR": "1",
            "PYTHONWARNINGS": "error::UserWarning",  # platformdirs speaks up about XDG_RUNTIME_DIR
        }
        self.environment.pop("XDG_RUNTIME_DIR", None)

    def type(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "zhida", *words],
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def computer() -> Iterator[Computer]:
    place = Path(tempfile.mkdtemp(prefix="zhida-cli-"))
    place.chmod(0o711)  # where root runs this, the server's account must pass through
    yield Computer(place / "data")
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def ready(computer: Computer) -> Computer:
    """A computer on which `zhida init` ran, with two people."""
    done = computer.type(
        "init", "--agency", "650100-finance", "--user", "张三", "--reviewer", "李四"
    )
    assert done.returncode == 0, done.stderr
    return computer


def test_before_anything_is_made_doctor_says_what_to_run(computer: Computer) -> None:
    if computer.folder.exists():
        pytest.fail("this is the first test of the file")
    done = computer.type("doctor")
    assert done.returncode == 1
    assert "还没有建立数据库" in done.stdout and "请运行 zhida init" in done.stdout
    assert not computer.folder.exists()


def test_commands_before_init_name_init(computer: Computer) -> None:
    place = Path(tempfile.mkdtemp(prefix="zhida-cli-"))
    place.chmod(0o711)  # where root runs this, the server's account must pass through
    try:
        done = Computer(place / "data").type("regions", "乌鲁木齐")
        assert (done.returncode, done.stdout) == (2, "")
        assert "还没有系统，请先运行 zhida init" in done.stderr
        assert str(place / "data") in done.stderr and not (place / "data").exists()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def test_init_says_what_it_did_and_what_next_and_does_nothing_twice(ready: Computer) -> None:
    again = ready.type(
        "init", "--agency", "乌鲁木齐市财政局", "--user", "张三", "--reviewer", "李四"
    )
    assert again.returncode == 0 and again.stderr == ""
    assert "数据表：已是最新" in again.stdout
    assert "用户：张三（经办）早已登记" in again.stdout
    assert "接下来：zhida doctor" in again.stdout
    assert ready.type("migrate").stdout == "数据表已是最新，权限、科目和区划已刷新。\n"


def test_the_data_folder_is_closed_to_others(ready: Computer) -> None:
    assert ready.folder.stat().st_mode & 0o066 == 0
    for each in ready.folder.iterdir():
        assert each.stat().st_mode & 0o077 == 0, each.name


def test_a_user_without_an_agency_is_refused(ready: Computer) -> None:
    done = ready.type("init", "--user", "王五")
    assert done.returncode == 2 and "须写明单位" in done.stderr


def test_doctor_finds_nothing_wrong_in_what_init_made(ready: Computer) -> None:
    done = ready.type("doctor", "--json")
    checks = json.loads(done.stdout)
    assert [each for each in checks if each["state"] in ("fault", "unknown")] == []
    assert done.returncode == 0
    assert {each["code"] for each in checks} >= {
        "python", "clock", "data", "folder", "disk", "fonts", "office", "postgresql", "app-role",
        "owner-role", "ownership", "rights", "row-security", "triggers", "durability",
        "migrations", "regions", "users", "server-clock", "seals", "payment-totals",
    }  # fmt: skip


def test_units_are_registered_found_and_listed(ready: Computer) -> None:
    made = ready.type("agencies", "add", "甲医院", "--region", "650102", "--as", "张三")
    assert made.stdout == "已登记：650102-unit-0001 甲医院\n"
    assert "650102-unit-0001" in ready.type("agencies", "find", "甲医院").stdout
    assert "甲医院" in ready.type("agencies", "list", "650102", "--as", "李四").stdout
    refused = ready.type("agencies", "add", "乙医院", "--region", "440100", "--as", "张三")
    assert refused.returncode == 2 and "限于本区划及其下级" in refused.stderr


def test_whoever_looks_for_a_code_finds_it_whole_and_needs_no_name(ready: Computer) -> None:
    found = ready.type("agencies", "find", "甘泉堡", "医疗保障").stdout
    assert "650100950-medical-security" in found and "…" not in found


def test_among_two_people_one_must_be_named(ready: Computer) -> None:
    done = ready.type("agencies", "list")
    assert done.returncode == 2
    assert "请用 --as 指明由谁办理。现有用户：张三（经办）、李四（审核）" in done.stderr


def test_regions_are_found_by_what_people_call_them(ready: Computer) -> None:
    done = ready.type("regions", "沙区")
    assert done.stdout.splitlines()[0].split() == ["650103", "新疆维吾尔自治区乌鲁木齐市沙依巴克区"]
    assert done.stderr == ""


def test_pages_are_served_to_this_machine_alone_until_they_are_stopped(ready: Computer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [sys.executable, "-m", "zhida", "serve", "--port", str(port)],
        env=ready.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert fetched(f"http://127.0.0.1:{port}/health").startswith('{"status": "alive"')
        page = fetched(f"http://127.0.0.1:{port}/")
        assert "直达" in page and "<dt>区划</dt>" in page
        assert "font" in fetched(f"http://127.0.0.1:{port}/static/zhida/zhida.css")
        taken = ready.type("serve", "--port", str(port))
        assert taken.returncode == 2 and f"端口 {port} 不能使用" in taken.stderr
    finally:
        serving.send_signal(signal.SIGTERM)
        _, said = serving.communicate(timeout=60)
    assert serving.returncode == 0
    assert f"网页已打开：http://127.0.0.1:{port}/" in said and "已停止。" in said
    assert not (ready.folder / "postgres" / "postmaster.pid").exists()


def fetched(address: str) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_the_script_for_an_administrator_needs_no_database(computer: Computer) -> None:
    done = computer.type("init", "--sql", ZHIDA_DATA_FOLDER="/nonexistent")
    assert done.returncode == 0
    assert 'CREATE ROLE "zhida_app"' in done.stdout and "PASSWORD" not in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ZHIDA_DATABASE_URL", "mysql://root@localhost/zhida", "只支持 PostgreSQL"),
        ("ZHIDA_DATABASE_URL", "postgresql://zhida_app:geheim@127.0.0.1:1/zhida", "数据库连接中断"),
        ("ZHIDA_DATABASE_URL", "postgresql://[", "写法有误"),
        ("ZHIDA_DATABSE_URL", "postgresql://db/zhida", "没有名为 ZHIDA_DATABSE_URL 的设置"),
        ("ZHIDA_DEBUG", "vielleicht", "配置有误（debug"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    computer: Computer, name: str, value: str, said: str
) -> None:
    done = computer.type("regions", "乌鲁木齐", **{name: value})
    assert "Traceback" not in done.stderr and "geheim" not in done.stderr
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
