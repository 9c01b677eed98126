"""公开 public: the version of the notice for the public, and the list of all files made."""

from __future__ import annotations

from pathlib import Path

from year.clerk import say, zhida


def publish(issued: Path, out: Path) -> None:
    """The notice without what the public is not to see."""
    say("公开稿：隐去电话、姓名、账号等，列出隐去了什么")
    (letter,) = issued.glob("*.docx")
    zhida("publish", letter, "--out", out / "公开", "--without-copies")


def told(out: Path) -> None:
    """What was made, folder by folder."""
    say("这一年的文件")
    for folder in sorted({path.parent for path in out.rglob("*") if path.is_file()}):
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
        print(f"{folder}（{len(files)}个）")
        for name in files[:6]:
            print(f"    {name}")
        if len(files) > 6:
            print(f"    …… 另有{len(files) - 6}个")
