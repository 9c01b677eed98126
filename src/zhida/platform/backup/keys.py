"""密钥 keys: the secret key that a backup holds, or only names.

It signs sessions and encrypts the secrets of second factors: without it people
sign in anew, and register their authenticators anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from zhida.platform.configuration import Configuration

KEY = "secret-key"


def key_file(configured: Configuration) -> Path | None:
    """密钥文件: the key that this installation made by itself; None where another is configured."""
    file = configured.data_folder / KEY
    return file if configured.secret_key is None and file.is_file() else None


def fingerprint(configured: Configuration) -> str:
    """指纹: the same for the same key; the key can't be told from it. "" where there is none yet."""
    if configured.secret_key is not None:
        return of(configured.secret_key.get_secret_value().encode())
    file = key_file(configured)
    return of(file.read_bytes()) if file else ""


def of(key: bytes) -> str:
    """指纹: of a key."""
    return hmac.new(key, b"zhida secret key", hashlib.sha256).hexdigest()[:16]


def put_back(configured: Configuration, key: bytes) -> None:
    """放回: the backup's key in place of the one that was made for the empty installation."""
    file = configured.data_folder / KEY
    part = file.with_name(f"{KEY}.{os.getpid()}")
    with open(part, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
        opened.write(key)
    part.replace(file)
