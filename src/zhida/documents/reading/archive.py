"""压缩包 archive: parts of a zip container, inflated within limits, and parsed without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhida.documents.errors import DamagedFile, EncryptedFile, HarmfulFile, OversizeFile
from zhida.documents.reading.limits import Limits

_CHUNK = 1 << 18
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE_DECLARATIONS = tuple(
    mark.decode().encode(encoding)
    for mark in _DECLARATIONS
    for encoding in ("utf-16-le", "utf-16-be")
)
_STRICT = tuple(
    (
        f"http://purl.oclc.org/ooxml/{name}".encode(),
        f"http://schemas.openxmlformats.org/{usual}".encode(),
    )
    for name, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/math", "officeDocument/2006/math"),
    )
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(slots=True)
class Archive:
    """压缩包: the container of a docx or xlsx.

    Inflated bytes are counted as they come, whatever the directory claims.
    """

    file: str
    data: bytes
    limits: Limits
    _zip: zipfile.ZipFile = field(init=False)
    _inflated: int = 0

    def __post_init__(self) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.data))
        except _BROKEN as error:
            raise DamagedFile(self.file, "压缩包不完整或已损坏", "请重新下载或重新保存") from error
        entries = self._zip.infolist()
        if len(entries) > self.limits.archive_entries:
            raise HarmfulFile(self.file, f"压缩包内有{len(entries)}个部件，疑为恶意文件")
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedFile(self.file, "文件已加密", "请先解除密码保护再读取")
        if sum(entry.file_size for entry in entries) > self.limits.inflated_bytes:
            raise self._bomb()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The content of a part, or None where there is none."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        return b"".join(self._chunks(entry))

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None where there is none."""
        content = self.part(name)
        if content is None:
            return None
        self._refuse_declarations(content)
        if len(content) > self.limits.xml_bytes:
            raise OversizeFile(
                self.file,
                f"正文部件展开后有{len(content)}字节，超过上限{self.limits.xml_bytes}字节",
            )
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return self._parsed(content)

    def check(self) -> None:
        """Inflates every part once, for readers that open the container themselves."""
        for entry in self._zip.infolist():
            is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
            kept = [chunk for chunk in self._chunks(entry) if is_xml]
            if is_xml:
                self._refuse_declarations(b"".join(kept))

    def _parsed(self, content: bytes) -> etree._Element:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DamagedFile(self.file, "文件内部结构已损坏", "请重新下载或重新保存") from error
        if root is None:
            raise DamagedFile(self.file, "文件内部结构已损坏", "请重新下载或重新保存")
        if "<!DOCTYPE" in str(getattr(root.getroottree().docinfo, "doctype", "")):
            raise self._entities()
        return root

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._inflated += len(chunk)
                    if self._inflated > self.limits.inflated_bytes:
                        raise self._bomb()
                    yield chunk
        except RuntimeError as error:
            raise EncryptedFile(self.file, "文件已加密", "请先解除密码保护再读取") from error
        except _BROKEN as error:
            raise DamagedFile(self.file, "压缩包不完整或已损坏", "请重新下载或重新保存") from error

    def _refuse_declarations(self, content: bytes) -> None:
        if any(mark in content for mark in _DECLARATIONS):
            raise self._entities()
        if b"\0" in content and any(mark in content for mark in _WIDE_DECLARATIONS):
            raise self._entities()

    def _bomb(self) -> HarmfulFile:
        limit = self.limits.inflated_bytes
        return HarmfulFile(self.file, f"压缩内容展开后超过{limit}字节，疑为压缩炸弹")

    def _entities(self) -> HarmfulFile:
        return HarmfulFile(self.file, "文件内含实体声明，疑为恶意文件", "请用办公软件重新保存")
