"""Pages of the manual that are made from the program, so that they can't be out of date."""

from __future__ import annotations

from pathlib import Path

from pages.commands import commands_page
from pages.rules import rule_pages
from pages.schema import schema_page


def write_pages(folder: Path) -> None:
    """Write every generated page; a page that hasn't changed is left alone, for speed."""
    pages = {"commands": commands_page(), "json": schema_page(), **rule_pages()}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.stem not in pages:
            old.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
