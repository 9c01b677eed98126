"""系数文件 coefficients_file: scores written as next year's coefficients, every refusal a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhida.cli.console import messages
from zhida.cli.installation import refuse

if TYPE_CHECKING:
    from zhida.documents.performance.coefficient_file import Rated


def deliver_coefficients(
    rated: Sequence[Rated], year: int, fund: str, out: Path, factors: Path | None
) -> None:
    """The table of coefficients, or the factor table of a plan with them filled in."""
    from zhida.core.performance.coefficient import CoefficientError
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.coefficient_file import fill_coefficients, write_coefficients
    from zhida.documents.writing.replacing import UnwritableReport

    try:
        if factors is None:
            write_coefficients(out, rated, year, fund)
        else:
            fill_coefficients(factors, out, rated, year, fund)
    except (FaultyInput, CoefficientError, UnwritableReport) as error:
        refuse(str(error))
    messages().print(f"已写入 {out}", soft_wrap=True)
