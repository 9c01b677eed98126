"""A server of our own in a folder of our own, and the ways to hurt it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connections

from zhida.platform import database as databases


@dataclass
class Machine:
    """A server with a migrated database; Django's connections reach it while it runs."""

    folder: Path
    admin: str = ""

    def start(self) -> None:
        """Start it, or start it again after a crash."""
        connections.close_all()
        self.admin = databases.start(self.folder)
        databases.prepare(self.admin, databases.NAME)
        self.point_at(databases.NAME)

    def point_at(self, name: str) -> None:
        """Let Django's connections reach another database of it."""
        connections.close_all()
        for alias, role in (("default", databases.APP), ("owner", databases.OWNER)):
            settings = databases.django_settings(databases.as_role(self.admin, role, name))
            connections[alias].settings_dict.update(settings)

    def superuser(self, name: str = databases.NAME) -> str:
        """The superuser's connection string for a database of it."""
        return databases.as_role(self.admin, "postgres", name)

    def stop(self) -> None:
        """Stop it as one should."""
        connections.close_all()
        databases.stop(self.folder)

    def hurry(self, on: bool) -> None:
        """Let it skip the disk, for what no crash is part of; or write through again."""
        with psycopg.connect(self.superuser("postgres"), autocommit=True) as superuser:
            if not on:
                superuser.execute("CHECKPOINT")
            superuser.execute(f"ALTER SYSTEM SET fsync = {'off' if on else 'on'}".encode())
            superuser.execute("SELECT pg_reload_conf()")

    def kill(self) -> None:
        """kill -9 of the server, which this process started: its number is in its own folder."""
        pid = int((self.folder / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
        os.kill(pid, signal.SIGKILL)
        while _runs(pid):
            time.sleep(0.005)

    def kill_backends(self, role: str) -> int:
        """kill -9 of the processes that serve a role here; the server then restarts itself."""
        with psycopg.connect(self.superuser()) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = %s AND backend_type ="
                " 'client backend'",
                [role],
            ).fetchall()
        for (pid,) in found:
            os.kill(pid, signal.SIGKILL)
        return len(found)

    def wait(self) -> None:
        """Until it takes connections again."""
        connections.close_all()
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.superuser(), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def _runs(pid: int) -> bool:
    """A server that was killed stays as a zombie where nobody waits for it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
