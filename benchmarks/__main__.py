"""Print the speed of this machine: python -m benchmarks [NAME …| NOTICES_PER_FORMAT].

NAME: allocation, writing [COUNT], forms [COUNTIES …], verify [ROWS],
ledger [ENTRIES [ROWS …]], copying [VOUCHERS],
progress [PAYMENTS …].
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    allocation,
    copying,
    corpus,
    forms,
    ledger,
    measures,
    progress,
    verify,
    writing,
)
from benchmarks.measures import alone

_PER_FORMAT = 500


def main(count: int) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        print(f"{count} generated notices in each of {', '.join(corpus.WRITERS)}")
        print(
            f"{'':6}{'extract':>12}{'parse+check':>14}{'total':>10}{'peak':>9}"
            f"{'markitdown':>13}{'ratio':>8}"
        )
        print(
            f"{'':6}{'ms each':>12}{'ms each':>14}{'per s':>10}{'MiB':>9}{'ms each':>13}"
            f"{'ours/its':>8}"
        )
        for form in corpus.WRITERS:
            _format(form, corpus.write(root / form, form, count))
        _jobs(root / "docx")
        _scan(root / "scan")


def _format(form: str, paths: list[Path]) -> None:
    ours, checked = alone(measures.extract, paths), alone(measures.parse_and_check, paths)
    theirs = alone(measures.markitdown, paths)
    total = 1000 / (ours.each + checked.each)
    print(
        f"{form:6}{ours.each:12.2f}{checked.each:14.2f}{total:10.1f}{checked.peak:9.0f}"
        f"{theirs.each:13.2f}{ours.each / theirs.each:8.2f}"
        f"   memory after a tenth of the batch: {checked.early_peak:.0f} MiB;"
        f" parse+check / extract: {checked.each / ours.each:.2f}"
    )


def _jobs(folder: Path) -> None:
    """The whole command over one folder, with one process and with two."""
    zhida = shutil.which("zhida", path=str(Path(sys.executable).parent)) or "zhida"
    seconds = []
    for jobs in (1, 2):
        start = time.perf_counter()
        subprocess.run(
            [zhida, "check", str(folder), "--json", "--jobs", str(jobs)],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        seconds.append(time.perf_counter() - start)
    print(
        f"zhida check, docx folder: --jobs 1 {seconds[0]:.1f} s, --jobs 2 {seconds[1]:.1f} s, "
        f"speed-up {seconds[0] / seconds[1]:.2f}"
    )


def _scan(folder: Path) -> None:
    paths = [corpus.write_scan(folder)]
    ours, bare = alone(measures.scan, paths), alone(measures.recognition, paths)
    print(
        f"scan: {60 * ours.rate:.1f} pages a minute, {ours.peak:.0f} MiB; "
        f"bare recognition {60 * bare.rate:.1f}; cost ours/bare {ours.each / bare.each:.2f}"
    )


if __name__ == "__main__" and sys.argv[1:2] == ["writing"]:
    writing.main(*map(int, sys.argv[2:3]))
elif __name__ == "__main__" and sys.argv[1:2] == ["forms"]:
    forms.main(*map(int, sys.argv[2:]))
elif __name__ == "__main__" and sys.argv[1:2] == ["ledger"]:
    ledger.main(*map(int, sys.argv[2:]))
elif __name__ == "__main__" and sys.argv[1:2] == ["progress"]:
    progress.main(*map(int, sys.argv[2:]))
elif __name__ == "__main__" and sys.argv[1:2] == ["copying"]:
    copying.main(*map(int, sys.argv[2:3]))
elif __name__ == "__main__" and sys.argv[1:2] == ["verify"]:
    verify.main(*map(int, sys.argv[2:3]))
elif __name__ == "__main__":
    if sys.argv[1:] != ["allocation"]:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else _PER_FORMAT)
        print()
    allocation.main()
