"""A container is inflated no further than its limit, and its XML declares nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from zhida.documents.errors import DamagedFile, EncryptedFile, HarmfulFile, OversizeFile
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.limits import Limits


def container(**parts: bytes) -> bytes:
    """A compressed zip of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return written.getvalue()


def opened(data: bytes, **limits: int) -> Archive:
    """The archive under limits."""
    return Archive("件.docx", data, Limits(**limits))


def test_parts_are_given_whole_and_absent_ones_as_none() -> None:
    archive = opened(container(a_xml=b"<a>1</a>"))
    root = archive.xml("a.xml")
    assert root is not None and root.text == "1"
    assert archive.xml("b.xml") is None


def test_what_claims_to_be_large_is_refused_at_once() -> None:
    with pytest.raises(HarmfulFile, match="压缩炸弹"):
        opened(container(a_xml=b"0" * 5000), inflated_bytes=4000)


def test_what_lies_about_its_size_is_counted_as_it_comes() -> None:
    data = bytearray(container(a_xml=b"0" * 500_000))
    truth = (500_000).to_bytes(4, "little")
    claimed = (100).to_bytes(4, "little")
    data = bytearray(bytes(data).replace(truth, claimed))
    with pytest.raises((HarmfulFile, DamagedFile)):
        opened(bytes(data), inflated_bytes=1000).part("a.xml")


def test_parts_are_counted_together() -> None:
    archive = opened(container(a_xml=b"0" * 600, b_xml=b"0" * 600), inflated_bytes=1300)
    archive.part("a.xml")
    archive.part("b.xml")
    with pytest.raises(HarmfulFile):
        archive.part("a.xml")


def test_many_parts_and_large_xml_are_refused() -> None:
    with pytest.raises(HarmfulFile, match="个部件"):
        opened(container(a=b"", b=b"", c=b""), archive_entries=2)
    with pytest.raises(OversizeFile, match="超过上限100字节"):
        opened(container(a_xml=b"<a>" + b" " * 200 + b"</a>"), xml_bytes=100).xml("a.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "10"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    ],
)
def test_declarations_are_refused_unread(declaration: str, encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}'.encode(encoding)
    archive = opened(container(a_xml=content))
    with pytest.raises(HarmfulFile, match="实体声明"):
        archive.xml("a.xml")
    with pytest.raises(HarmfulFile, match="实体声明"):
        archive.check()


@pytest.mark.parametrize("content", [b"", b"<a>", b"no xml", b"<a></b>"])
def test_broken_xml_is_damage(content: bytes) -> None:
    with pytest.raises(DamagedFile):
        opened(container(a_xml=content)).xml("a.xml")


def test_a_container_cut_short_is_damage() -> None:
    whole = container(a_xml=b"<a/>" * 100)
    with pytest.raises(DamagedFile):
        opened(whole[: len(whole) // 2])


def test_a_part_under_a_password_is_told() -> None:
    data = bytearray(container(a_xml=b"<a/>"))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    with pytest.raises(EncryptedFile):
        opened(bytes(data))
