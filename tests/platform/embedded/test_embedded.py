"""内置数据库: nobody enters without a password, and nothing that is killed leaves it unusable."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zhida.platform import embedded
from zhida.platform.embedded import cluster
from zhida.platform.embedded.programs import account
from zhida.platform.errors import NotReady

ASK = (
    "import sys; from pathlib import Path; from zhida.platform import embedded; import psycopg\n"
    "address = embedded.start(Path(sys.argv[1]))\n"
    "print(psycopg.connect(address).execute('SELECT pg_postmaster_start_time()').fetchone()[0])\n"
)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that the system account of root's server may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="zhida-em-"))
    yield folder
    embedded.stop(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(place: Path) -> Iterator[Path]:
    """A folder with a server that was made once."""
    yield place / "postgres"
    embedded.stop(place / "postgres")


def postmaster(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def is_running(folder: Path) -> bool:
    return (folder / "postmaster.pid").exists()


def test_who_reaches_the_socket_without_a_password_is_refused(folder: Path) -> None:
    address = embedded.start(folder)
    without = address.replace(cluster.password(folder), "")
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(without)
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(address.replace(cluster.password(folder), "guessed"))


def test_the_password_and_the_socket_are_closed_to_others(folder: Path) -> None:
    embedded.start(folder)
    assert cluster.secret_file(folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / cluster.SOCKET).stat().st_mode & 0o077 == 0


def test_nothing_listens_on_the_network_and_commits_reach_the_disk(folder: Path) -> None:
    with psycopg.connect(embedded.start(folder)) as connection:
        asked = ("listen_addresses", "fsync", "synchronous_commit", "password_encryption")
        found = connection.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(asked)]
        ).fetchall()
    assert dict(found) == {
        "listen_addresses": "",
        "fsync": "on",
        "synchronous_commit": "on",
        "password_encryption": "scram-sha-256",
    }


def test_it_stops_with_its_last_user_and_not_before(folder: Path) -> None:
    embedded.start(folder)
    subprocess.run([sys.executable, "-c", ASK, folder], check=True, capture_output=True)
    assert is_running(folder)
    embedded.stop(folder)
    assert not is_running(folder)


def test_processes_that_start_at_once_share_one_server() -> None:
    place = Path(tempfile.mkdtemp(prefix="zhida-em-"))
    try:
        started = [
            subprocess.Popen(
                [sys.executable, "-c", ASK + "input()", place / "postgres"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        since = set()
        for each in started:
            assert each.stdout is not None
            since.add(each.stdout.readline())
        assert len(since) == 1 and since != {""}
        for each in started:
            each.communicate("\n", timeout=60)
        assert not is_running(place / "postgres")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def test_a_client_that_was_killed_is_not_waited_for(folder: Path) -> None:
    client = subprocess.Popen(
        [sys.executable, "-c", ASK + "input()", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert client.stdout is not None
    client.stdout.readline()
    client.send_signal(signal.SIGKILL)
    client.communicate()
    assert is_running(folder)
    embedded.start(folder)
    embedded.stop(folder)
    assert not is_running(folder)


def test_a_server_that_was_killed_starts_again_with_what_was_committed(folder: Path) -> None:
    with psycopg.connect(embedded.start(folder)) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept AS SELECT 1 AS fen")
        connection.commit()
        os.kill(postmaster(folder), signal.SIGKILL)
    with psycopg.connect(embedded.start(folder)) as connection:
        assert connection.execute("SELECT fen FROM kept").fetchone() == (1,)


def test_the_number_of_a_dead_server_that_another_program_has_now_is_no_hindrance(
    folder: Path,
) -> None:
    embedded.start(folder)
    embedded.stop(folder)
    lines = (str(os.getpid()), str(folder), "1712346200", "5432", str(folder), "", "  1 2", "ready")
    (folder / "postmaster.pid").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert embedded.start(folder).startswith("postgresql://")


def test_a_lost_password_is_made_anew_for_who_owns_the_folder(folder: Path) -> None:
    embedded.start(folder)
    embedded.stop(folder)
    before = cluster.password(folder)
    cluster.secret_file(folder).unlink()
    address = embedded.start(folder)
    assert cluster.password(folder) != before
    psycopg.connect(address).close()


def test_a_password_that_is_not_the_servers_is_told(folder: Path) -> None:
    embedded.start(folder)
    embedded.stop(folder)
    file = cluster.secret_file(folder)
    right = file.read_text(encoding="ascii")
    file.write_text("another\n", encoding="ascii")
    try:
        with pytest.raises(NotReady, match=r"口令文件 .* 与数据库不符"):
            embedded.start(folder)
    finally:
        file.write_text(right, encoding="ascii")
    assert not is_running(folder)


def test_data_of_another_postgresql_are_left_alone(folder: Path) -> None:
    embedded.start(folder)
    embedded.stop(folder)
    version = folder / "PG_VERSION"
    right = version.read_text(encoding="ascii")
    version.write_text("16\n", encoding="ascii")
    try:
        with pytest.raises(NotReady, match=r"是 PostgreSQL 16 的数据.*pg_dump"):
            embedded.start(folder)
    finally:
        version.write_text(right, encoding="ascii")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="zhida-em-")) / "postgres"
    try:
        folder.mkdir()
        (folder / "工资表.xlsx").touch()
        with pytest.raises(NotReady, match="里有别的文件"):
            embedded.start(folder)
        assert [each.name for each in folder.iterdir()] == ["工资表.xlsx"]
    finally:
        shutil.rmtree(folder.parent)


def test_a_path_that_is_too_long_for_a_socket_gets_a_short_private_one() -> None:
    place = Path(tempfile.mkdtemp(prefix="zhida-em-"))
    folder = place / ("很长的文件夹名" * 5) / "it's 数 据" / "postgres"
    try:
        folder.parent.mkdir(parents=True)
        for each in (folder.parent, *folder.parent.parents[:2]):
            each.chmod(0o711)
        with psycopg.connect(embedded.start(folder)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        socket = cluster.socket_folder(folder, account())
        assert len(os.fsencode(socket / cluster.SOCKET)) <= 107
        assert socket.stat().st_mode & 0o077 == 0
        embedded.stop(folder)
        shutil.rmtree(socket)
    finally:
        embedded.stop(folder)
        shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("name", ['引"号', "美$元", "逗,号"])
def test_a_path_that_the_server_can_not_be_told_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotReady, match="不能处理的字符"):
        embedded.start(tmp_path / name / "postgres")
    assert not (tmp_path / name).exists()


def test_a_full_disk_is_named() -> None:
    said = "initdb: error: could not write to file: No space left on device"
    assert cluster.told(said).startswith("磁盘已满，请清理后重试")
