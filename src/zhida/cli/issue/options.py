"""选项 options: what the steps of a plan ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Number = Annotated[int, typer.Argument(metavar="编号", help="方案的编号，见 zhida issue list。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么。")]
PlanFile = Annotated[Path, typer.Argument(metavar="方案.toml", help="方案文件，写法见手册“分配”。")]
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="把文稿写到这里。")]
LetterFile = Annotated[
    Path | None,
    typer.Option("--letter", metavar="要素.toml", help="发文要素：主送、抄送、计量单位等。"),
]
Upstream = Annotated[
    list[Path] | None,
    typer.Option("--notice", metavar="文件", help="上级通知，其时限和表格转到下级；可重复。"),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="文件夹", help="把文稿写到这里。")]
Lines = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="列=行号", help="某一列由哪一行指标支付；可重复。"),
]
DocumentNumber = Annotated[str, typer.Option("--number", metavar="文号", help="本级发文字号。")]
Day = Annotated[str, typer.Option("--date", metavar="年-月-日", help="签发日期。")]
From = Annotated[str, typer.Option("--upstream", metavar="文号", help="资金来自哪一份上级通知。")]
