"""准入 admission: what a file is by its content, and why it is sent back before it is read."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, NoReturn

from zhida.documents.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    HarmfulFile,
    OversizeFile,
    UnknownFormat,
    UnreadableFile,
)
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.formats import EXTENSIONS, binary_format, text_format
from zhida.documents.reading.limits import Limits

NAMES: Final = {
    "txt": "纯文本",
    "md": "Markdown文本",
    "html": "网页",
    "mht": "单文件网页",
    "docx": "Word文档（docx）",
    "xlsx": "Excel工作簿（xlsx）",
    "xls": "Excel 97–2003工作簿（xls）",
    "doc": "Word 97–2003文档（doc）",
    "rtf": "RTF文档",
    "wordxml": "Word 2003 XML文档",
    "odt": "ODF文本",
    "pdf": "PDF",
    "scan": "图片",
}
"""The formats that are read, in Chinese."""

REFUSALS: Final[dict[str, tuple[type[UnreadableFile], str, str]]] = {
    "encrypted": (EncryptedFile, "文件已加密", "请先解除密码保护再读取"),
    "macro": (HarmfulFile, "文件含有宏程序", "请另存为不含宏的docx或xlsx后再读取"),
    "damaged-zip": (DamagedFile, "压缩包不完整或已损坏", "请重新下载或重新保存"),
    "zip": (UnknownFormat, "这是压缩包，不是文档", "请先解压"),
    "archive": (UnknownFormat, "这是压缩包，不是文档", "请先解压"),
    "ofd": (UnknownFormat, "暂不支持OFD版式文件", "请另存为PDF后再读取"),
    "pptx": (UnknownFormat, "暂不支持演示文稿", "请另存为PDF后再读取"),
    "ole": (UnknownFormat, "内容不是可识别的文件格式", "请用办公软件另存为docx后再读取"),
    "xml": (UnknownFormat, "内容不是可识别的文件格式", "请用办公软件另存为docx后再读取"),
}
_CONTAINERS: Final = frozenset({"docx", "xlsx", "odt"})


def admitted(file: str, data: bytes, limits: Limits = Limits()) -> str:
    """准入: the format of a file by its content, once a container has been inflated within limits.

    Raises `UnreadableFile` for what is empty, too large, of no known format,
    encrypted, a bomb, or carries a program.

    >>> admitted("通知.txt", "关于下达医疗救助资金的通知".encode())
    'txt'
    >>> admitted("通知.pdf", b"%PDF-1.7 ...")
    'pdf'
    """
    if not data:
        raise EmptyFile(file, "文件为空", "请检查文件是否完整")
    if len(data) > limits.file_bytes:
        raise OversizeFile(file, f"文件有{len(data)}字节，超过上限{limits.file_bytes}字节")
    form = binary_format(data)
    if form is None:
        return _text(file, data, limits)
    if form in REFUSALS:
        refuse(form, file)
    if form in _CONTAINERS:
        Archive(file, data, limits).check()
    return form


def refuse(form: str, file: str) -> NoReturn:
    """Raises the `UnreadableFile` that a refused format stands for."""
    kind, reason, hint = REFUSALS[form]
    raise kind(file, reason, hint)


def extension_remark(file: str, form: str) -> str:
    """扩展名不符: what is said of a name that promises another format; "" where it keeps its promise.

    >>> extension_remark("附件.xls", "html")
    '扩展名是.xls，内容却是网页，已按内容读取'
    """
    suffix = PurePath(file).suffix
    promised = EXTENSIONS.get(suffix.lower())
    if promised is None or form in promised:
        return ""
    return f"扩展名是{suffix}，内容却是{NAMES[form]}，已按内容读取"


def _text(file: str, data: bytes, limits: Limits) -> str:
    if len(data) > limits.text_bytes:
        raise OversizeFile(file, f"文本有{len(data)}字节，超过上限{limits.text_bytes}字节")
    decoded = decode(data)
    if decoded is None:
        raise UnknownFormat(file, "内容不是可识别的文件格式", "请转换为docx、pdf或文本后再读取")
    form = text_format(decoded.text) or "txt"
    if form in REFUSALS:
        refuse(form, file)
    return form
