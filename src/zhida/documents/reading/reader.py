"""读取 reader: a file of any known format → its blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from zhida.documents.blocks import Document
from zhida.documents.errors import EmptyFile, OversizeFile, UnknownFormat, UnreadableFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.markdown import looks_like_markdown, read_markdown
from zhida.documents.reading.text import read_text


def read_document(path: Path, *, limits: Limits = Limits()) -> Document:
    """读取 one file. Its format is told by its content, never by its name alone.

    Raises `UnreadableFile` with the reason when it can't be read.
    """
    path = Path(path)
    data = _bytes_of(path, limits)
    builder = Builder(path.name, limits)
    decoded = decode(data)
    if decoded is None:
        raise UnknownFormat(path, "内容不是可识别的文件格式", "请转换为docx、pdf或文本后再读取")
    markdown = looks_like_markdown(decoded.text)
    (read_markdown if markdown else read_text)(decoded.text, builder)
    return Document(
        path.name,
        "md" if markdown else "txt",
        hashlib.sha256(data).hexdigest(),
        tuple(builder.blocks),
        remarks=tuple(builder.remarks),
    )


def read_documents(paths: Iterable[Path], *, limits: Limits = Limits()) -> tuple[Document, ...]:
    """读取 the files of one notice: the letter and its annexes, in the order given."""
    return tuple(read_document(path, limits=limits) for path in paths)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile(path, "不是文件")
        if size == 0:
            raise EmptyFile(path, "文件为空", "请检查文件是否完整")
        if size > limits.file_bytes:
            raise OversizeFile(path, f"文件大小{size}字节，超过上限{limits.file_bytes}字节")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, f"打不开文件（{error.strerror}）") from error
