"""说到做到 promising: goals are set, values declared right, wrong and anew, alerts raised and answered.

The game of the reporting year goes on below; here are its promises and its questions.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from tests.core.ledger.bureaus import YEAR
from tests.core.ledger.playing import choose
from tests.platform.ledger.test_fiscal_year import COUNTRY
from tests.platform.reports.holding import HoldingYear
from tests.platform.reports.playing import clerk

from zhida.core.ledger import LedgerError
from zhida.core.performance.recompute import recompute
from zhida.platform.access.policy import Actor, Role
from zhida.platform.execution import alert_actions
from zhida.platform.execution.alert_models import AlertEntry, RaisedAlert
from zhida.platform.execution.raising import NotInOrder, raise_alerts
from zhida.platform.performance import actions as performance
from zhida.platform.performance.actions import Proof
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.performance.queries import latest_values
from zhida.platform.regions.models import Agency
from zhida.platform.reports.performing import evaluations
from zhida.platform.scope import scope

TABLE = """医疗救助补助资金绩效目标表

(2025年度)

项目名称\t\t医疗救助补助资金\t\t
项目资金(万元)\t\t资金总额: 100万元\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥500人次
\t\t质量指标\t住院医疗费用救助比例\t≥70%
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""
WRONG = ("约95%左右", "≥480", "很多", "95元")
STEPS = ("inquire", "reply", "opine", "close")
PROOF = Proof("名册.pdf", b"%PDF-1.7 list")


class PromisingYear(HoldingYear):
    """A game with goals: `declared` are the values that count, by goal and day, the last one last.

    `happened` counts the moves of all games that were played, by name.
    """

    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self, fresh: Callable[[], AbstractContextManager[str]]) -> None:
        super().__init__(fresh)
        self.declared: dict[int, list[tuple[datetime.date, Decimal]]] = {}
        self.threads: dict[int, list[str]] = {}
        self.promiser = ""

    @initialize(data=st.data())
    def lay_out(self, data: st.DataObject) -> None:
        """One bureau has goals that can be counted."""
        super().lay_out(data)
        self.promiser = self.owed[0].owner
        path = self.folder / "目标表.txt"
        path.write_text(TABLE, encoding="utf-8")
        (made,) = performance.set_targets(
            clerk(self.promiser), origin_of_file(path), agency=self.promiser
        )
        with scope(COUNTRY):
            self.declared = {each.pk: [] for each in made.targets.all()}

    @rule(data=st.data())
    def keeps_count(self, data: st.DataObject) -> None:
        """Values are declared: right, or such as nobody can count; or they are corrected."""
        for _ in range(data.draw(st.integers(1, 4))):
            self.declares(data)

    def declares(self, data: st.DataObject) -> None:
        """One value of one goal."""
        goal = choose(data, sorted(self.declared))
        wrong = data.draw(st.sampled_from(("", "", *WRONG)))
        value = Decimal(data.draw(st.integers(0, 100)))
        actor, day = clerk(self.promiser), self.today
        if wrong:
            try:
                performance.declare_value(actor, goal, wrong, PROOF, day)
            except LedgerError:
                self.happened["refused value"] += 1
                return
            raise AssertionError(f"{wrong} was taken for a value")
        performance.declare_value(actor, goal, f"{value}", PROOF, day)
        self.happened["corrected value" if self.declared[goal] else "value"] += 1
        self.declared[goal].append((day, value))

    @rule(data=st.data())
    def asks_and_answers(self, data: st.DataObject) -> None:
        """Alerts are raised; some go some steps, or aren't let to."""
        top = clerk("650000-finance", Role.REVIEWER)
        try:
            raise_alerts(top, self.today)
        except NotInOrder:
            return
        for _ in range(data.draw(st.integers(1, 4))):
            with scope(COUNTRY):
                found = RaisedAlert.objects.order_by("pk")
                rows = list(found.values_list("pk", "region_id", "state"))
            if not rows:
                return
            begun = [row for row in rows if 0 < len(self.threads.get(row[0], ())) < len(STEPS)]
            self.goes_a_step(data, choose(data, begun or rows), top)

    def goes_a_step(self, data: st.DataObject, row: tuple[int, str, str], top: Actor) -> None:
        """The step that is next, mostly; now and then one that isn't."""
        number, region, state = row
        done = self.threads.setdefault(number, [])
        following = STEPS[min(len(done), len(STEPS) - 1)]
        verb = data.draw(st.sampled_from((following, following, following, *STEPS)))
        actor = clerk(f"{region}-finance", Role.DRAFTER) if verb == "reply" else top
        try:
            getattr(alert_actions, verb)(actor, number, "请说明情况")
        except LedgerError:
            self.happened["refused step"] += 1
            assert self.forbids(verb, done, state), (verb, done, state)
        else:
            self.happened[verb] += 1
            assert verb != "close" or "opine" in done, done
            done.append(verb)

    @staticmethod
    def forbids(verb: str, done: list[str], state: str) -> bool:
        """Whether a thread may not go a step: each follows one that was gone, none after the end."""
        needs = {"inquire": None, "reply": "inquire", "opine": "reply", "close": "opine"}[verb]
        if state in ("lapsed", "closed") or (done and done[-1] == "close"):
            return True
        return (needs is not None and (not done or done[-1] != needs)) or bool(done)

    @invariant()
    def the_newest_value_of_the_latest_day_counts(self) -> None:
        """What was corrected is kept; what was refused left nothing."""
        with scope(COUNTRY):
            found = latest_values(self.declared)
        for goal, values in self.declared.items():
            last = max((day for day, _ in values), default=None)
            expected = [value for day, value in values if day == last][-1:]
            assert [each.value for each in [found.get(goal)] if each is not None] == expected

    @invariant()
    def no_alert_is_closed_without_an_opinion(self) -> None:
        """Every closed thread has one, and nobody closed one that has none."""
        with scope(COUNTRY):
            closed = RaisedAlert.objects.filter(state="closed").values_list("pk", flat=True)
            for number in closed:
                entries = AlertEntry.objects.filter(alert_id=number).order_by("pk")
                verbs = list(entries.values_list("act", flat=True))
                assert "opine" in verbs[: verbs.index("close")], verbs

    @invariant()
    def a_score_lies_between_nothing_and_all_and_comes_out_again(self) -> None:
        """The same day, the same form, the same points."""
        with scope(COUNTRY):
            agency = Agency.objects.get(code=self.promiser)
            first, again = (
                [recompute(each.form, YEAR, each.recorded).score for each in made]
                for made in (list(evaluations(agency, YEAR, self.today)) for _ in range(2))
            )
        assert [each.total for each in first] == [each.total for each in again]
        for each in first:
            assert each.total is None or 0 <= each.total <= Fraction(100), each.total
