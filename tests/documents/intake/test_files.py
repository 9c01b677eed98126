"""What a person points at becomes a list of files."""

from __future__ import annotations

from pathlib import Path

from zhida.documents.intake.files import find


def make(folder: Path, *names: str) -> None:
    """Empty files."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(files: tuple[Path, ...], folder: Path) -> list[str]:
    """Paths as seen from the folder."""
    return [path.relative_to(folder).as_posix() for path in files]


def test_a_folder_gives_its_documents_at_any_depth_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.docx", "a.TXT", "2023/c.pdf", "2023/附件/d.xlsx")
    found = find([tmp_path])
    assert names(found.files, tmp_path) == ["a.TXT", "b.docx", "2023/c.pdf", "2023/附件/d.xlsx"]
    assert found.skipped == 0


def test_what_is_no_document_is_counted_not_read(tmp_path: Path) -> None:
    make(tmp_path, "通知.docx", "说明.csv", "程序.exe", "通知.faults.md")
    found = find([tmp_path])
    assert names(found.files, tmp_path) == ["通知.docx"]
    assert found.skipped == 3


def test_what_office_programs_and_systems_leave_behind_is_not_even_counted(tmp_path: Path) -> None:
    make(tmp_path, "通知.docx", "~$通知.docx", ".DS_Store", ".git/a.txt")
    found = find([tmp_path])
    assert names(found.files, tmp_path) == ["通知.docx"]
    assert found.skipped == 0


def test_a_file_named_by_itself_may_have_any_name(tmp_path: Path) -> None:
    make(tmp_path, "通知.正式稿", "没有后缀")
    paths = [tmp_path / "通知.正式稿", tmp_path / "没有后缀"]
    assert find(paths).files == tuple(paths)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "通知.docx")
    assert len(find([tmp_path, tmp_path / "通知.docx"]).files) == 1


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    (missing,) = find([tmp_path / "没有.docx"]).missing
    assert "没有这个文件" in missing.sentence
    assert "没有.docx" in missing.sentence


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    make(tmp_path, "a.exe")
    (missing,) = find([tmp_path]).missing
    assert "没有可读取的文件" in missing.sentence


def test_the_report_of_the_last_run_is_no_input(tmp_path: Path) -> None:
    make(tmp_path, "通知.docx", "报告.html")
    found = find([tmp_path], without=[tmp_path / "报告.html"])
    assert names(found.files, tmp_path) == ["通知.docx"]
