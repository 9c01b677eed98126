"""清单 manifest: what is in a backup, so that nothing of it can be missing or changed unnoticed."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field

from zhida.platform.errors import NotReady

FORMAT = "zhida-backup-1"


@dataclass(frozen=True, slots=True)
class Part:
    """部分: a member of the file by name, with the size and SHA-256 of what it holds unpacked."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """表: its columns in the order of the rows, and how many rows there are."""

    name: str
    columns: tuple[str, ...]
    rows: int

    @property
    def part(self) -> str:
        """The member that holds its rows."""
        return f"tables/{self.name}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """清单: of one moment: `blocks` and `head` are the ledger's height and its last hash (hexadecimal).

    `migrations` are "app.name"; `sequences` the last number that each has drawn.
    `key` names the secret key without giving it away, "" where none is known.
    """

    taken_at: datetime.datetime
    version: str
    server: int
    migrations: tuple[str, ...]
    blocks: int
    head: str
    key: str
    sequences: dict[str, int] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(each.rows for each in self.tables)

    def to_json(self) -> bytes:
        """As it stands in the file."""
        said = asdict(self) | {"format": FORMAT, "taken_at": self.taken_at.isoformat()}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def from_json(raw: bytes) -> Manifest:
    """读清单: what `to_json` made. Raises `NotReady` for anything else."""
    try:
        said = json.loads(raw)
        if said.pop("format") != FORMAT:
            raise ValueError
        tables = (
            Table(each["name"], tuple(each["columns"]), each["rows"]) for each in said.pop("tables")
        )
        parts = (Part(**each) for each in said.pop("parts"))
        return Manifest(
            taken_at=datetime.datetime.fromisoformat(said.pop("taken_at")),
            migrations=tuple(said.pop("migrations")),
            tables=tuple(tables),
            parts=tuple(parts),
            **said,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NotReady(
            "备份的清单（manifest.json）读不懂：文件已损坏，或不是本程序的备份"
        ) from wrong
