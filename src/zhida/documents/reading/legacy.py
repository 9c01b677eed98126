"""旧格式 legacy formats: doc, wps, rtf and the like, turned into docx by LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from zhida.documents.errors import DamagedFile, MissingProgram, OversizeFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.docx import read_docx

_PROGRAMS: Final = ("soffice", "libreoffice")
_SUFFIXES: Final[Mapping[str, str]] = {
    "doc": ".doc",
    "rtf": ".rtf",
    "wordxml": ".xml",
    "odt": ".odt",
}
_KEPT_VARIABLES: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


def read_legacy(data: bytes, form: str, builder: Builder) -> None:
    """Reads a file of an old format into `builder`, by way of docx.

    Raises `MissingProgram` where LibreOffice isn't installed. It runs with a
    profile of its own, without macros, and no longer than the limit.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise MissingProgram(
            builder.file,
            "读取这种旧格式需要LibreOffice，本机没有安装",
            "请安装LibreOffice，或用办公软件另存为docx后再读取",
        )
    with tempfile.TemporaryDirectory(prefix="zhida-") as place:
        folder = Path(place)
        source = folder / f"source{_SUFFIXES[form]}"
        source.write_bytes(data)
        _convert(program, source, builder)
        made = folder / "made" / "source.docx"
        if not made.is_file():
            raise DamagedFile(
                builder.file, "LibreOffice无法打开此文件", "请用办公软件另存为docx后再读取"
            )
        read_docx(made.read_bytes(), builder)


def _convert(program: str, source: Path, builder: Builder) -> None:
    folder = source.parent
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    process = subprocess.Popen(
        command,
        env={**variables, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(builder.limits.convert_seconds)
    except subprocess.TimeoutExpired as error:
        raise OversizeFile(
            builder.file, f"LibreOffice转换超过{builder.limits.convert_seconds}秒"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
