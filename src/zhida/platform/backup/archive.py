"""备份文件 archive: a zip whose parts are written and read as they stream, each with its SHA-256.

The manifest is the last part but one; its own SHA-256 is the last.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zhida.platform.backup.manifest import Manifest, Part, from_json
from zhida.platform.errors import NotReady

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
_AT_ONCE = 1 << 20
_REFUSED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile and zlib raise for bytes that aren't what they were."""
_ANOTHER = "请改用另一份备份"


class Writing:
    """写备份: parts are added one after the other; `parts` says what there is."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.parts: list[Part] = []
        self._archive = archive

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """加入: a part, as it comes."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
        self.parts.append(Part(name, size, digest.hexdigest()))

    def close_with(self, manifest: Manifest) -> None:
        """封口: the manifest, and its own hash."""
        raw = manifest.to_json()
        self._archive.writestr(MANIFEST, raw)
        self._archive.writestr(SEAL, hashlib.sha256(raw).hexdigest())


@contextmanager
def writing(file: Path) -> Iterator[Writing]:
    """新备份: has its name once it is whole and on the disk; only its owner can read it.

    Raises `NotReady` where it is there already or can't be written.
    """
    if file.exists():
        raise NotReady(f"{file} 已存在，备份不会覆盖，请换一个文件名")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with open(part, "xb", opener=_private) as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield Writing(archive)
            opened.flush()
            os.fsync(opened.fileno())
        part.rename(file)
    except OSError as refused:
        raise NotReady(
            f"备份写不进 {file.parent}（{refused.strerror}）：请检查文件夹和磁盘空间"
        ) from refused
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Reading:
    """读备份: an archive whose manifest is whole."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self.file = file
        self._archive = archive
        raw = b"".join(self._chunks(MANIFEST))
        if b"".join(self._chunks(SEAL)) != hashlib.sha256(raw).hexdigest().encode():
            raise NotReady(
                f"{file.name} 的清单（{MANIFEST}）与其校验值不符，文件已损坏：{_ANOTHER}"
            )
        self.manifest = from_json(raw)

    def check(self) -> None:
        """校验: every part of the manifest, and no other, is there as it was written.

        Raises `NotReady`, which names the first part that isn't.
        """
        listed = {each.name for each in self.manifest.parts} | {MANIFEST, SEAL}
        if strange := sorted(set(self._archive.namelist()) ^ listed):
            raise NotReady(
                f"{self.file.name} 的“{strange[0]}”缺失或不在清单里，文件已损坏：{_ANOTHER}"
            )
        for part in self.manifest.parts:
            for _ in self.chunks(part.name):
                pass

    def chunks(self, name: str) -> Iterator[bytes]:
        """读出: what a part holds, as it streams. Raises `NotReady` at its end, where it isn't as written."""
        stated = next(each for each in self.manifest.parts if each.name == name)
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if (size, digest.hexdigest()) != (stated.size, stated.sha256):
            raise NotReady(f"{self.file.name} 的“{name}”与清单的校验值不符，文件已损坏：{_ANOTHER}")

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(name) as member:
                while chunk := member.read(_AT_ONCE):
                    yield chunk
        except KeyError as missing:
            raise NotReady(
                f"{self.file.name} 里没有“{name}”，不是完整的备份：{_ANOTHER}"
            ) from missing
        except _REFUSED as broken:
            raise NotReady(
                f"{self.file.name} 的“{name}”读不出来，文件已损坏：{_ANOTHER}"
            ) from broken


@contextmanager
def reading(file: Path) -> Iterator[Reading]:
    """打开备份. Raises `NotReady` where it is none."""
    try:
        archive = zipfile.ZipFile(file)
    except OSError as refused:
        raise NotReady(
            f"不能读取备份 {file}（{refused.strerror}）：请检查文件名和权限"
        ) from refused
    except _REFUSED as broken:
        raise NotReady(f"{file.name} 不是备份文件，或尾部缺失，文件已损坏：{_ANOTHER}") from broken
    with archive:
        yield Reading(file, archive)
