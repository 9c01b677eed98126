"""限额 limits: how much a file may ask of its reader."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """限额: bounds past which a file is refused, never read in part.

    A notice with all its annexes is some hundred kilobytes; each bound is two
    orders above that. Sizes are bytes, `cell_characters` counts characters of
    one cell or paragraph, `depth` tables within tables, `cells` those of one file.
    Time and memory of a process are bounded where batches are run.

    >>> Limits().pages
    1000
    """

    file_bytes: int = 200 * _MIB
    text_bytes: int = 8 * _MIB
    inflated_bytes: int = 256 * _MIB
    xml_bytes: int = 32 * _MIB
    archive_entries: int = 10_000
    pages: int = 1_000
    scanned_pages: int = 200
    pixels: int = 120_000_000
    cell_characters: int = 1_000_000
    cells: int = 2_000_000
    depth: int = 20
    xml_depth: int = 200
    html_depth: int = 250
    blocks: int = 200_000
    convert_seconds: int = 120
