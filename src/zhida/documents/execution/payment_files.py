"""国库支付文件 payment files: xlsx, csv or json of the treasury as payments and findings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from zhida.core.execution.payment_columns import NO_MAPPING, PaymentMapping
from zhida.core.execution.payment_findings import field_of_finding
from zhida.core.execution.payment_reading import PaymentReading, RowsDone, read_payments
from zhida.core.findings import Finding
from zhida.documents.errors import UnreadableFile, why_unopened
from zhida.documents.execution.payment_tables import cell_of, grid_of

_BESIDE = {"unit": ("unit_code",), "quota": ("quota_key", "unit", "unit_code")}
"""Columns that say the same where a file doesn't have the usual one."""


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """国库支付文件: the bytes as they came, the mapping's text, and what was read."""

    name: str
    data: bytes
    mapping: str
    year: int | None
    reading: PaymentReading

    @property
    def sha256(self) -> str:
        """The hash by which the file is known."""
        return hashlib.sha256(self.data).hexdigest()

    def at_the_cell(self, finding: Finding) -> Finding:
        """指到单元格: a finding about a row of this file, at the cell that it is about."""
        field = field_of_finding(finding.code)
        column = next(
            (self.reading.columns[name] for name in (field, *_BESIDE.get(field, ()))
             if name in self.reading.columns),
            None,
        )  # fmt: skip
        if column is None or not finding.sources:
            return finding
        row, *others = finding.sources
        return replace(finding, sources=(cell_of(row, column, field), *others))


def read_payment_file(
    path: Path,
    region: str,
    mapping: PaymentMapping = NO_MAPPING,
    mapping_text: str = "",
    progress: RowsDone | None = None,
) -> PaymentFile:
    """读国库支付文件: see `read_payment_bytes`. Raises `UnreadableFile`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, why_unopened(error), "检查文件名") from error
    return read_payment_bytes(path.name, data, region, mapping, mapping_text, progress)


def read_payment_bytes(
    name: str,
    data: bytes,
    region: str,
    mapping: PaymentMapping = NO_MAPPING,
    mapping_text: str = "",
    progress: RowsDone | None = None,
) -> PaymentFile:
    """读国库支付文件: the payments of `region` in it; the name's ending says what it is.

    Raises `UnreadableFile` where the file is no table; what is wrong with its cells
    stands in the findings of the reading.
    """
    grid, used = grid_of(name, data, mapping)
    reading = read_payments(grid, region, used, progress)
    return PaymentFile(name, data, mapping_text, mapping.year, reading)
