"""规则 rules: the option by which the commands of diagnosis-related groups are given their rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Rules = Annotated[
    Path,
    typer.Option("--rules", metavar="规则", help="分组规则：放csv的文件夹，或一个xlsx工作簿。"),
]
