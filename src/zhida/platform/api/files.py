"""文件 files: what is uploaded, taken by content and size as on the pages; what is downloaded, a deed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.http import HttpResponse
from ninja import UploadedFile

from zhida.platform.api.bearer import Call
from zhida.platform.api.refusing import Refused
from zhida.platform.pages.downloads import sent
from zhida.platform.pages.file_names import safe_name
from zhida.platform.pages.uploads import MOST_FILES, upload

MIB = 1024 * 1024
MOST_UPLOAD = 64 * MIB
"""How long a request with files may be."""


def contents_of(files: Sequence[UploadedFile]) -> dict[str, bytes]:
    """上传文件: bytes by name. Raises `UnreadableFile` for what no reader takes, and `Refused`."""
    if len(files) > MOST_FILES:
        raise Refused(413, "too_large", f"一次最多{MOST_FILES}个文件", "请分几次上传", "files")
    found: dict[str, bytes] = {}
    for each in files:
        taken = upload(each.name or "", each.read())
        if taken.name in found:
            raise Refused(
                422, "invalid", f"有两个文件都叫“{taken.name}”", "请改名后再上传", "files"
            )
        found[taken.name] = taken.content
    return found


def plain_content(file: UploadedFile) -> tuple[str, bytes]:
    """上传的数据: name and bytes of a file that its own reader looks at."""
    return safe_name(file.name or ""), file.read()


@contextmanager
def laid_out(contents: Mapping[str, bytes]) -> Iterator[list[Path]]:
    """暂存: the files in a folder of their own, which goes away."""
    with tempfile.TemporaryDirectory(prefix="zhida-api-") as folder:
        paths = []
        for name, content in contents.items():
            path = Path(folder) / name
            path.write_bytes(content)
            paths.append(path)
        yield paths


def download(
    call: Call, name: str, content: bytes | memoryview, concept: str, subject: str, region: str
) -> HttpResponse:
    """下载: as an attachment of no type, so that nothing runs it; the deed says what left."""
    call.within("export")
    return sent(
        call.actor, name, bytes(content), "application/octet-stream", concept, subject, region
    )
