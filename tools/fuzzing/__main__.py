"""Damage files for a while: python -m fuzzing [SECONDS_EACH] [FORMAT…] (tools/ on the path).

Each format runs in a process of its own. What breaks a reader is kept in
build/fuzz/; make it small, and keep it as a test of that reader.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from fuzzing.targets import Target, targets

FINDS = Path(__file__).resolve().parents[2] / "build" / "fuzz"
SECONDS_PER_FILE = 30
MEBIBYTES = 4096


def main(seconds: str, names: list[str]) -> int:
    """Run every format; the status is 1 if any find was made."""
    broken = []
    for name in names or list(targets()):
        print(f"--- {name}: {seconds} s", flush=True)
        command = [sys.executable, "-m", "fuzzing", "--one", name, seconds]
        if subprocess.run(command, check=False).returncode:
            broken.append(name)
    print(f"broke: {', '.join(broken)}; see {FINDS}" if broken else "nothing broke")
    return 1 if broken else 0


def one(name: str, seconds: str) -> None:
    """Damage one format until the time is up or something breaks; doesn't return."""
    import atheris

    with atheris.instrument_imports(include=["zhida"]):
        from zhida.core.rules import check
        from zhida.documents.errors import UnreadableFile
        from zhida.documents.parsing.notice import parse
        from zhida.documents.reading import Limits, docx, read_document, workbook
        from zhida.documents.reading.pdf import document as pdf
        from zhida.documents.reading.scan import pictures

    assert docx and workbook and pdf and pictures  # readers load these when first needed

    target = targets()[name]
    bounds = Limits(scanned_pages=0)  # recognising a picture takes seconds, whatever it shows
    folder = Path(tempfile.mkdtemp())
    path = folder / f"damaged.{target.suffix}"

    def attempt(piece: bytes) -> None:
        path.write_bytes(target.whole(piece))
        try:
            document = read_document(path, limits=bounds)
        except UnreadableFile:
            return
        check(parse([document]))

    FINDS.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_PER_FILE}",
        f"-rss_limit_mb={MEBIBYTES}",
        f"-artifact_prefix={FINDS}/{name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(_corpus(folder / "seeds", target))], attempt)
    atheris.Fuzz()


def _corpus(folder: Path, target: Target) -> Path:
    folder.mkdir()
    for number, seed in enumerate(target.seeds):
        (folder / str(number)).write_bytes(seed)
    return folder


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3])
    else:
        sys.exit(main(sys.argv[1] if sys.argv[1:] else "60", sys.argv[2:]))
