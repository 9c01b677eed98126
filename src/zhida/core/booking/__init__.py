"""入账 booking: from a checked notice to quota lines and vouchers.

    notice → mended → elements (which money) × shares (who, how much)
           → passed down at the issuer, taken in at each payee

What is wrong or unclear comes back as findings and questions; nothing is booked
until a person has settled them.
"""

from zhida.core.booking.answers import LETTER, Answers, Mend
from zhida.core.booking.book import Booking, book
from zhida.core.booking.content import content_of
from zhida.core.booking.elements import Elements
from zhida.core.booking.identity import (
    UNNUMBERED,
    Question,
    home_of,
    issuer_of,
    new_mark,
    number_of,
    sound_number,
)
from zhida.core.booking.known import Held, Known, OnTheWay
from zhida.core.booking.payees import Payee
from zhida.core.booking.shares import Share

__all__ = [
    "LETTER",
    "UNNUMBERED",
    "Answers",
    "Booking",
    "Elements",
    "Held",
    "Known",
    "Mend",
    "OnTheWay",
    "Payee",
    "Question",
    "Share",
    "book",
    "content_of",
    "home_of",
    "issuer_of",
    "new_mark",
    "number_of",
    "sound_number",
]
