"""目录页 catalogue: versions of a directory, its groups, one of them, and two versions beside each other."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse

from zhida.platform.dip import installed
from zhida.platform.dip.catalogue import compared, conditions, matching, neighbours
from zhida.platform.dip.catalogue_grids import (
    coefficients_table,
    day_of,
    differences_table,
    directory_table,
    group_table,
    neighbours_table,
    versions_table,
)
from zhida.platform.dip.catalogue_origins import origin_of
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.installed import InForce
from zhida.platform.dip.pictures import changes_chart
from zhida.platform.dip.sections import sections
from zhida.platform.errors import NotReady
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin

_NOW = "now"
"""The version in force, in an address."""


@page("see")
def dip_catalogue(looking: Looking) -> HttpResponse:
    """病种目录: the versions that were put in force, and which one is."""
    found = installed.versions()
    context = {
        "sections": sections(looking, "dip-catalogue"), "found": found,
        "current": installed.current(),
    }  # fmt: skip
    tables = [versions_table(looking.lens, found, installed.current())]
    return show(looking, "dip/catalogue.html", context, tables, concept="dip")


@page("see")
def dip_directory(looking: Looking, version: str) -> HttpResponse:
    """一版目录: its groups, by words or layer."""
    from zhida.engines.dip.directory import Layer

    found = _version(version)
    text = looking.request.GET.get("q", "")[:100]
    layer = looking.request.GET.get("layer", "")
    rules = matching(found.ready.rules, text, layer)
    context = {
        "sections": sections(looking, "dip-catalogue"), "version": found.version,
        "current": installed.current(), "text": text, "layer": layer,
        "layers": [(each.name, label(each.label)) for each in Layer], "number": len(rules),
    }  # fmt: skip
    tables = [directory_table(looking.lens, found, rules)]
    return show(looking, "dip/directory.html", context, tables, concept="dip")


@page("see")
def dip_group(looking: Looking, version: str, code: str) -> HttpResponse:
    """一个病种: what a case must have, where the rule stands, what it counts, and its neighbours."""
    found = _version(version)
    rule = next((each for each in found.ready.rules if each.code == code), None)
    if rule is None:
        raise Http404
    subtypes = []
    if found.measured is not None:
        subtypes = [each for each in found.measured.further.subtypes if each.get("code") == code]
    context = {
        "sections": sections(looking, "dip-catalogue"), "version": found.version, "rule": rule,
        "layer": label(rule.layer.label), "conditions": conditions(rule),
        "subtypes": len(subtypes),
        "primary": found.measured is not None and code in found.measured.further.primary,
        "try": page_of(looking.lens, "dip-explain", dx=rule.dx[0],
                       ops=" ".join(rule.main[0]) if rule.main else ""),
    }  # fmt: skip
    tables = [
        group_table(looking.lens, found, rule),
        coefficients_table(looking.lens, found, code),
        neighbours_table(looking.lens, found, neighbours(found.ready.rules, rule)),
    ]
    return show(looking, "dip/group.html", context, tables, concept="dip")


@page("see")
def dip_directory_origin(looking: Looking, version: str) -> HttpResponse:
    """目录数字的来历."""
    return show_origin(
        looking, origin_of(looking.lens, _version(version), looking.request.GET.dict())
    )


@page("see")
def dip_differences(looking: Looking) -> HttpResponse:
    """版本差异: what changed from one version to another, counted, and one by one."""
    from zhida.engines.dip.differences import Change

    versions = installed.versions()
    names = [each.version for each in versions]
    asked = looking.request.GET
    new = asked.get("new", "") if asked.get("new") in names else next(iter(names), "")
    old = asked.get("old", "") if asked.get("old") in names else next(iter(names[1:]), "")
    changes = [(each.name, label(each.value)) for each in Change]
    change = asked.get("change", "") if asked.get("change") in Change.__members__ else ""
    context: dict[str, object] = {
        "sections": sections(looking, "dip-catalogue"), "old": old, "new": new,
        "versions": [(each.version, f"{each.name} {day_of(each)}") for each in versions],
        "changes": changes, "change": change,
    }  # fmt: skip
    tables = []
    if old and new:
        found = compared(_version(old), _version(new))
        counted = Counter(each.change for each in found)
        links = [page_of(looking.lens, "dip-differences", old=old, new=new, change=each.name)
                 for each in Change]  # fmt: skip
        context["chart"] = changes_chart(
            [(label(each.value), counted[each], href)
             for each, href in zip(Change, links, strict=True)]
        )  # fmt: skip
        context["number"] = len(found)
        kept = [each for each in found if not change or each.change.name == change]
        tables = [differences_table(looking.lens, kept)]
    return show(looking, "dip/differences.html", context, tables, concept="dip")


def _version(name: str) -> InForce:
    try:
        return installed.in_force() if name == _NOW else installed.made_ready(name)
    except NotReady as wrong:
        raise Http404(str(wrong)) from wrong
