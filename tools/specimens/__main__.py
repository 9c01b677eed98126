"""Make samples/ and fiscal-year/ from the specimens: python -m specimens (with tools/ on the path)."""

from __future__ import annotations

from pathlib import Path

from specimens import attained, treasury
from specimens.notation import load
from specimens.office import to_docx, to_xlsx
from specimens.pages import to_pdf, to_scan
from specimens.plain import to_html, to_markdown, to_text

_ROOT = Path(__file__).resolve().parents[2]
_NOTICES = Path(__file__).parent / "notices"


def make(folder: Path) -> None:
    """Write every sample in its format. The sidecar *.faults.toml are written by hand."""
    folder.mkdir(exist_ok=True)
    for path in sorted(_NOTICES.glob("*.notice")):
        specimen, name = load(path), path.stem
        match name[:2]:
            case "01":
                to_docx(specimen, folder / f"{name}.docx")
            case "02" | "08":
                (folder / f"{name}.txt").write_text(to_text(specimen), "utf-8")
            case "03":
                (folder / f"{name}.html").write_text(to_html(specimen, name), "utf-8")
            case "04":
                to_pdf(specimen, folder / f"{name}.pdf")
            case "05":
                (folder / f"{name}.md").write_text(to_markdown(specimen), "utf-8")
            case "06" if name.endswith("附件"):
                to_xlsx({"分配表": specimen}, folder / f"{name}.xlsx")
            case "07":
                to_scan(specimen, folder / f"{name}.pdf")
            case _:
                to_docx(specimen, folder / f"{name}.docx")


def make_year(folder: Path) -> None:
    """What one fiscal year brings: goals, payments, what was reached."""
    folder.mkdir(exist_ok=True)
    treasury.make(folder / "国库支付")
    attained.make(folder)
    for path in sorted((_NOTICES / "年度").glob("*.notice")):
        to_docx(load(path), folder / f"{path.stem}.docx")


if __name__ == "__main__":
    make(_ROOT / "samples")
    make_year(_ROOT / "fiscal-year")
