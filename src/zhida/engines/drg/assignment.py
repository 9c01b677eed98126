"""入组 assignment: each case in exactly one group, or in 0000 or QY of its category.

What the questions of a rule set look at falls into a few kinds of cases: diagnoses, procedures,
age, weight and sex are brought to their answers first, then conditions are asked once for each
combination of answers that there is, as joins of answers with what alternatives ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.notation import sex_code
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.signatures import keep
from zhida.engines.drg.answers import answered_diagnoses, answered_procedures
from zhida.engines.drg.layout import ALWAYS_TRUE, OPERATED, UNSTATED, Layout, lay_out
from zhida.engines.drg.ruleset import RuleSet, Treatment

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_PROFILE = ("diagnoses", "procedures", "age_band", "weight_band", "sex_code")


def assign(engine: Backend, cases: ir.Table, rules: RuleSet, policy: Policy) -> ir.Table:
    """入组: the cases (as `dip.cleaning` makes them) with `number`, see `results.results`, and
    `severity`: 2 MCC, 1 CC, 0 none."""
    layout = lay_out(engine, rules)
    table = cases.mutate(
        others=cases.secondary.join("|").fill_null(""),
        age_band=_band(cases.age_days, layout.age_edges),
        weight_band=_band(cases.weight_g.nullif(0), layout.weight_edges),
        sex_code=sex_code(cases.sex),
    )
    diagnoses = answered_diagnoses(engine, table, layout)
    procedures = answered_procedures(engine, table, layout, policy)
    table = table.inner_join(diagnoses, ["dx", "others"])
    table = table.inner_join(procedures, ["ops", "main_op"])
    profiles = table.select(*_PROFILE).distinct()
    profiles = keep(
        engine,
        profiles.mutate(
            profile=ibis.row_number().over(order_by=[profiles[name] for name in _PROFILE])
        ),
    )
    answers = keep(engine, _answers(profiles, layout))
    numbers = keep(
        engine, _numbers(engine, profiles, answers, layout, rules, policy).drop("profile")
    )
    return table.inner_join(numbers, list(_PROFILE)).drop("others", *_PROFILE)


def _band(value: ir.IntegerValue, limits: tuple[int, ...]) -> ir.IntegerValue:
    """The band of a value; what isn't stated is in none."""
    place: ir.IntegerValue = ibis.literal(0, "int64")
    for edge in limits:
        place = place + ibis.ifelse(value >= edge, 1, 0)
    return ibis.ifelse(value.isnull() | (value < 0), UNSTATED, place).cast("int64")


def _answers(profiles: ir.Table, layout: Layout) -> ir.Table:
    """profile, answer: what holds of each profile, once."""
    parts = [profiles.select("profile", answer=ibis.literal(ALWAYS_TRUE, "int64"))]
    for name in ("diagnoses", "procedures"):
        told = profiles.filter(profiles[name] != "")
        texts = told.select("profile", text=told[name].split("|").unnest())
        parts.append(texts.select("profile", answer=texts.text.cast("int64")))
    for name, bands in (("age_band", layout.ages), ("weight_band", layout.weights)):
        found = profiles.inner_join(bands, [(name, "band")])
        parts.append(found.select("profile", "answer"))
    sexed = profiles.inner_join(layout.sexes, [("sex_code", "sex")])
    return ibis.union(*parts, sexed.select("profile", "answer"))


def _holding(answers: ir.Table, layout: Layout, asked_of: ir.Table) -> ir.Table:
    """profile, item: the conditions that hold, of those that are asked (item, or profile and item)."""
    keys = [name for name in ("profile", "item") if name in asked_of.columns]
    wanted = layout.alternatives.inner_join(asked_of.select(*keys), "item")
    both = ["profile", "answer"] if "profile" in keys else ["answer"]
    met = wanted.inner_join(layout.asked, "alternative").inner_join(answers, both)
    met = met.group_by(["profile", "alternative", "item"]).agg(
        there=lambda table: table.answer.nunique(), needed=lambda table: table.needed.max()
    )
    whole = met.filter(met.there == met.needed)
    barred = answers.inner_join(layout.refused, "answer").select("profile", "alternative")
    return whole.anti_join(barred, ["profile", "alternative"]).select("profile", "item").distinct()


def _numbers(
    engine: Backend,
    profiles: ir.Table,
    answers: ir.Table,
    layout: Layout,
    rules: RuleSet,
    policy: Policy,
) -> ir.Table:
    """The profiles with their number: category, adjacent group, group, each the first that holds."""
    above = layout.categories.select("item").union(layout.adjacent.select("item"))
    holding = keep(engine, _holding(answers, layout, above))
    adjacent = keep(engine, holding.inner_join(layout.adjacent, "item").drop("item"))
    category = holding.inner_join(layout.categories, "item").drop("item")
    # a pre-category takes no case that none of its groups takes
    taken = category.semi_join(adjacent, ["profile", "mdc"])
    category = category.filter(category.pre == 0).union(taken.filter(taken.pre == 1))
    category = category.group_by("profile").agg(mdc=category.mdc.min())
    within = adjacent.inner_join(category, ["profile", "mdc"])
    first = within.group_by("profile").agg(adrg=within.adrg.min(), treatment=within.treatment.min())
    # groups are only asked within the adjacent group: nearly all of them ask for the same
    first = keep(engine, first)
    within = first.inner_join(layout.groups, "adrg").select("profile", "item")
    groups = _holding(answers, layout, keep(engine, within)).inner_join(layout.groups, "item")
    number = groups.group_by("profile").agg(found=groups.number.min())
    operated = answers.filter(answers.answer == OPERATED).select("profile").distinct()
    table = profiles.left_join(category, "profile").drop("profile_right")
    table = table.left_join(first, "profile").drop("profile_right", "adrg")
    table = table.left_join(number, "profile").drop("profile_right")
    table = table.left_join(operated.mutate(operated=True), "profile").drop("profile_right")
    operated_on = table.operated.fill_null(False)
    unrelated = operated_on & table.treatment.isnull()
    if policy.drg_unrelated == "before_medical":
        unrelated = unrelated | (operated_on & (table.treatment == int(Treatment.MEDICAL)))
    most = len(rules.groups)
    return table.mutate(
        number=ibis.cases(
            (table.mdc.isnull(), 0),
            (unrelated.fill_null(False), most + table.mdc * 2 - 1),
            (table.found.isnull(), most + table.mdc * 2),
            else_=table.found,
        ).cast("int64")
    ).drop("mdc", "treatment", "found", "operated")
