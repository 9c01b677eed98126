"""时限义务 obligations: what is due when, from whom, to whom, and what happens if it is late.

birth (a notice's sentences and standing rules) → Duty → states on a day → reminders
"""

from zhida.core.obligations.birth import BirthError, all_born, born
from zhida.core.obligations.calendar import (
    UNKNOWN_CALENDAR,
    Due,
    Reminder,
    Side,
    counted,
    escalates_from,
    first_reminder,
    named,
    reminders,
    reminders_on,
)
from zhida.core.obligations.duty import Duty, DutyState
from zhida.core.obligations.obligors import (
    Obligor,
    issuer,
    obligor,
    office_name,
    receivers,
)
from zhida.core.obligations.receipt import receipt_day
from zhida.core.obligations.standing import Part, Situation, StandingRule, Trigger, rules
from zhida.core.obligations.states import (
    Deed,
    Step,
    StepError,
    days_late,
    require_step,
    state_on,
    was_late,
)

__all__ = [
    "UNKNOWN_CALENDAR",
    "BirthError",
    "Deed",
    "Due",
    "Duty",
    "DutyState",
    "Obligor",
    "Part",
    "Reminder",
    "Side",
    "Situation",
    "StandingRule",
    "Step",
    "StepError",
    "Trigger",
    "all_born",
    "born",
    "counted",
    "days_late",
    "escalates_from",
    "first_reminder",
    "issuer",
    "named",
    "obligor",
    "office_name",
    "receipt_day",
    "receivers",
    "reminders",
    "reminders_on",
    "require_step",
    "rules",
    "state_on",
    "was_late",
]
