"""What is timed: each function runs in a process of its own, so that memory is its own."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of wall time for `count` things, and the process's peak memory in MiB."""

    seconds: float
    count: int
    peak: float
    early_peak: float = 0.0

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.count / self.seconds

    @property
    def each(self) -> float:
        """Milliseconds a thing."""
        return 1000 * self.seconds / self.count


def alone(function: Callable[[list[Path]], Timing], paths: list[Path]) -> Timing:
    """Run a measurement in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, paths).result()


def extract(paths: list[Path]) -> Timing:
    """Files → blocks. The first file warms up and isn't counted."""
    from zhida.documents.reading import read_document

    read_document(paths[0])
    start, early = time.perf_counter(), 0.0
    for number, path in enumerate(paths):
        read_document(path)
        if number == len(paths) // 10:
            early = _peak()
    return Timing(time.perf_counter() - start, len(paths), _peak(), early)


def parse_and_check(paths: list[Path]) -> Timing:
    """Blocks → notice → findings, the reading left out of the time."""
    from zhida.core.rules import check
    from zhida.documents.parsing.notice import parse
    from zhida.documents.reading import read_document

    check(parse([read_document(paths[0])]))
    spent, early = 0.0, 0.0
    for number, path in enumerate(paths):
        document = read_document(path)
        start = time.perf_counter()
        check(parse([document]))
        spent += time.perf_counter() - start
        if number == len(paths) // 10:
            early = _peak()
    return Timing(spent, len(paths), _peak(), early)


def markitdown(paths: list[Path]) -> Timing:
    """The same files through markitdown."""
    from markitdown import MarkItDown

    reader = MarkItDown(enable_plugins=False)
    reader.convert(str(paths[0]))
    start = time.perf_counter()
    for path in paths:
        reader.convert(str(path))
    return Timing(time.perf_counter() - start, len(paths), _peak())


def scan(paths: list[Path]) -> Timing:
    """Scanned files → blocks; the count is of pages."""
    from zhida.documents.reading import read_document

    read_document(paths[0])
    start = time.perf_counter()
    pages = sum(len(read_document(path).pages) for path in paths)
    return Timing(time.perf_counter() - start, pages, _peak())


def recognition(paths: list[Path]) -> Timing:
    """The same pages through the bare recogniser: pictures in, texts out."""
    import pypdfium2
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    pictures = [
        page.render(scale=200 / 72).to_numpy()
        for path in paths
        for page in pypdfium2.PdfDocument(path)
    ]
    engine(pictures[0])
    start = time.perf_counter()
    for picture in pictures:
        engine(picture)
    return Timing(time.perf_counter() - start, len(pictures), _peak())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
