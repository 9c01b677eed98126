"""出页 showing: a page with its tables; `?export=key` writes one of them whole to a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.exporting import XLSX, workbook
from zhida.platform.pages.page import Looking
from zhida.platform.pages.tables import Table


def show(
    looking: Looking,
    template: str,
    context: Mapping[str, object],
    tables: Sequence[Table] = (),
    *,
    concept: str = "page",
) -> HttpResponse:
    """出页: the template with `lens`, and each table under its key in `tables`.

    An export is a deed: it is recorded in the journal with what was filtered.
    """
    asked = looking.request.GET.get("export", "")
    for table in tables:
        if table.key == asked:
            content = workbook(table, _asked_for(looking))
            name = f"{table.title}-{timezone.localdate():%Y%m%d}.xlsx"
            subject = looking.request.get_full_path()
            return send_file(looking, name, content, XLSX, concept=concept, subject=subject)
    by_key = {each.key: each for each in tables}
    return render(looking.request, template, {"lens": looking.lens, "tables": by_key, **context})


def _asked_for(looking: Looking) -> dict[str, str]:
    return {
        _("查询人"): looking.actor.name,
        _("查询时间"): f"{timezone.localtime():%Y-%m-%d %H:%M}",
        _("区划"): looking.lens.region_name,
        _("年度"): str(looking.lens.year),
        _("筛选"): looking.request.GET.urlencode(),
    }
