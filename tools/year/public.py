"""公开 public: the version of the notice for the public, and the list of all files made."""

from __future__ import annotations

from pathlib import Path

from year.clerk import Unexpected, say, zhida
from year.offices import PREFECTURE


def publish(issued: Path, out: Path) -> None:
    """The notice without what the public is not to see."""
    say("公开稿：隐去电话、姓名、账号等，列出隐去了什么")
    (letter,) = issued.glob("*.docx")
    made = ("--out", out / "公开", "--without-copies")
    zhida("publish", letter, *made, "--as", PREFECTURE.reviewer)


_WORTH_OPENING = (
    ("执行进度", "执行进度.*"),
    ("九月反馈表：汇总和各县", "反馈表/2025-09/*.pdf"),
    ("第三季度季报、汇总", "季报/*.pdf"),
    ("八月的绩效监控", "绩效监控-*.xlsx"),
    ("绩效自评表（填好的）", "自评/*.docx"),
    ("得分：自评、复核、确认", "得分.xlsx"),
    ("扣减建议", "扣减.csv"),
    ("下年分配方案的结果", "下年分配/allocation.xlsx"),
    ("公开稿", "公开/*.docx"),
    ("应报清单、日历", "应报清单.*"),
)


def told(out: Path) -> None:
    """What is worth opening. Raises `Unexpected` where something wasn't made."""
    say("这一年的文件")
    for name, pattern in _WORTH_OPENING:
        found = sorted(path for path in out.glob(pattern) if path.stat().st_size)
        if not found:
            raise Unexpected(f"no file {pattern}")
        more = f" 等{len(found)}个" if len(found) > 1 else ""
        print(f"{name}：{found[0]}{more}")
    print(f"全部文件（docx、xlsx、pdf等{sum(each.is_file() for each in out.rglob('*'))}个）：{out}")
