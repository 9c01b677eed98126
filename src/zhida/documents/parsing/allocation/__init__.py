"""资金分配表 allocation: from a table to recipients × measures.

    grid → header → columns → rows → placing (where columns are in doubt) → tree

Nothing here knows a particular notice: what a column or a row is follows from
its words (`data/column_words.csv`), the shape of its values, and the sums.
"""

from zhida.documents.parsing.allocation.inline import inline_allocation
from zhida.documents.parsing.allocation.joining import continued
from zhida.documents.parsing.allocation.table import AllocationReading, read_allocation

__all__ = ["AllocationReading", "continued", "inline_allocation", "read_allocation"]
