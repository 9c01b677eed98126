"""读取 reader: a file of any known format → its blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from zhida.core.notice.mark import mark_in
from zhida.documents.blocks import Block, Document, Paragraph
from zhida.documents.errors import (
    EmptyFile,
    HarmfulFile,
    OversizeFile,
    UnknownFormat,
    UnreadableFile,
)
from zhida.documents.reading.admission import REFUSALS, extension_remark, refuse
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.formats import binary_format, text_format
from zhida.documents.reading.html.page import read_html
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.markdown import looks_like_markdown, read_markdown
from zhida.documents.reading.mht import read_mht
from zhida.documents.reading.text import read_text


def read_document(path: Path, *, limits: Limits = Limits()) -> Document:
    """读取 one file. Its format is told by its content, never by its name alone.

    Raises `UnreadableFile` with the reason when it can't be read.
    """
    path = Path(path)
    data = _bytes_of(path, limits)
    builder = Builder(path.name, limits)
    try:
        form = _read(data, builder)
    except RecursionError as error:
        raise HarmfulFile(path, "内容嵌套过深，疑为恶意文件") from error
    except MemoryError as error:
        raise OversizeFile(path, "读取所需内存超过上限") from error
    except UnreadableFile as error:
        error.path = path
        raise
    if remark := extension_remark(path.name, form):
        builder.remark(remark)
    if not builder.blocks:
        raise EmptyFile(path, "文件里没有可读的文字", "请检查文件是否完整")
    blocks, mark = _without_mark(builder.blocks)
    return Document(
        path.name,
        form,
        hashlib.sha256(data).hexdigest(),
        blocks,
        tuple(builder.pages),
        tuple(builder.remarks),
        builder.title,
        mark,
    )


def read_documents(paths: Iterable[Path], *, limits: Limits = Limits()) -> tuple[Document, ...]:
    """读取 the files of one notice: the letter and its annexes, in the order given."""
    return tuple(read_document(path, limits=limits) for path in paths)


def _without_mark(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], str]:
    """The blocks but the line of a verification mark, which is no word of the notice; and the mark."""
    marks = [mark_in(each.text) if isinstance(each, Paragraph) else "" for each in blocks]
    kept = tuple(each for each, mark in zip(blocks, marks, strict=True) if not mark)
    return kept or tuple(blocks), next(filter(None, reversed(marks)), "")


def _read(data: bytes, builder: Builder) -> str:
    """Reads `data` into `builder`; gives the format."""
    form = binary_format(data)
    if form is None:
        return _read_text(data, builder)
    if form in REFUSALS:
        refuse(form, builder.file)
    return _binary_reader(form)(data, builder) or form


def _binary_reader(form: str) -> Callable[[bytes, Builder], str | None]:
    """The reader of a binary format, loaded when the first such file comes."""
    match form:
        case "docx":
            from zhida.documents.reading.docx import read_docx

            return read_docx
        case "xlsx" | "xls":
            from zhida.documents.reading.workbook import read_xls, read_xlsx

            return read_xlsx if form == "xlsx" else read_xls
        case "pdf":
            from zhida.documents.reading.pdf.document import read_pdf

            return read_pdf
        case "scan":
            from zhida.documents.reading.scan.pictures import read_picture

            return read_picture
        case _:
            from zhida.documents.reading.legacy import read_legacy

            return lambda data, builder: read_legacy(data, form, builder)


def _read_text(data: bytes, builder: Builder) -> str:
    if len(data) > builder.limits.text_bytes:
        raise OversizeFile(
            builder.file, f"文本有{len(data)}字节，超过上限{builder.limits.text_bytes}字节"
        )
    decoded = decode(data)
    if decoded is None:
        raise UnknownFormat(
            builder.file, "内容不是可识别的文件格式", "请转换为docx、pdf或文本后再读取"
        )
    if decoded.broken:
        builder.remark(f"有{decoded.broken:.2%}的字符无法按{decoded.encoding}解码")
    form = text_format(decoded.text)
    if form == "html":
        read_html(decoded.text, builder)
        return form
    if form == "mht":
        read_mht(data, builder)
        return form
    if form == "wordxml":
        return _binary_reader(form)(data, builder) or form
    if form is not None:
        refuse(form, builder.file)
    if looks_like_markdown(decoded.text):
        read_markdown(decoded.text, builder)
        return "md"
    read_text(decoded.text, builder)
    return "txt"


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile(path, "不是文件")
        if size == 0:
            raise EmptyFile(path, "文件为空", "请检查文件是否完整")
        if size > limits.file_bytes:
            raise OversizeFile(path, f"文件有{size}字节，超过上限{limits.file_bytes}字节")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, "找不到文件") from error
    except PermissionError as error:
        raise UnreadableFile(path, "没有读取权限") from error
    except OSError as error:
        raise UnreadableFile(path, "打不开文件") from error
