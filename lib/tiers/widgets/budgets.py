"""How much time there is: the total in hours or in money, and the rules that share it out."""

import streamlit as st

from lib.base.bounds import Bounds, bounds_of
from lib.base.money import UNIT
from lib.plan.assumptions import assumed
from lib.plan.budgets import nearest_mix
from lib.plan.compute import PlanResult
from lib.plan.counting import with_budget
from lib.plan.hour_costs import blended_hour, budget_cost, priced_by_people, shown_hour, with_blended_hour
from lib.plan.moves import share_out
from lib.plan.plan import BudgetRule, Plan
from lib.plan.team import Person
from lib.screen.controls import follow, heed
from lib.screen.frame import percent_format
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import BUDGET_UNITS, BudgetUnit, result_in_force, state
from lib.texts import Texts

PRESETS: dict[str, tuple[BudgetRule, int]] = {
    "equal": ("mix", 0),
    "revenue": ("mix", 100),
    "clients": ("clients", 0),
    "today": ("today", 0),
}
"""The rule and the mix of each preset."""
_NARROW = 170
_BUDGET = bounds_of(Plan, "budget_minutes")
_HOUR = bounds_of(Person, "cost_per_hour")
_MONEY = Bounds(0, 10**12)
"""What a budget in money may be, in whole units."""


def budget_total(texts: Texts, result: PlanResult) -> None:
    """The budget of the period, in hours or in money; with money, what an hour costs."""
    signs = {
        "hours": texts("budgets.hours"),
        "money": texts.symbol(result.clients.currency) or texts("budgets.money"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", width="content"):
        if state().budget_unit == "hours":
            _hours(texts, result)
        else:
            _money(texts, result)
        st.segmented_control(
            texts("budgets.unit"),
            BUDGET_UNITS,
            default=follow("budget_unit", state().budget_unit),
            format_func=signs.__getitem__,
            key="budget_unit",
            label_visibility="collapsed",
            width="content",
            on_change=heed("budget_unit", BUDGET_UNITS, _choose_unit),
        )


def _choose_unit(unit: BudgetUnit) -> None:
    state().budget_unit = unit


def _hours(texts: Texts, result: PlanResult) -> None:
    label = texts("budgets.total_hours")
    number_field(
        texts, NumberField("hours", label, _BUDGET, _budget_minutes, width=165), result.budget_minutes
    )


def _budget_minutes(minutes: int) -> None:
    if result := result_in_force():
        state().change(with_budget(result.clients, state().plan, minutes))


def _money(texts: Texts, result: PlanResult) -> None:
    """What an hour costs, all tiers together, and what the hours of the budget cost. The figures are those
    that profit starts from; an hour that is priced here is priced there."""
    hourly, by_people = blended_hour(result), priced_by_people(result)
    is_assumed = bool(assumed(result) - {"margin"})
    hour = NumberField(
        "cost_per_hour",
        _marked("budgets.cost_per_hour", is_assumed, texts),
        _HOUR,
        _price_hour,
        width=_NARROW,
        disabled=by_people,
        help=texts(
            "budgets.cost_per_hour.people"
            if by_people
            else "budgets.cost_per_hour.assumed"
            if is_assumed
            else "budgets.cost_per_hour.help"
        ),
    )
    number_field(texts, hour, shown_hour(hourly, is_assumed))
    as_typed = _minutes(state().typed_budget, hourly) == result.budget_minutes
    money = state().typed_budget if as_typed else round(budget_cost(result) / UNIT)
    total = NumberField(
        "budget_money",
        _marked("budgets.total", is_assumed, texts),
        _MONEY,
        _budget_money,
        width=_NARROW,
        disabled=not hourly,
        help=texts("budgets.total.help"),
    )
    number_field(texts, total, money)


def _marked(key: str, is_assumed: bool, texts: Texts) -> str:
    """What a field is called, with the mark of an assumption where its figure rests on one."""
    return texts("profit.mark", figure=texts(key)) if is_assumed else texts(key)


def _minutes(money: int, hourly: int) -> int:
    """The minutes that an amount in whole units pays for."""
    return min(round(money * UNIT * 60 / hourly), _BUDGET.most) if hourly else 0


def _price_hour(cost: int) -> None:
    """Hours stay what they are when an hour gets dearer; what they are worth follows."""
    if (result := result_in_force()) and not priced_by_people(result):
        state().change(with_blended_hour(result, cost))


def _budget_money(money: int) -> None:
    if (result := result_in_force()) and (hourly := blended_hour(result)):
        state().typed_budget = money
        state().change(with_budget(result.clients, state().plan, _minutes(money, hourly)))


def budget_rules(texts: Texts, result: PlanResult) -> None:
    """Behind one button: the rules to share the budget out by, and the slider between two of them."""
    rules = st.popover(
        texts("budgets.rules"), icon=":material/balance:", key="rules", on_change="rerun", width="content"
    )
    if not rules.open:
        return
    with rules:
        st.pills(
            texts("budgets.preset"),
            [name for name in PRESETS if name != "today" or result.tiers[0].today_share is not None],
            default=follow("preset", _preset(result)),
            format_func=lambda name: texts(f"budgets.preset.{name}"),
            key="preset",
            on_change=heed("preset", PRESETS, lambda preset: _share_out(*PRESETS[preset])),
        )
        _mix_slider(texts, result)
        st.caption(texts("budgets.honest"))


def _preset(result: PlanResult) -> str | None:
    """The preset in force; None where shares were moved by hand or lie in between."""
    plan = result.plan
    if len(plan.budget_shares) == len(result.tiers):
        return None
    rule = (plan.budget_rule, plan.budget_mix if plan.budget_rule == "mix" else 0)
    return next((name for name, preset in PRESETS.items() if preset == rule), None)


def _share_out(rule: BudgetRule, mix: int) -> None:
    if (result := result_in_force()) and (rule != "today" or result.tiers[0].today_share is not None):
        state().change(share_out(result, rule, mix))


def _mix_slider(texts: Texts, result: PlanResult) -> None:
    by_hand = len(result.plan.budget_shares) == len(result.tiers) or result.plan.budget_rule != "mix"
    revenues = [tier.revenue for tier in result.tiers]
    mix = nearest_mix(result.shares, revenues) if by_hand else result.plan.budget_mix
    st.slider(
        texts("budgets.mix"),
        0,
        100,
        follow("mix", mix),
        step=5,
        key="mix",
        format=percent_format(texts),
        on_change=heed("mix", range(101), lambda mix: _share_out("mix", mix)),
    )
