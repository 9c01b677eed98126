"""页面接口 pages: every table that a page shows, and the origin of every figure, by the page's address."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Query
from pydantic import AfterValidator, StringConstraints

from zhida.platform.api.bearer import Call
from zhida.platform.api.page_shapes import (
    OriginTold,
    RowTold,
    TableTold,
    origin_told,
    rows_page,
    table_told,
)
from zhida.platform.api.page_values import origin_of, table_of, tables_of, workbook_of
from zhida.platform.api.paging import Page, Paged
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, plain

routes = Routes("页面")

Address = Annotated[str, StringConstraints(min_length=1, max_length=60_000), AfterValidator(plain)]
"""网址: of a page, from its first “/” on, with what it asks for."""


class AddressAsked(Asked):
    """所看页面: e.g. /execution/?year=2025&region=650000."""

    address: Address


class RowsAsked(Paged):
    """所看页面与分页."""

    address: Address


@routes.read("/tables")
def tables(call: Call, asked: Query[AddressAsked]) -> list[TableTold]:
    """页面的表: heads and totals; whatever a page lists is asked so."""
    return [table_told(each) for each in tables_of(call, asked.address).values()]


@routes.read("/tables/{key}")
def table_rows(call: Call, key: Code, asked: Query[RowsAsked]) -> Page[RowTold]:
    """表的行: as the page shows them; a cell's `href` goes to /origins."""
    table = table_of(call, asked.address, key)
    return rows_page(table, asked, f"table {key} {asked.address}")


@routes.read("/tables/{key}/workbook", "export")
def table_workbook(call: Call, key: Code, asked: Query[AddressAsked]) -> HttpResponse:
    """导出表: as the page's xlsx with formulas and definitions; the export is a deed."""
    return workbook_of(call, asked.address, key)


@routes.read("/origins")
def origin(call: Call, asked: Query[AddressAsked]) -> OriginTold:
    """数字来历: formula, parts and place of a figure, by the address that its cell gave."""
    return origin_told(origin_of(call, asked.address))
