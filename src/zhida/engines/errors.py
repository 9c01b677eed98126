"""错误 errors: what keeps an engine from going on, in a Chinese sentence with its mend."""

from __future__ import annotations

import errno
from pathlib import Path


class EngineError(ValueError):
    """引擎无法继续: the input or a parameter can't be used; nothing was half done."""


def unreadable(path: Path, wrong: OSError | UnicodeDecodeError, what: str = "") -> EngineError:
    """文件无法读取: the error to raise for a text file that can't be; `what` it is said to be.

    >>> print(unreadable(Path("基金.csv"), FileNotFoundError()))
    “基金.csv”不存在。请检查路径
    """
    match wrong:
        case FileNotFoundError():
            return EngineError(f"{what}“{path}”不存在。请检查路径")
        case IsADirectoryError():
            return EngineError(f"{what}“{path}”是文件夹。请指定其中的文件")
        case PermissionError():
            return EngineError(f"没有权限读取{what}“{path}”。请检查文件的权限")
        case UnicodeDecodeError():
            kind = next(
                (kind for mark, kind in _KINDS.items() if wrong.object.startswith(mark)), ""
            )
            found = f"是{kind}，不是文本" if kind else "不是UTF-8文本"
            return EngineError(f"{what}“{path}”{found}。表格请另存为“CSV UTF-8”")
    return EngineError(f"{what}“{path}”无法读取：{wrong.strerror}")


_KINDS = {b"PK": "工作簿或压缩文件", b"PAR1": "Parquet文件", b"%PDF": "PDF文件"}
"""What the first bytes of a file that isn't a text tell it to be."""


def unwritable(path: Path, wrong: OSError) -> EngineError:
    """文件无法写入: the error to raise for a file that can't be written; what stood there stays.

    >>> print(unwritable(Path("清算.csv"), IsADirectoryError()))
    “清算.csv”是文件夹。请写文件名
    """
    match wrong:
        case IsADirectoryError():
            return EngineError(f"“{path}”是文件夹。请写文件名")
        case NotADirectoryError() | FileExistsError():
            return EngineError(f"“{path}”是文件。请写文件夹")
        case PermissionError():
            return EngineError(f"没有权限写入“{path}”。请检查文件夹的权限")
        case FileNotFoundError() if path.parent.is_dir():
            return EngineError(f"“{path}”所在的文件夹不能写入。请换一个文件夹")
        case FileNotFoundError():
            return EngineError(f"文件夹“{path.parent}”不存在。请先建立，或换一个文件夹")
    if wrong.errno == errno.ENOSPC:
        return EngineError(f"磁盘空间不够，写不下“{path}”。请清理磁盘，再运行一次")
    if wrong.errno == errno.EROFS:
        return EngineError(f"“{path}”所在的磁盘只能读。请换一个文件夹")
    return EngineError(f"无法写入“{path}”：{wrong.strerror}")


def raised_by_engine(wrong: BaseException) -> bool:
    """Whether an error is an engine's own, such as of a file that it can't read."""
    return type(wrong).__module__.split(".")[0] in ("duckdb", "_duckdb", "ibis", "pyspark", "py4j")


def interrupted(wrong: BaseException) -> bool:
    """Whether Ctrl-C stopped a query: the embedded engine tells of it by an error of its own."""
    return isinstance(wrong, RuntimeError) and "Query interrupted" in str(wrong)


def in_words(wrong: BaseException) -> EngineError:
    """引擎自己的错误: what an engine raised, as a sentence with its mend."""
    text = str(wrong).strip()
    if any(words in text for words in _DISK):
        return EngineError(
            "磁盘空间不够，引擎的临时文件写不下。请清理磁盘，或把环境变量TMPDIR指向空间更大的文件夹"
        )
    if any(words in text for words in _MEMORY):
        return EngineError("内存不够，引擎无法继续。请关闭其他程序，或按统筹区、年度分批计算")
    first = next(iter(text.splitlines()), type(wrong).__name__)
    return EngineError(f"引擎无法继续：{first}。已有的结果没有改动")


_DISK = ("No space left on device", "max_temp_directory_size", "could not write", "Could not write")
_MEMORY = ("Out of Memory", "OutOfMemory", "failed to allocate")
