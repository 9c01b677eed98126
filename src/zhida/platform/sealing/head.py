"""封存首 head: the last sealed block, signed, to be kept where the database's masters can't reach.

A superuser can rewrite every table, or restore last year's backup. Neither
then holds the block that the head names, so `verify` finds both out.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhida.core.ledger import LedgerError
from zhida.core.ledger.encoding import encode

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Head:
    """封存首: the last block's number and hash, how many rows are sealed up to it, and when.

    `chain` is `ledger` (vouchers) or `journal` (deeds).
    """

    block: int
    hash: bytes
    members: int
    taken_at: datetime.datetime
    chain: str = "ledger"

    @property
    def format(self) -> str:
        """What a file of it says it is."""
        return f"zhida-{self.chain}-head-1"

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return encode(
            self.format,
            self.block,
            self.hash,
            self.members,
            self.taken_at.isoformat(timespec="seconds"),
        )


def make_keys(private: Path, public: Path) -> None:
    """生成密钥: a new Ed25519 pair as PEM files; neither may be there already.

    The private key is readable by its owner only.
    """
    for path in (private, public):
        if path.exists():
            raise LedgerError(f"文件{path.name}已存在，不会覆盖，请换一个文件名")
    key = Ed25519PrivateKey.generate()
    private.touch(mode=0o600)
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    public.write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def sign(head: Head, key: Path) -> str:
    """签名: the head as JSON with its Ed25519 signature."""
    private = _load(key, "私钥", lambda raw: serialization.load_pem_private_key(raw, None))
    if not isinstance(private, Ed25519PrivateKey):
        raise LedgerError(f"{key.name}不是 Ed25519 私钥，请用 zhida ledger keygen 生成")
    return json.dumps(
        {
            "format": head.format,
            "block": head.block,
            "hash": head.hash.hex(),
            "members": head.members,
            "taken_at": head.taken_at.isoformat(timespec="seconds"),
            "signature": base64.b64encode(private.sign(head.signed_bytes())).decode("ascii"),
        },
        indent=2,
    )


def read_head(file: Path, public_key: Path, chain: str = "ledger") -> Head:
    """读取: a signed head, once its signature has been checked.

    Raises `LedgerError` where the file is none, or was signed with another key.
    """
    public = _load(public_key, "公钥", serialization.load_pem_public_key)
    if not isinstance(public, Ed25519PublicKey):
        raise LedgerError(f"{public_key.name}不是 Ed25519 公钥，请用 zhida ledger keygen 生成")
    try:
        stated = json.loads(file.read_text(encoding="utf-8"))
        head = Head(
            int(stated["block"]),
            bytes.fromhex(stated["hash"]),
            int(stated["members"]),
            datetime.datetime.fromisoformat(stated["taken_at"]),
            chain,
        )
        if stated["format"] != head.format:
            raise ValueError(stated["format"])
        signature = base64.b64decode(stated["signature"], validate=True)
    except OSError as error:
        raise LedgerError(f"无法读取{file}：{error.strerror}") from None
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise LedgerError(
            f"{file.name}不是封存首文件，请用 zhida {chain} head 写出的文件"
        ) from None
    try:
        public.verify(signature, head.signed_bytes())
    except InvalidSignature:
        raise LedgerError(
            f"{file.name}的签名与公钥{public_key.name}不符：文件被改动，或公钥不是同一对"
        ) from None
    return head


def _load(path: Path, name: str, load: Callable[[bytes], _Key]) -> _Key:
    try:
        return load(path.read_bytes())
    except OSError as error:
        raise LedgerError(f"无法读取{name}{path}：{error.strerror}") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise LedgerError(f"{path.name}不是{name}（PEM），请用 zhida ledger keygen 生成") from None
