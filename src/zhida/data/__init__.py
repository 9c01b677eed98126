"""数据 data: the law, the codes and the vocabulary as dated files, and one loader."""

from zhida.data.loader import DataError, load

__all__ = ["DataError", "load"]
