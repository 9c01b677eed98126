"""备份: what was there at one moment comes back whole, in another database, and proves to be the same."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql
from tests.platform.backup.copies import empty_database, owner_of
from tests.platform.ledger.desk import accepted, book, issued, receipt

from zhida.platform.backup import whole
from zhida.platform.backup.archive import reading
from zhida.platform.backup.dumping import back_up
from zhida.platform.backup.manifest import Manifest
from zhida.platform.backup.rehearsing import pointed_at
from zhida.platform.backup.restoring import load
from zhida.platform.backup.whole import examine_backup
from zhida.platform.configuration import Configuration
from zhida.platform.errors import NotReady
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.verifying import verify
from zhida.platform.migrating import migrate
from zhida.platform.scope import scope


@pytest.fixture
def configured(tmp_path: Path) -> Configuration:
    """An installation with a key of its own."""
    (tmp_path / "secret-key").write_text("the key of this installation", "ascii")
    return Configuration.model_construct(data_folder=tmp_path)


@pytest.fixture
def books(database: str) -> None:
    """A small ledger, half of it sealed."""
    with scope("650000"):
        book(receipt(1000), issued(300))
    seal()
    with scope("650000"):
        book(accepted(300), issued(200, ordinal=2))


def counts(address: str, names: Iterator[str] | list[str]) -> dict[str, int]:
    """Rows as the superuser sees them, past every guard."""
    with psycopg.connect(address) as connection:
        found = {}
        for name in names:
            row = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            ).fetchone()
            assert row is not None
            found[name] = row[0]
        return found


def taken(server: str, database: str, configured: Configuration, name: str = "b.backup") -> Path:
    file = configured.data_folder / name
    back_up(owner_of(server, database), configured, file)
    return file


def test_nothing_is_hidden_from_a_backup(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    """Row-level security binds the owner too: what it sees is compared with what there is."""
    with reading(taken(server, database, configured)) as backup:
        backup.check()
        said = {each.name: each.rows for each in backup.manifest.tables}
        assert said == counts(database, list(said))
        assert said["ledger_voucher"] == 4 and backup.manifest.blocks == 1
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') AND NOT relispartition"
        ).fetchall()
    assert {name for (name,) in tables} == set(said)


def test_a_backup_that_was_taken_while_others_booked_comes_back_as_of_one_moment(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    """The rehearsed restore: counts, the ledger's head and a full verification in another database."""
    stop = threading.Event()
    booked: list[int] = []

    def go_on_booking() -> None:
        try:
            while not stop.is_set():
                with scope("650000"):
                    book(receipt(1, ordinal=10 + len(booked)))
                booked.append(1)
                seal()
        finally:
            connections.close_all()

    others = threading.Thread(target=go_on_booking)
    others.start()
    try:
        while len(booked) < 3:
            stop.wait(0.01)
        before = len(booked)
        file = taken(server, database, configured)
        during = len(booked) - before
    finally:
        stop.set()
        others.join()
    assert during > 0  # nobody waited for the backup
    with reading(file) as backup, empty_database(server) as copy:
        backup.check()
        manifest = backup.manifest
        assert copy.owner is not None
        load(copy.owner, backup)
        with pointed_at(copy):
            assert migrate() == 0
            report = verify()
            assert report.faults == []
            assert report.blocks == manifest.blocks > 1
            found = counts(copy.owner, ["ledger_voucher"])
            assert found == {"ledger_voucher": 0}  # without a scope even the owner sees nothing
            # And it is a ledger to go on with: numbers follow those that were drawn.
            with scope("650000"):
                book(receipt(7, ordinal=999))
            seal()
            assert verify().faults == []
    assert sum(each.rows for each in manifest.tables if each.name == "ledger_voucher") < 4 + len(
        booked
    )


def test_the_backup_of_an_earlier_version_is_brought_up_to_date(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    with psycopg.connect(database, autocommit=True) as connection:  # before there were reports
        connection.execute("DROP TABLE reports_report, reports_reportfile, reports_reason CASCADE")
        connection.execute("DELETE FROM django_migrations WHERE app = 'reports'")
    with (
        reading(taken(server, database, configured)) as backup,
        empty_database(server) as copy,
    ):
        examine_backup(backup)
        assert copy.owner is not None
        load(copy.owner, backup)
        with pointed_at(copy):
            assert migrate() > 0
            assert verify().faults == []


def test_a_backup_of_a_later_version_is_refused(
    database: str, server: str, configured: Configuration
) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0099', now())"
        )
    with (
        reading(taken(server, database, configured)) as backup,
        pytest.raises(NotReady, match=r"本版本没有的更新（ledger\.0099等1项）"),
    ):
        examine_backup(backup)


def test_what_is_there_is_never_overwritten(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    with (
        reading(taken(server, database, configured)) as backup,
        pytest.raises(NotReady, match="恢复只写入空的数据库"),
    ):
        load(owner_of(server, database), backup)
    with pytest.raises(NotReady, match="备份不会覆盖"):
        taken(server, database, configured)


def damaged(file: Path, name: str) -> Path:
    """The same with one byte of a part turned over, on the disk."""
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo(name)
        header = 30 + len(name.encode()) + 20  # the local header, and zip64's field
        place = info.header_offset + header + info.compress_size // 2
    raw = bytearray(file.read_bytes())
    raw[place] ^= 0xFF
    other = file.with_name(f"damaged-{name.replace('/', '-')}")
    other.write_bytes(raw)
    return other


def changed(file: Path, name: str, content: bytes | None) -> Path:
    """The same with another content of a part, neatly packed; or without it."""
    other = file.with_name(f"changed-{name.replace('/', '-')}")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
            elif content is not None:
                new.writestr(each, content)
    return other


def test_a_damaged_file_is_refused_and_the_part_is_named(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    file = taken(server, database, configured)
    with reading(file) as backup:
        backup.check()
        parts = [
            "schema-before.sql",
            "tables/ledger_voucher",
            "tables/regions_region",
            "secret-key",
        ]
        assert set(parts) <= {each.name for each in backup.manifest.parts}
    for name in parts:
        for other in (
            damaged(file, name),
            changed(file, name, b"something else\n"),
            changed(file, name, None),
        ):
            with reading(other) as backup, pytest.raises(NotReady, match=f"“{name}”"):
                backup.check()
    for other in (
        changed(file, "manifest.json", b"{}"),
        changed(file, "manifest.json", None),
        damaged(file, "manifest.json"),
    ):
        with pytest.raises(NotReady, match="manifest"), reading(other):
            pass
    added = changed(file, "manifest.sha256", None)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(added, "a") as new:
        new.writestr("manifest.sha256", old.read("manifest.sha256"))
        new.writestr("tables/more", b"1\n")
    with reading(added) as backup, pytest.raises(NotReady, match="“tables/more”"):
        backup.check()


def test_a_file_that_was_cut_off_or_is_none_is_refused(
    books: None, server: str, database: str, configured: Configuration
) -> None:
    file = taken(server, database, configured)
    raw = file.read_bytes()
    for size in (0, 100, len(raw) // 2, len(raw) - 1):
        file.write_bytes(raw[:size])
        with pytest.raises(NotReady, match="已损坏"), reading(file) as backup:
            backup.check()
    with pytest.raises(NotReady, match="不能读取备份"), reading(file.with_name("nothing")):
        pass


def test_a_row_less_than_was_stated_leaves_the_database_empty(
    books: None,
    server: str,
    database: str,
    configured: Configuration,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with reading(taken(server, database, configured)) as backup, empty_database(server) as copy:
        true = backup.manifest
        tables = tuple(
            type(each)(each.name, each.columns, each.rows + (each.name == "ledger_transfer"))
            for each in true.tables
        )
        backup.manifest = Manifest(
            **{name: getattr(true, name) for name in Manifest.__slots__} | {"tables": tables}
        )
        assert copy.owner is not None
        with pytest.raises(NotReady, match="表 ledger_transfer 装入"):
            load(copy.owner, backup)
        backup.manifest = true
        load(copy.owner, backup)  # nothing of the first attempt is in the way


def test_the_key_comes_back_with_the_rest_and_is_nowhere_else(
    books: None, server: str, database: str, configured: Configuration, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file = taken(server, database, configured)
    assert file.stat().st_mode & 0o077 == 0
    other = Configuration.model_construct(data_folder=tmp_path / "other")
    other.data_folder.mkdir()
    (other.data_folder / "secret-key").write_text("made for the empty one", "ascii")
    with empty_database(server) as copy, pointed_at(copy):
        monkeypatch.setattr(whole, "owner_address", lambda configured: copy.owner)
        restored = whole.restore(file, other)
        assert restored.key and restored.report.faults == [] and restored.migrated == 0
    assert (other.data_folder / "secret-key").read_text("ascii") == "the key of this installation"
    with zipfile.ZipFile(file) as archive:
        assert b"the key of" not in archive.read("manifest.json")
