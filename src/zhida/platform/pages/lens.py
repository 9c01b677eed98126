"""视角 lens: the year, the region and the unit of money through which a page is looked at.

They stand in the address (`?year=2026&region=650100&unit=wan`), so that what one sees
can be passed on; what is left out there is as it was last chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhida.core.money import Unit
from zhida.platform.regions.models import Region
from zhida.platform.regions.queries import fiscal_children

UNIT_NAMES = {"yuan": _("元"), "wan": _("万元"), "yi": _("亿元")}
UNITS = {"yuan": Unit.YUAN, "wan": Unit.WAN_YUAN, "yi": Unit.YI_YUAN}
FIRST_YEAR = 2015
_KEPT = "zhida lens"


@dataclass(frozen=True, slots=True)
class Lens:
    """视角: `region` is a code that the person reaches, `unit` one of `UNITS`.

    `places` are what may be chosen, by name: the person's own region, that which is looked at,
    and those right below either; `below` are those right below what is looked at.
    """

    year: int
    home: str
    region: str
    region_name: str
    unit: str
    places: Mapping[str, str]
    below: Mapping[str, str]

    @property
    def query(self) -> str:
        """网址: the lens as the end of an address, so that a link can be passed on."""
        return urlencode({"year": self.year, "region": self.region, "unit": self.unit})

    @property
    def years(self) -> list[int]:
        """可选年度: the newest first."""
        return list(range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1))

    @property
    def units(self) -> list[tuple[str, str]]:
        """可选单位: code and name."""
        return [(code, str(name)) for code, name in UNIT_NAMES.items()]

    @property
    def unit_name(self) -> str:
        """金额单位."""
        return str(UNIT_NAMES[self.unit])

    @property
    def regions(self) -> list[tuple[str, str]]:
        """可选区划: code and name."""
        return list(self.places.items())


def lens_of(request: HttpRequest, home: str) -> Lens:
    """视角: of a request by somebody of the region `home`; what can't be is left as it was.

    A region that lies beyond theirs is not taken: `home` stays.
    """
    kept: dict[str, str] = dict(request.session.get(_KEPT, {}))
    chosen = kept | {name: value for name in _NAMES if (value := request.GET.get(name))}
    year = _year(chosen.get("year", "")) or timezone.localdate().year
    seen = {each.code: each for each in _reached(home, chosen.get("region", home))}
    region = chosen.get("region", home)
    if region not in seen:
        region = home
    unit = chosen.get("unit", "")
    if unit not in UNITS:
        unit = "wan"
    settled = {"year": str(year), "region": region, "unit": unit}
    if settled != kept:
        request.session[_KEPT] = settled
    places = {home: seen[home].name, region: seen[region].name}
    for code in dict.fromkeys((home, region)):
        below = {each.code: each.name for each in fiscal_children(code, timezone.localdate())}
        places |= below
    return Lens(year, home, region, seen[region].full_name, unit, places, below)


def _reached(home: str, region: str) -> Iterable[Region]:
    """The two regions, the second only where the first reaches it."""
    return Region.objects.filter(code__in=[home, region], reached_from__ancestor_id=home)


_NAMES = ("year", "region", "unit")


def _year(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        return None
    year = int(text)
    return year if FIRST_YEAR <= year <= timezone.localdate().year + 1 else None
