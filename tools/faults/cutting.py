"""The line is cut after the server committed and before the client hears of it."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.db import OperationalError, connections

from faults.machine import Machine
from faults.money import book, issued
from zhida.platform import database as databases
from zhida.platform.ledger.verifying import verify


@dataclass
class Cuts:
    """What the rounds showed."""

    rounds: int = 0
    cut: int = 0
    replayed: int = 0
    clean: bool = True


def cut_lines(machine: Machine, rounds: int) -> Cuts:
    """Book through a line that breaks at the commit's answer, then book the same again."""
    told = Cuts()
    options = dict(parse_qsl(urlsplit(machine.admin).query))
    for number in range(rounds):
        told.rounds += 1
        connections.close_all()
        with _Line(f"{options['host']}/.s.PGSQL.{options.get('port', 5432)}") as line:
            settings = connections["default"].settings_dict
            settings["HOST"], settings["PORT"] = "127.0.0.1", str(line.port)
            try:
                book(issued(number, 100, "cut"))
            except OperationalError:
                told.cut += 1
            machine.point_at(databases.NAME)
        (again,) = book(issued(number, 100, "cut"))
        told.replayed += again.replayed
    told.clean = verify().clean
    return told


class _Line:
    """Passes everything on, but for what the server says to COMMIT: there it hangs up."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> _Line:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            client, _ = self._listener.accept()
            self._listener.close()  # Django tries again at once: that fails too
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            committing = threading.Event()
            threading.Thread(
                target=_pass_on, args=(client, server, committing), daemon=True
            ).start()
            while answer := server.recv(65536):
                if committing.is_set():
                    break  # the server has committed: this is its answer
                client.sendall(answer)
            client.shutdown(socket.SHUT_RDWR)
            client.close()
            server.close()


def _pass_on(client: socket.socket, server: socket.socket, committing: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while said := client.recv(65536):
            if b"COMMIT" in said:
                committing.set()
            server.sendall(said)
