"""转下达 issuing: the next level's notice, built from the money to be passed on.

upstream notice → lines → draft → typed notice, whose sums hold by construction

A draft says who issues what to whom; nothing of it is read from a file and
nothing is worded: sentences are the writers' affair.
"""

from zhida.core.notice.issuing.building import notice_of
from zhida.core.notice.issuing.draft import Draft, DraftError, Line, Share
from zhida.core.notice.issuing.passing_on import basis_of, duties_of, lines_of

__all__ = ["Draft", "DraftError", "Line", "Share", "basis_of", "duties_of", "lines_of", "notice_of"]
