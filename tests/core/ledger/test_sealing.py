"""封存摘要: no two different vouchers, and no two different blocks, have one hash."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.ledger.encoding import encode
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.sealing import (
    GENESIS,
    TRANSFER,
    VOUCHER,
    Algorithm,
    block_hash,
    voucher_hash,
)

VALUE = st.one_of(st.none(), st.text(max_size=5), st.integers(), st.binary(max_size=5))


def decode(code: bytes) -> list[bytes | None]:
    """Reads an encoding back: the proof that it can be read in one way only."""
    values: list[bytes | None] = []
    while code:
        if code[:1] == b"-":
            values.append(None)
            code = code[1:]
            continue
        size, _, rest = code.partition(b":")
        values.append(rest[: int(size)])
        code = rest[int(size) :]
    return values


def raw(value: str | int | bytes | None) -> bytes | None:
    return value if value is None or isinstance(value, bytes) else str(value).encode()


@given(st.lists(VALUE, max_size=8))
def test_an_encoding_can_be_read_back(values: list[str | int | bytes | None]) -> None:
    assert decode(encode(*values)) == [raw(each) for each in values]


def test_long_values_are_encoded_with_their_length() -> None:
    assert encode("长" * 5000) == b"15000:" + "长".encode() * 5000


def test_every_value_of_a_voucher_and_its_transfers_counts() -> None:
    voucher = [f"v{n}" for n in range(len(VOUCHER))]
    rows = [[f"{row}t{n}" for n in range(len(TRANSFER))] for row in range(2)]
    whole = voucher_hash(voucher, rows)
    for place in range(len(voucher)):
        other = [*voucher]
        other[place] += "x"
        assert voucher_hash(other, rows) != whole
    for row in range(2):
        for place in range(len(TRANSFER)):
            others = [[*each] for each in rows]
            others[row][place] += "x"
            assert voucher_hash(voucher, others) != whole


def test_figures_and_their_digits_are_one_value() -> None:
    assert voucher_hash([2025, 1], [[5]]) == voucher_hash(["2025", b"1"], [["5"]])


def test_a_block_rests_on_the_one_before_its_number_and_the_order_of_its_vouchers() -> None:
    one, two = bytes(31) + b"1", bytes(31) + b"2"
    hashes = {
        block_hash(GENESIS, 1, [one, two]),
        block_hash(GENESIS, 1, [two, one]),
        block_hash(GENESIS, 2, [one, two]),
        block_hash(one, 1, [one, two]),
        block_hash(GENESIS, 1, [one]),
    }
    assert len(hashes) == 5


def test_each_algorithm_is_that_of_its_standard_and_gives_another_hash() -> None:
    """GB/T 32905-2016, annex A.1: the hash of “abc”, which here stands behind its length."""
    assert hashlib.new("sm3", b"abc").hexdigest().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")
    assert Algorithm.SM3.hash("abc") == hashlib.new("sm3", b"3:abc").digest()
    assert Algorithm.SHA256.hash("abc") == hashlib.sha256(b"3:abc").digest()
    both = {block_hash(GENESIS, 1, [bytes(32)], each) for each in Algorithm}
    assert len(both) == len(Algorithm) and all(len(each) == 32 for each in both)


def test_an_openssl_without_sm3_is_told_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str, data: bytes) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", absent)
    with pytest.raises(LedgerError, match=r"没有 SM3.*ZHIDA_SEAL_ALGORITHM 改为 sha256"):
        Algorithm.SM3.hash("abc")
