"""功能区 zones: development zones and the like, which have no code of GB/T 2260.

A zone in the table has the local code of its row. A zone of a known kind that
is not in the table ("高新区" of some city) gets the code of the place it belongs
to and the number of its kind, so that the same zone has the same code in every
notice. Both are nine digits long and never official.
"""

from __future__ import annotations

from functools import cache

from zhida.core.regions.names import bare
from zhida.core.regions.region import Region
from zhida.core.regions.tree import get
from zhida.data import load


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Every word for a kind of zone → its number and the word to use, longest first."""
    found = {}
    for row in load("zone_kinds"):
        for word in (row["kind"], *filter(None, row["aliases"].split("|"))):
            found[word] = (row["number"], row["kind"])
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def kind_of(name: str) -> str | None:
    """The word for a kind of zone that a name ends with, None where there is none.

    >>> kind_of("茂名高新区"), kind_of("天山区")
    ('高新区', None)
    """
    return next((word for word in kinds() if name.endswith(word)), None)


def other_names(name: str, above: Region) -> tuple[str, ...]:
    """What a zone of the table is also called, with and without the city's name.

    >>> "长春高新区" in other_names("长春高新技术产业开发区", get("220100"))
    True
    """
    word = kind_of(name)
    if word is None:
        return ()
    number, _ = kinds()[word]
    words = [other for other, (n, _) in kinds().items() if n == number]
    stem = name[: -len(word)]
    for place in (above, get(above.parent)):
        for printed in (place.name, bare(place.name)) if place else ():
            stem = stem.removeprefix(printed) if printed else stem
    stems = [stem] if stem else ["", bare(above.name), above.name]
    return tuple(dict.fromkeys(s + w for s in stems for w in words if s + w != name))


def unlisted(name: str, above: Region) -> Region | None:
    """A zone that is named by its kind alone and is not in the table.

    >>> unlisted("经开区", get("140400")).code, unlisted("经开区", get("140400")).full_name
    ('140400902', '山西省长治市经济技术开发区')
    """
    kind = kinds().get(name)
    if kind is None or len(above.code) != 6:
        return None
    number, word = kind
    return Region(above.code + number, word, above.full_name + word, 3, above.code)
