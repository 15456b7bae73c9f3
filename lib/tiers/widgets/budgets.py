"""How much time for each: the total in hours or in money, a slider a tier with its lock, and the rules
that share the total out."""

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
from lib.plan.budgets import WHOLE, move_share, nearest_mix, room
from lib.plan.compute import PlanResult
from lib.plan.hour_costs import blended_hour, budget_cost, priced_by_people, with_blended_hour
from lib.plan.moves import share_out
from lib.plan.plan import BudgetRule, Plan
from lib.plan.team import Person
from lib.screen.frame import percent_format, plain
from lib.screen.stale_values import NO_VALUE, follow, heed
from lib.screen.state import BUDGET_UNITS, state
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.tiers.widgets.remark import said_once, say_once

PRESETS: dict[str, tuple[BudgetRule, int]] = {
    "equal": ("mix", 0),
    "revenue": ("mix", 100),
    "clients": ("clients", 0),
    "today": ("today", 0),
}
"""The rule and the mix of each preset."""
_NARROW = 170
_BUDGET = bounds_of(Plan, "budget_minutes")


def budget_total(texts: Texts, result: PlanResult) -> None:
    """The budget of the period, in hours or in money; with money, what an hour costs."""
    follow("budget_unit", state().budget_unit)
    signs = {
        "hours": texts("budgets.hours"),
        "money": texts.symbol(result.clients.currency) or texts("budgets.money"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", width="content"):
        if state().budget_unit == "hours":
            _hours(texts)
        else:
            _money(texts, result)
        st.segmented_control(
            texts("budgets.unit"),
            BUDGET_UNITS,
            format_func=signs.__getitem__,
            key="budget_unit",
            label_visibility="collapsed",
            width="content",
            on_change=_unit_chosen,
        )


def _unit_chosen() -> None:
    if chosen := st.session_state["budget_unit"]:
        state().budget_unit = chosen


def _hours(texts: Texts) -> None:
    least, most = _BUDGET.whole
    follow("hours", round(state().plan.budget_minutes / 60))
    st.number_input(
        texts("budgets.total_hours"),
        min_value=least,
        max_value=most,
        step=50,
        key="hours",
        width=190,
        on_change=heed("hours", lambda: state().change_with(budget_minutes=st.session_state["hours"] * 60)),
    )


def _money(texts: Texts, result: PlanResult) -> None:
    """What an hour costs, all tiers together, and what the hours of the budget cost. The figures are those
    that profit starts from; an hour that is priced here is priced there."""
    hourly, by_people = blended_hour(result), priced_by_people(result)
    least, most = bounds_of(Person, "cost_per_hour").whole
    follow("cost_per_hour", min(round(hourly / UNIT), most))
    st.number_input(
        texts("budgets.cost_per_hour"),
        min_value=least,
        max_value=most,
        key="cost_per_hour",
        width=_NARROW,
        disabled=by_people,
        help=texts("budgets.cost_per_hour.people" if by_people else "budgets.cost_per_hour.help"),
        on_change=heed("cost_per_hour", _cost_typed),
        args=(result,),
    )
    as_typed = _minutes(state().typed_budget, hourly) == result.plan.budget_minutes
    follow("budget_money", state().typed_budget if as_typed else round(budget_cost(result) / UNIT))
    st.number_input(
        texts("budgets.total"),
        min_value=0,
        step=1000,
        key="budget_money",
        width=_NARROW,
        disabled=not hourly,
        help=texts("budgets.total.help"),
        on_change=heed("budget_money", _money_typed),
        args=(hourly,),
    )


def _minutes(money: int, hourly: int) -> int:
    """The minutes that an amount in whole units pays for."""
    return min(round(money * UNIT * 60 / hourly), _BUDGET.most) if hourly else 0


def _cost_typed(result: PlanResult) -> None:
    """Hours stay what they are when an hour gets dearer; what they are worth follows."""
    state().change(with_blended_hour(result, st.session_state["cost_per_hour"] * UNIT))


def _money_typed(hourly: int) -> None:
    state().typed_budget = st.session_state["budget_money"]
    state().change_with(budget_minutes=_minutes(state().typed_budget, hourly))


def budget_rules(texts: Texts, result: PlanResult) -> None:
    """Behind one button: the rules to share the budget out by, and the slider between two of them."""
    rules = st.popover(
        texts("budgets.rules"), icon=":material/balance:", key="rules", on_change="rerun", width="content"
    )
    if not rules.open:
        return
    with rules:
        presets = [name for name in PRESETS if name != "today" or result.tiers[0].today_share is not None]
        follow("preset", _preset(result))
        st.pills(
            texts("budgets.preset"),
            presets,
            format_func=lambda name: texts(f"budgets.preset.{name}"),
            key="preset",
            on_change=heed("preset", _preset_chosen),
            args=(result,),
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


def _preset_chosen(result: PlanResult) -> None:
    if chosen := st.session_state["preset"]:
        state().change(share_out(result, *PRESETS[chosen]))


def _mix_slider(texts: Texts, result: PlanResult) -> None:
    by_hand = len(result.plan.budget_shares) == len(result.tiers) or result.plan.budget_rule != "mix"
    revenues = [tier.revenue for tier in result.tiers]
    follow("mix", nearest_mix(result.shares, revenues) if by_hand else result.plan.budget_mix)
    st.slider(
        texts("budgets.mix"),
        0,
        100,
        step=5,
        key="mix",
        format=percent_format(texts),
        on_change=heed("mix", lambda: state().change(share_out(result, "mix", st.session_state["mix"]))),
    )


def budget_sliders(texts: Texts, result: PlanResult) -> None:
    """One row a tier, in percent of the budget, each with its lock; they always add up to 100 %. Below them
    a line that says why something could not be done as asked."""
    with st.container(gap="xxsmall", key="budgets"):
        for index in range(len(result.tiers)):
            _slider(texts, result, index)
            _lock(texts, result, index)
    st.caption(said_once() or "\u00a0")


def _slider(texts: Texts, result: PlanResult, index: int) -> None:
    tier = result.tiers[index]
    key = f"budget_{index}"
    follow(key, round(tier.budget_share * 100))
    st.slider(
        texts(
            "tiers.budget",
            tier=plain(tier.name),
            share=texts.percent(tier.budget_share),
            hours=texts.hours(tier.minutes),
            each=rhythm(tier.minutes_per_client, texts),
        ),
        0,
        100,
        NO_VALUE,
        key=key,
        format=percent_format(texts),
        disabled=result.locked[index],
        on_change=heed(key, _slid),
        args=(texts, result, index),
    )


def _slid(texts: Texts, result: PlanResult, index: int) -> None:
    wanted = st.session_state[f"budget_{index}"] * WHOLE // 100
    moved = move_share(result.shares, result.locked, index, wanted)
    if moved[index] != wanted:
        most = texts.percent(room(result.shares, result.locked, index) / WHOLE)
        name = plain(result.tiers[index].name)
        say_once(texts("tiers.bound", tier=name, share=most))
    state().change_with(budget_shares=moved, locked=result.locked)


def _lock(texts: Texts, result: PlanResult, index: int) -> None:
    key = f"lock_{index}"
    follow(key, result.locked[index])
    st.checkbox(
        texts("tiers.lock"),
        key=key,
        on_change=heed(key, _lock_changed),
        args=(result, index),
    )


def _lock_changed(result: PlanResult, index: int) -> None:
    """A locked share stays what it is, so from here on the shares do not follow a rule."""
    locked = list(result.locked)
    locked[index] = st.session_state[f"lock_{index}"]
    state().change_with(locked=tuple(locked), budget_shares=result.shares)
