"""收取页 taking: files of results that a person sends, and each result's own page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.engines.errors import EngineError
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.figures import page_of, policies
from zhida.platform.dip.grids import insurance, pool_name
from zhida.platform.dip.models import Kind, Result
from zhida.platform.dip.origins import origin_of
from zhida.platform.dip.queries import editions
from zhida.platform.dip.queries import result as result_of
from zhida.platform.dip.result_files import COMMANDS, Given
from zhida.platform.dip.result_grids import editions_table, file_tables
from zhida.platform.dip.sections import sections
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.file_names import safe_name
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin

MOST_FILES = 50
MOST_BYTES = 64 * 1024 * 1024


@require_POST
@page("see")
def dip_take_in(looking: Looking) -> HttpResponse:
    """收取: the files of the form, all or none."""
    lens = looking.lens

    def act() -> str:
        files = files_of(looking.request)
        taken = take_in(looking.actor, files, lens.year, timezone.localdate(), lens.region)
        new = [each for each in taken if each.new]
        kinds = "、".join(
            _("{year}年{kind}第{n}版").format(
                year=each.result.year,
                kind=label(Kind(each.result.kind)),
                n=each.result.edition,
            )
            for each in new
        )
        same = len(taken) - len(new)
        return (_("已收取：{kinds}。").format(kinds=kinds) if new else "") + (
            _("{n}份与现有的相同，没有新的版次。").format(n=same) if same else ""
        )

    return deed(looking, act, page_of(lens, "dip"))


def files_of(request: HttpRequest) -> list[Given]:
    """送来的文件. Raises EngineError where they are too many or too much."""
    files = request.FILES.getlist("files")
    if len(files) > MOST_FILES or sum(each.size or 0 for each in files) > MOST_BYTES:
        raise EngineError(f"一次最多{MOST_FILES}个文件、{MOST_BYTES >> 20}MB。请分几次送来")
    return [Given(safe_name(each.name or ""), each.read()) for each in files]


@page("see")
def dip_result(looking: Looking, number: int) -> HttpResponse:
    """付费结果: its facts, its editions, and all that its file says."""
    found = _found(number)
    tables = [*file_tables(looking.lens, found), editions_table(looking.lens, editions(found))]
    context = {
        "result": found,
        "kind": Kind(found.kind),
        "command": COMMANDS[Kind(found.kind)],
        "files": sorted((found.body.get("files") or {}).items()),
        "policy": policies(found.body.get("policy", ())),
        "pool": pool_name(found.pool),
        "insurance": insurance(found.insutype),
        "file_tables": [each.key for each in tables],
        "sections": sections(looking, ""),
        "download": f"{reverse('dip-result-file', args=[number])}?{looking.lens.query}",
    }
    return show(looking, "dip/result.html", context, tables, concept="dip")


@page("see")
def dip_result_file(looking: Looking, number: int) -> HttpResponse:
    """结果文件: as it came."""
    found = _found(number)
    return send_file(
        looking, found.name, found.text.encode(), "application/json",
        concept="dip", subject=f"result {number}", region=found.region_id,
    )  # fmt: skip


@page("see")
def dip_origin(looking: Looking, number: int) -> HttpResponse:
    """数字来历: of a figure of a result."""
    asked = looking.request.GET.dict()
    return show_origin(looking, origin_of(looking.lens, _found(number), asked))


def _found(number: int) -> Result:
    found = result_of(number)
    if found is None:
        raise Http404
    return found
