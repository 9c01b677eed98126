"""行政区划 regions: places that receive money, and the names they go by.

Two trees stand on the same places: the administrative one (`ancestors`,
`children`, `is_within`) and the fiscal one (`fiscal_…`), which is dated. The
tables are read at the first question, not at import. Every answer is cached: a
warm question costs a dictionary look-up.
"""

from zhida.core.regions.agencies import Agency, agencies, agency, agency_kinds
from zhida.core.regions.bodies import body_kind, body_part, of_body
from zhida.core.regions.finding import candidates, find, is_place_name
from zhida.core.regions.fiscal import FiscalNode, fiscal_nodes
from zhida.core.regions.fiscal_codes import FiscalCode, fiscal_code, of_fiscal_code
from zhida.core.regions.fiscal_tree import (
    CENTRE,
    FiscalBond,
    fiscal_ancestors,
    fiscal_bond,
    fiscal_children,
    fiscal_level,
    fiscal_parent,
    is_within_fiscal,
)
from zhida.core.regions.region import Region
from zhida.core.regions.spelling import misspelt, nearest
from zhida.core.regions.tree import ancestors, children, get, is_local, is_within, years

__all__ = [
    "CENTRE",
    "Agency",
    "FiscalBond",
    "FiscalCode",
    "FiscalNode",
    "Region",
    "agencies",
    "agency",
    "agency_kinds",
    "ancestors",
    "body_kind",
    "body_part",
    "candidates",
    "children",
    "find",
    "fiscal_ancestors",
    "fiscal_bond",
    "fiscal_children",
    "fiscal_code",
    "fiscal_level",
    "fiscal_nodes",
    "fiscal_parent",
    "get",
    "is_local",
    "is_place_name",
    "is_within",
    "is_within_fiscal",
    "misspelt",
    "nearest",
    "of_body",
    "of_fiscal_code",
    "years",
]
