"""旧格式: a .doc and a .wps say what the docx says that they were saved from.

Needs LibreOffice (the program `soffice`): apt-get install libreoffice-writer-nogui.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import zhida

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FORMATS = {".doc": "doc", ".wps": "doc", ".rtf": "rtf", ".odt": "odt"}


@pytest.fixture(params=sorted(SAMPLES.glob("0[19]*.docx")), ids=lambda path: path.stem[:2])
def sample(request: pytest.FixtureRequest) -> Path:
    """A sample without merged cells over several pages, which LibreOffice may lay out anew."""
    return Path(request.param)


def saved_as(suffix: str, sample: Path, folder: Path) -> Path:
    """The sample as an office that saves in an old format would hand it in."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("these tests need LibreOffice: apt-get install libreoffice-writer-nogui")
    form = FORMATS[suffix]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run(
        [program, profile, *convert, str(sample)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (folder / f"{sample.stem}.{form}").rename(folder / f"通知{suffix}")


def codes_and_figures(path: Path) -> list[tuple[object, ...]]:
    """What was found, without the places, which differ between formats."""
    findings = zhida.check(zhida.read(path))
    return sorted(
        (each.code, str(each.expected), str(each.found), str(each.difference)) for each in findings
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_old_format_gives_the_findings_of_its_docx(
    suffix: str, sample: Path, tmp_path: Path
) -> None:
    old = codes_and_figures(saved_as(suffix, sample, tmp_path))
    assert old == codes_and_figures(sample)
    assert old
