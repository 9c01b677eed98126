"""A PostgreSQL of the system's for the tests, in the place of the one that comes in a wheel.

`TEST_POSTGRESQL=/usr/lib/postgresql/15/bin` names the folder of its programs.
"""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhida.platform.embedded.programs import account

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
shared_buffers = 256MB
jit = off
# The tests' data may be lost with the machine.
fsync = off
full_page_writes = off
synchronous_commit = off
"""


@contextmanager
def installed_server(programs: Path, folder: Path) -> Iterator[str]:
    """A cluster in an empty folder, by an account that isn't root; its superuser's address."""
    by = account()

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), *arguments],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server would keep it open.
            stdout=subprocess.DEVNULL,
            stderr=None,
            check=False,
            timeout=120,
            user=by.uid if by else None,
            group=by.gid if by else None,
            extra_groups=[] if by else None,
        )
        assert not done.returncode, f"{program} ended with {done.returncode}"

    folder.mkdir(mode=0o700)
    secret, given = secrets.token_hex(16), folder.with_name("password")
    given.write_text(secret, encoding="ascii")
    data = folder / "data"
    if by:
        folder.parent.chmod(0o711)
        for each in (folder, given):
            os.chown(each, by.uid, by.gid)
    run("initdb", f"--pgdata={data}", "--username=postgres", f"--pwfile={given}",
        "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale")  # fmt: skip
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.format(folder=folder))
    run("pg_ctl", "start", "-D", str(data), "-l", str(folder / "log"), "-w")
    try:
        yield f"postgresql://postgres:{secret}@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "-D", str(data), "-m", "immediate", "-w")
