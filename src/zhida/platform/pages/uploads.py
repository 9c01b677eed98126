"""上传 uploads: files that a person sends, taken by content and size, under names that do no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from django.http import HttpRequest

from zhida.documents.errors import OversizeFile, UnknownFormat, UnreadableFile
from zhida.documents.reading.admission import NAMES, admitted, extension_remark
from zhida.documents.reading.formats import EXTENSIONS
from zhida.documents.reading.limits import Limits
from zhida.platform.pages.file_names import safe_name

MOST_FILES = 200
_TABLES = frozenset({".csv", ".tsv"})  # texts that only importers read
TOGETHER = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """上传的文件: `format` is what the content is (`documents.reading.formats.Format`), whatever it is called.

    `remark` is a Chinese sentence where the name promises something else, "" otherwise.
    """

    name: str
    content: bytes
    format: str
    sha256: str
    remark: str = ""


class UploadRefused(ValueError):
    """不收: none of the files was taken. `faults` has one `UnreadableFile` for each that is wrong."""

    def __init__(self, *faults: UnreadableFile) -> None:
        self.faults = faults
        super().__init__("".join(str(each) for each in faults))


def received(
    request: HttpRequest,
    name: str,
    *,
    only: Collection[str] = tuple(NAMES),
    limits: Limits = Limits(),
) -> list[Upload]:
    """收到的文件: of one field of a form, in the order in which they came; [] where none came.

    `only` are the formats that are of use here. Raises `UploadRefused`: all are
    taken or none.
    """
    taken, faults = sorted_out(request, name, only=only, limits=limits)
    if faults:
        raise UploadRefused(*faults)
    return taken


def sorted_out(
    request: HttpRequest,
    name: str,
    *,
    only: Collection[str] = tuple(NAMES),
    limits: Limits = Limits(),
) -> tuple[list[Upload], list[UnreadableFile]]:
    """收下与不收的: the files of a field, and a fault for each that isn't taken.

    For folders, in which some files are of no use. Raises `UploadRefused` where
    there are too many or too much.
    """
    files = request.FILES.getlist(name)
    if len(files) > MOST_FILES:
        reason = f"一次送来{len(files)}个文件，最多{MOST_FILES}个"
        raise UploadRefused(OversizeFile("上传", reason, "请分几次上传"))
    if sum(each.size or 0 for each in files) > TOGETHER:
        reason = f"文件合计超过上限{TOGETHER}字节"
        raise UploadRefused(OversizeFile("上传", reason, "请分几次上传"))
    taken, faults = [], []
    for each in files:
        called = safe_name(each.name or "")
        try:
            if (each.size or 0) > limits.file_bytes:
                reason = f"文件有{each.size}字节，超过上限{limits.file_bytes}字节"
                raise OversizeFile(called, reason)
            taken.append(upload(called, each.read(), only=only, limits=limits))
        except UnreadableFile as fault:
            faults.append(fault)
    return taken, faults


def upload(
    name: str,
    content: bytes,
    *,
    only: Collection[str] = tuple(NAMES),
    limits: Limits = Limits(),
) -> Upload:
    """一个文件: the same for content that came another way (an API). Raises `UnreadableFile`."""
    name = safe_name(name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in EXTENSIONS and suffix not in _TABLES:
        raise UnknownFormat(name, f"不收扩展名为“{suffix or '（无）'}”的文件", _wanted(only))
    form = admitted(name, content, limits)
    if form not in only:
        raise UnknownFormat(name, f"内容是{NAMES[form]}，这里用不上", _wanted(only))
    digest = hashlib.sha256(content).hexdigest()
    return Upload(name, content, form, digest, extension_remark(name, form))


def _wanted(only: Collection[str]) -> str:
    return f"请送来{'、'.join(words for form, words in NAMES.items() if form in only)}"
