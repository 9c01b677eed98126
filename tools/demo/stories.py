"""故事 stories: what goes wrong in the year, and where; everything else goes as it should.

Counties are named by their codes, so that a part of the region tells the same stories.
"""

from __future__ import annotations

OWN_ACCOUNT = "652901"
"""A hospital pays itself; the province asks, and the county has to answer. One payment fits no line."""
OVERDUE = "652922"
"""Two reports that were due have not been filed."""
LATE = "653121"
"""Money of the second notice lies there, not registered."""
IDLE = "653122"
"""Money of the second notice is registered, and cannot be spent yet."""
SLOW = "653123"
"""A quarter of what should have been paid by now."""
UNPROVEN = "653124"
"""A payment was booked by hand that the treasury doesn't know of."""

SECOND = (LATE, IDLE)
"""Who had money of the second notice."""
ALERTS = {
    ("E101", f"{LATE}-finance"),
    ("E103", f"{IDLE}-bureau"),
    ("E301", f"{OWN_ACCOUNT}-hospital"),
    ("E306", f"{UNPROVEN}-bureau"),
    ("E307", f"{OWN_ACCOUNT}-hospital"),
    ("E401", f"{SLOW}-bureau"),
    ("E401", f"{SLOW}-hospital"),
}
"""What the rules must find: the rule and the agency; nothing else."""
