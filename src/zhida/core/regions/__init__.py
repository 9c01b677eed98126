"""行政区划 regions: places that receive money, and the names they go by.

The tables are read at the first question, not at import. Every answer is
cached: a warm question costs a dictionary look-up.
"""

from zhida.core.regions.bodies import body_kind, body_part, of_body
from zhida.core.regions.finding import candidates, find, is_place_name
from zhida.core.regions.region import Region
from zhida.core.regions.spelling import misspelt, nearest
from zhida.core.regions.tree import ancestors, children, get, is_local, is_within, years

__all__ = [
    "Region",
    "ancestors",
    "body_kind",
    "body_part",
    "candidates",
    "children",
    "find",
    "get",
    "is_local",
    "is_place_name",
    "is_within",
    "misspelt",
    "nearest",
    "of_body",
    "years",
]
