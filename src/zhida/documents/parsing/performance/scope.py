"""适用范围 scope: the place, unit or project whose goals a table states."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from zhida.core import regions
from zhida.core.provenance import Stated
from zhida.core.regions import Region
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import printed
from zhida.documents.parsing.performance.head import HeadField

_YEAR = regex.compile(r"(?<!\d)(20\d\d)(?:年度?|\b)")
_SUBTITLE = regex.compile(r"^[(\[]?20\d\d年?度?[)\]]?[-—:]?(?P<place>.*)$")
_YEAR_LEAD = regex.compile(r"^(?:附件[\d-]*[:、]?)?(?:20\d\d年度?)?")
_LONGEST_PLACE = 14
_KINDS = ("省", "市", "县", "区", "旗", "州", "盟", "本级")
_RANKED = (
    "unit", "county", "place", "county_office", "prefecture", "prefecture_office", "province",
    "province_office",
)  # fmt: skip
_OFFICES = ("county_office", "prefecture_office", "province_office")


@dataclass(frozen=True, slots=True)
class Scope:
    """范围: the scope as printed, and the place that it means."""

    name: Stated[str] | None
    region: Region | None


def scope_of(
    titles: tuple[Stated[str], ...], fields: tuple[HeadField, ...], within: str | None
) -> Scope:
    """The narrowest scope that is printed: below the title, in the title, or in a field.

    `titles` are the lines above the table, title and subtitle; `within` is the
    code of the place that speaks.
    """
    within = _province(fields, within)
    found = _in_subtitles(titles, within) or _in_titles(titles, within)
    if found is None:
        found = _in_fields(fields, within)
    if found is None and not any(one.detail in _RANKED[:3] for one in fields):
        found = next((f.value for f in fields if f.detail == "project" and f.value.value), None)
    if found is None:
        return Scope(None, None)
    return Scope(found, regions.find(found.value, within))


def year_of(titles: tuple[Stated[str], ...], fields: tuple[HeadField, ...]) -> Stated[int] | None:
    """The year of the goals: below the title, in a field, or in the title."""
    subtitles = [
        title
        for title in titles
        if (found := _SUBTITLE.match(clean(title.value).text)) and not _is_title(found["place"])
    ]
    years = [one.value for one in fields if one.detail == "year"]
    for text in (*subtitles, *years, *titles):
        found = _YEAR.search(clean(text.value).text)
        if found:
            return Stated(int(found[1]), text.source, text.confirmed)
    return None


def _province(fields: tuple[HeadField, ...], within: str | None) -> str | None:
    """The code in which to look for names: the province that the head states."""
    for one in fields:
        if one.detail in ("province", "province_office") and within is None:
            region = regions.find(one.value.value)
            if region is not None:
                return region.code
    return within


def _in_subtitles(titles: tuple[Stated[str], ...], within: str | None) -> Stated[str] | None:
    for title in titles:
        found = _SUBTITLE.match(clean(title.value).text)
        if found and (place := found["place"].strip("() ")) and not _is_title(place):
            return Stated(printed(place), title.source, title.confirmed)
        bare = clean(title.value).text.strip("() ")
        if regions.is_place_name(bare):
            return Stated(bare, title.source, title.confirmed)
    return None


def _is_title(text: str) -> bool:
    return "绩效" in text or text.endswith(("表", "部分", "资金"))


def _in_titles(titles: tuple[Stated[str], ...], within: str | None) -> Stated[str] | None:
    """The place with which a title begins (费县医疗救助资金绩效目标表, 上饶市本级…)."""
    for title in titles:
        text = _YEAR_LEAD.sub("", clean(title.value).text)
        if "绩效" not in text:
            continue
        for length in range(_LONGEST_PLACE, 1, -1):
            place = text[:length]
            if place.endswith(_KINDS) and _is_narrow(place, within):
                return Stated(place, title.source, title.confirmed)
    return None


def _is_narrow(place: str, within: str | None) -> bool:
    return regions.is_place_name(place) and regions.find(place, within) is not None


def _in_fields(fields: tuple[HeadField, ...], within: str | None) -> Stated[str] | None:
    """The narrowest field that names a place; else the narrowest that names anything."""
    named = [found for detail in _RANKED for one in fields if (found := _named(one, detail))]
    placed = (one for one in named if regions.find(clean(one.value).text, within) is not None)
    return next(placed, named[0] if named else None)


def _named(field: HeadField, detail: str) -> Stated[str] | None:
    text = field.value
    if field.detail != detail or not text.value:
        return None
    if detail not in _OFFICES:
        return text
    place = regions.body_part(clean(text.value).text)
    if place and regions.is_place_name(place):
        return Stated(place, text.source, text.confirmed)
    return None
