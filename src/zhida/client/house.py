"""系统 house: who and what there is, pages, jobs, the journal."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.client.connection import Connection, Row


class HouseCalls(Connection):
    """系统: who and what there is, pages, jobs, the journal."""

    def me(self, **asked: object) -> Row:
        """我能办什么: in a `region`, and why not."""
        return self._row("/me", **asked)

    def desk(self, region: str = "") -> Row:
        """工作台: what waits, what I set going, what changed."""
        return self._row("/desk", region=region)

    def search(self, text: str) -> list[Row]:
        """搜索: as at the top of a page."""
        return self._list("/search", text=text)

    def tables(self, address: str) -> list[Row]:
        """页面的表: heads and totals of the tables of a page, by its address (/execution/?year=2025)."""
        return self._list("/tables", address=address)

    def rows(self, address: str, key_of_table: str) -> Iterator[Row]:
        """表的行: of a table of a page."""
        return self.pages(f"/tables/{key_of_table}", address=address)

    def workbook(self, address: str, key_of_table: str) -> bytes:
        """导出表: as xlsx."""
        return self.download(f"/tables/{key_of_table}/workbook", address=address)

    def origin(self, address: str) -> Row:
        """数字来历: by the `href` of a cell."""
        return self._row("/origins", address=address)

    def rules(self) -> list[Row]:
        """规则."""
        return self._list("/rules")

    def metrics(self) -> list[Row]:
        """指标库."""
        return self._list("/metrics")

    def regions(self, text: str) -> list[Row]:
        """区划: by name, sound or code."""
        return self._list("/regions", text=text)

    def agencies(self, **asked: object) -> list[Row]:
        """单位."""
        return self._list("/agencies", **asked)

    def region_agencies(self, code: str) -> Iterator[Row]:
        """一个区划的单位."""
        return self.pages(f"/regions/{code}/agencies")

    def add_agency(self, name: str, region: str = "", *, key: str = "", **body: object) -> Row:
        """登记单位."""
        return self._done("/agencies", {"name": name, "region": region, **body}, key)

    def catalogues(self) -> list[str]:
        """目录."""
        return self._names("/catalogues")

    def catalogue(self, name: str) -> Iterator[Row]:
        """目录表: its rows, with source and status."""
        return self.pages(f"/catalogues/{name}")

    def workdays(self, year: int) -> list[Row]:
        """工作日."""
        return self._list("/workdays", year=year)

    def users(self, **asked: object) -> Iterator[Row]:
        """用户."""
        return self.pages("/users", **asked)

    def user(self, number: int) -> Row:
        """一名用户."""
        return self._row(f"/users/{number}")

    def add_user(self, name: str, agency: str, role: str, *, key: str = "") -> Row:
        """登记用户: with a one-time password, which is told once."""
        return self._done("/users", {"name": name, "agency": agency, "role": role}, key)

    def give_password(self, number: int, *, without_factor: bool = False, key: str = "") -> Row:
        """重置口令: told once."""
        return self._done(f"/users/{number}/password", {"without_factor": without_factor}, key)

    def set_role(self, number: int, role: str, reason: str, *, key: str = "") -> Row:
        """变更角色."""
        return self._done(f"/users/{number}/role", {"role": role, "reason": reason}, key)

    def switch_off(self, number: int, reason: str, *, key: str = "") -> Row:
        """停用用户."""
        return self._done(f"/users/{number}/switch-off", {"reason": reason}, key)

    def switch_on(self, number: int, reason: str, *, key: str = "") -> Row:
        """恢复用户."""
        return self._done(f"/users/{number}/switch-on", {"reason": reason}, key)

    def unlock(self, number: int, *, key: str = "") -> Row:
        """解除锁定."""
        return self._done(f"/users/{number}/unlock", {}, key)

    def jobs(self, **asked: object) -> Iterator[Row]:
        """后台任务."""
        return self.pages("/jobs", **asked)

    def job(self, number: int) -> Row:
        """一项任务."""
        return self._row(f"/jobs/{number}")

    def job_items(self, number: int) -> Iterator[Row]:
        """任务的各项."""
        return self.pages(f"/jobs/{number}/items")

    def cancel_job(self, number: int, *, key: str = "") -> Row:
        """取消任务."""
        return self._done(f"/jobs/{number}/cancel", {}, key)

    def journal(self, **asked: object) -> Iterator[Row]:
        """日志: of the region for who audits, else one's own deeds."""
        return self.pages("/journal", **asked)

    def deed(self, number: int) -> Row:
        """一条日志."""
        return self._row(f"/journal/{number}")

    def export_journal(self, **asked: object) -> bytes:
        """导出日志: as csv."""
        return self.download("/journal/export", **asked)
