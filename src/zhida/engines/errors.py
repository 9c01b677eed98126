"""错误 errors: what keeps an engine from going on, in a Chinese sentence with its mend."""

from __future__ import annotations

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
            return EngineError(f"{what}“{path}”不是UTF-8文本。请另存为UTF-8")
    return EngineError(f"{what}“{path}”无法读取：{wrong.strerror}")


def raised_by_engine(wrong: BaseException) -> bool:
    """Whether an error is an engine's own, such as of a file that it can't read."""
    return type(wrong).__module__.split(".")[0] in ("duckdb", "_duckdb", "ibis", "pyspark", "py4j")


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
