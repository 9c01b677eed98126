"""病种付费 dip: settlement lists grouped and checked by the directory in force."""

from __future__ import annotations

from zhida.client.connection import Connection, Row


class DipCalls(Connection):
    """病种付费: nothing is kept of what is sent; a list is a message of 4101A."""

    def dip_directories(self) -> Row:
        """病种目录的版本: which there are and which is in force."""
        return self._row("/dip/directories")

    def group_list(self, settled: Row, *, trace: bool = False) -> Row:
        """一份清单分组."""
        return self._done("/dip/group", settled, "", trace=trace)

    def group_lists(self, lists: list[Row], *, trace: bool = False) -> Row:
        """一批清单分组."""
        return self._done("/dip/groups", {"lists": lists}, "", trace=trace)

    def check_lists(self, lists: list[Row]) -> Row:
        """清单质控."""
        return self._done("/dip/quality", {"lists": lists}, "")
