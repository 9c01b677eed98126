"""Old formats go through LibreOffice; it is asked for by name only when one comes."""

from __future__ import annotations

import io
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from zhida.documents.blocks import Document
from zhida.documents.errors import DamagedFile, MissingProgram, OversizeFile

Read = Callable[..., Document]
RTF = rb"{\rtf1\ansi hello}"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program in LibreOffice's place: a line of Python with `out` and `source` at hand."""

    def place(line: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(
            f"#!{sys.executable}\n"
            "import pathlib, shutil, sys, time\n"
            "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
            "source = pathlib.Path(sys.argv[-1])\n"
            f"{line}\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(shutil, "which", lambda name: str(program))

    return place


def test_without_the_program_the_error_says_which(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingProgram, match=r"需要LibreOffice.*另存为docx"):
        read("通知.rtf", RTF)


def test_what_the_program_makes_is_read(
    read: Read, office: Callable[[str], None], tmp_path: Path
) -> None:
    written = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("甲县财政局：")
    made.save(written)
    (tmp_path / "made.docx").write_bytes(written.getvalue())
    office(
        f"out.mkdir(); assert source.suffix == '.rtf'; "
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, out / 'source.docx')"
    )
    document = read("通知.rtf", RTF)
    assert (document.format, document.paragraphs[0].text) == ("rtf", "甲县财政局：")


def test_a_file_that_the_program_cannot_open_is_damage(
    read: Read, office: Callable[[str], None]
) -> None:
    office("sys.exit(1)")
    with pytest.raises(DamagedFile, match="LibreOffice无法打开"):
        read("通知.rtf", RTF)


def test_the_program_is_stopped_when_its_time_is_up(
    read: Read, office: Callable[[str], None]
) -> None:
    office("time.sleep(60)")
    with pytest.raises(OversizeFile, match="转换超过1秒"):
        read("通知.rtf", RTF, convert_seconds=1)
