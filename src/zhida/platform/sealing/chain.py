"""区块链 chain: blocks of rows, each with the hash of the one before; recomputed in constant memory.

A chain stands in two tables, `<name>_block` and `<name>_sealed`, that its app's SQL
makes; the hashes are made here, so that no function of the server vouches for its own rows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db import connection

from zhida.core.ledger.sealing import GENESIS, Algorithm, block_hash
from zhida.platform.sealing.faults import Fault
from zhida.platform.sealing.head import Head

NATION = "100000"
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Block:
    """区块: the end of a chain; number 0 before the first."""

    number: int
    hash: bytes


class Member(Protocol):
    """封存的一行: the block that holds it, the hash that was sealed, and that of its rows as they are now."""

    @property
    def block(self) -> int: ...
    @property
    def stated(self) -> bytes: ...
    def hashed(self, algorithm: Algorithm) -> bytes: ...


M = TypeVar("M", bound=Member)


@dataclass(frozen=True, slots=True)
class Chain:
    """链: `name` begins its tables' names; `counted` is the column of a block that says how many
    rows it seals, `member` what such a row is called (张凭证), `restore` what is done about a wrong one.
    """

    name: str
    counted: str
    member: str
    restore: str

    @property
    def lock(self) -> int:
        """The number under which sealers of this chain take turns."""
        return int.from_bytes(b"ZHSE" + self.name.encode()[:3], "big")

    def take_turn(self) -> None:
        """Waits for another sealer; holds until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [self.lock])

    def last_block(self) -> Block:
        """The end of the chain."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT number, hash FROM {self.name}_block ORDER BY number DESC LIMIT 1"
            )
            row = cursor.fetchone()
        return Block(row[0], bytes(row[1])) if row else Block(0, GENESIS)

    def head(self) -> Head:
        """封存首: the end of the chain as it is now, to be signed and held outside."""
        last = self.last_block()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(sum({self.counted}), 0), now() FROM {self.name}_block")
            members, now = cursor.fetchone()
        return Head(last.number, last.hash, members, now, self.name)

    def broken(
        self,
        members: Callable[[int, int], Iterator[M]],
        changed: Callable[[M], Fault],
        counted: Callable[[int], None],
        head: Head | None,
    ) -> Generator[Fault, None, int | None]:
        """断链: rows other than sealed, blocks other than their rows, and a foreign head.

        `members` streams what the blocks from one number to another hold, in order.
        `changed` is asked of the first wrong row of some blocks, `counted` hears how
        many rows each block has. Returns the block that the head confirmed.
        """
        at_head = GENESIS if head is not None and head.block == 0 else None
        end, last = 0, GENESIS
        while chunk := self._blocks(end):
            wrong: M | None = None
            stream = members(chunk[0][0], chunk[-1][0])
            waiting: M | None = next(stream, None)
            for number, previous, stored, count, algorithm in chunk:
                if number != end + 1:
                    yield self._fault(end + 1, "number", "区块不在库里，链条中断")
                elif previous != last:
                    yield self._fault(number, "previous", "所记的上一块摘要与上一块不符")
                hashes: list[bytes] = []
                while waiting is not None and waiting.block < number:
                    waiting = next(stream, None)  # of a block that has gone
                while waiting is not None and waiting.block == number:
                    hashes.append(waiting.stated)
                    if wrong is None and waiting.hashed(algorithm) != hashes[-1]:
                        wrong = waiting
                    waiting = next(stream, None)
                if block_hash(previous, number, hashes, algorithm) != stored:
                    yield self._other_rows(number, len(hashes), count)
                counted(len(hashes))
                if head is not None and number == head.block:
                    at_head = stored
                end, last = number, stored
            if wrong is not None:  # only now that the stream has ended can the database be asked
                yield changed(wrong)
        if head is None:
            return None
        yield from self._head_fault(head, at_head, end)
        return head.block if at_head == head.hash else None

    def _blocks(self, after: int) -> list[tuple[int, bytes, bytes, int, Algorithm]]:
        """The next few blocks: number, previous hash, hash, how many rows, and by which algorithm."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT number, previous, hash, {self.counted}, algorithm FROM {self.name}_block"
                " WHERE number > %s ORDER BY number LIMIT %s",
                [after, _AT_ONCE],
            )
            return [
                (number, bytes(previous), bytes(own), count, Algorithm(algorithm))
                for number, previous, own, count, algorithm in cursor.fetchall()
            ]

    def _other_rows(self, number: int, found: int, count: int) -> Fault:
        if found == count:
            return self._fault(number, "hash", f"与所封存的{self.member[1:]}不符")
        return self._fault(
            number, self.counted, f"封存时有{count}{self.member}，现有{found}{self.member[0]}"
        )

    def _head_fault(self, head: Head, found: bytes | None, end: int) -> Iterator[Fault]:
        when = head.taken_at.astimezone().strftime("%Y-%m-%d %H:%M")
        if found is None:
            yield self._fault(
                head.block,
                "number",
                f"{when}取走的封存首在第{head.block}块，库里只到第{end}块："
                "数据库是更早的备份，或后来的区块被删去",
                "请查明何时、由谁恢复了备份，并从最新的备份恢复",
            )
        elif found != head.hash:
            yield self._fault(
                head.block,
                "hash",
                f"与{when}取走的封存首不同：封存后被整体改写，或封存首属于另一个库",
                "请保留现场，从取走封存首之后的备份恢复",
            )

    def _fault(self, number: int, field: str, sentence: str, mend: str = "") -> Fault:
        table = f"{self.name}_block"
        return Fault("chain", table, None, number, field, sentence, mend or self.restore)
