"""地方 places: the fiscal tree below the region, and the units that spend there. Units are made up."""

from __future__ import annotations

from dataclasses import dataclass

from demo.days import TODAY
from zhida.platform.regions.models import Agency, Region
from zhida.platform.regions.queries import fiscal_children
from zhida.platform.scope import scope

CENTRE, PROVINCE = "100000", "650000"
_COUNTY_CODE = 6
"""Signs of a county's code; development zones that the list of regions has besides have more."""


@dataclass(frozen=True, slots=True)
class Place:
    """A finance office's region, with the regions right below it."""

    code: str
    name: str
    below: tuple[Place, ...] = ()

    @property
    def finance(self) -> str:
        """The code of its finance department."""
        return f"{self.code}-finance"

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of the units that spend there: a bureau, and a hospital in every other county."""
        kinds = ("bureau", "hospital") if int(self.code[-1]) % 2 else ("bureau",)
        return tuple(f"{self.code}-{each}" for each in kinds)


def prefectures() -> tuple[Place, ...]:
    """The prefectures with their counties, in administrative order."""
    with scope(CENTRE):
        return tuple(_place(each) for each in fiscal_children(PROVINCE, TODAY))


def _place(region: Region) -> Place:
    counties = fiscal_children(region.code, TODAY)
    below = tuple(
        Place(each.code, each.name) for each in counties if len(each.code) == _COUNTY_CODE
    )
    return Place(region.code, region.name, below)


def open_units(tree: tuple[Place, ...]) -> int:
    """Registers the units of all counties; answers how many."""
    names = {"bureau": "医疗救助经办中心", "hospital": "人民医院"}
    made = [
        Agency(
            code=code,
            name=f"{county.name}{names[code.rpartition('-')[2]]}",
            kind=Agency.Kind.UNIT,
            region_id=county.code,
            status="local",
            source="演示",
        )
        for prefecture in tree
        for county in prefecture.below
        for code in county.units
    ]
    with scope(CENTRE):
        Agency.objects.bulk_create(made)
    return len(made)
