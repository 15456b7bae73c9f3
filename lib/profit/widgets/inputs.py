"""What the reckoning of the profit page starts from."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.money import UNIT, from_decimal, to_decimal
from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.plan.assumptions import assumed, is_missing
from lib.plan.compute import PlanResult
from lib.plan.hour_costs import blended_hour, paid_hour, priced_by_people, with_blended_hour
from lib.plan.profit_settings import (
    TIME_SOURCES,
    MarginSource,
    ProfitSettings,
    has_margins,
    margin_source_of,
)
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import team_of
from lib.profit.profit import Profit
from lib.screen.controls import follow, heed
from lib.screen.frame import percent_format
from lib.screen.state import result_in_force, state
from lib.texts import Texts


def profit_inputs(texts: Texts, profit: Profit) -> None:
    """The three figures that only the firm can say, empty until it does: margin, the cost of an hour, fixed
    costs; margins by tier, for who wants them."""
    result = profit.result
    clients = result.clients
    source = margin_source_of(clients, result.plan.profit)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _source(texts, clients, source)
        if source == "all":
            _margin(texts, profit.margin_is_assumed)
        _hour(texts, result, profit.cost_is_assumed)
        _fixed_costs(texts, clients)
    if source == "tier":
        _tier_margins(texts, result)


def finer_inputs(texts: Texts, profit: Profit) -> None:
    """The cost of each role, where the time comes from, what can be planned."""
    with st.expander(texts("profit.more_inputs")):
        _time_source(texts)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for role in STAFF_ROLES:
                _cost_per_hour(texts, profit.result, role)
        _capacity(texts)


def _set(**choices: object) -> None:
    state().change_with(profit=state().plan.profit.with_entered(**choices))


def _typed(name: str) -> tuple[float, float]:
    """The least and the most of a setting, in the unit in which it is typed."""
    bounds = bounds_of(ProfitSettings, name)
    return bounds.least_typed, bounds.most_typed


def _source(texts: Texts, clients: ClientList, source: MarginSource) -> None:
    """Where margins come from: the file first, where it has them."""
    _choice(texts, "margin_source", [*(["file"] if has_margins(clients) else []), "all", "tier"], source)


def _time_source(texts: Texts) -> None:
    """Whether budgets or services give the time, as far as there is a choice."""
    if state().plan.services.services:
        _choice(texts, "time_source", list(TIME_SOURCES), state().plan.profit.time_source)


def _choice(texts: Texts, name: str, options: list[str], chosen: str) -> None:
    st.segmented_control(
        texts(f"profit.{name}"),
        options,
        default=follow(name, chosen if chosen in options else options[0]),
        format_func=lambda option: texts(f"profit.{name}.{option}"),
        key=name,
        required=True,
        on_change=heed(name, options, lambda option: _set(**{name: option})),
    )


def _margin(texts: Texts, assumed: bool) -> None:
    usual = state().plan.profit.margin / 100
    margin = follow("margin", None if assumed else usual)
    st.number_input(
        texts("profit.margin"), *_typed("margin"), margin, step=1.0, format="%.4g", key="margin", width=190,
        placeholder=texts("profit.placeholder", usual=texts.number(usual, 0)),
        help=texts("profit.margin.help"),
        on_change=_heed_number("margin", "margin", lambda percent: _set(margin=round(percent * 100))),
    )  # fmt: skip


def _heed_number(key: str, name: str, change: Callable[[float], None]) -> Callable[[], None]:
    """The callback of a field for a number within the bounds of that setting."""
    return heed(key, bounds_of(ProfitSettings, name).holds_typed, change)


def _tier_margins(texts: Texts, result: PlanResult) -> None:
    settings = state().plan.profit
    rates = [settings.margin_of_tier(index) for index in range(len(result.tiers))]
    for index, (column, tier) in enumerate(zip(st.columns(len(rates)), result.tiers, strict=True)):
        key = f"margin_{index}"
        rate = follow(key, rates[index] / 100)
        column.number_input(
            texts("profit.margin_of", tier=plain(tier.name)), *_typed("tier_margins"), rate, step=1.0,
            format="%.4g", key=key, on_change=_heed_number(key, "tier_margins", partial(_set_margin, index)),
        )  # fmt: skip


def _set_margin(index: int, percent: float) -> None:
    """The margin of one tier."""
    result, settings = result_in_force(), state().plan.profit
    if result is None or index >= len(result.tiers):
        return
    rates = [settings.margin_of_tier(tier) for tier in range(len(result.tiers))]
    rates[index] = round(percent * 100)
    _set(tier_margins=tuple(rates))


def _hour(texts: Texts, result: PlanResult, assumed: bool) -> None:
    """What an hour with the clients costs, all roles together; their people's cost is shown and holds."""
    by_people, usual = priced_by_people(result), round(blended_hour(result) / UNIT)
    least, most = bounds_of(ProfitSettings, "owner_cost").whole
    st.number_input(
        texts("budgets.cost_per_hour"), least, most, follow("hour", None if assumed else min(usual, most)),
        step=1, key="hour", width=190, disabled=by_people,
        placeholder=texts("profit.placeholder", usual=texts.integer(usual)),
        help=texts("budgets.cost_per_hour.people" if by_people else "profit.hour.help"),
        on_change=_heed_number("hour", "owner_cost", _price_hour),
    )  # fmt: skip


def _price_hour(cost: float) -> None:
    """The roles keep their proportions."""
    if (result := result_in_force()) and not priced_by_people(result):
        state().change(with_blended_hour(result, round(cost * UNIT)))


def _fixed_costs(texts: Texts, clients: ClientList) -> None:
    symbol, settings = texts.symbol(clients.currency), state().plan.profit
    missing = is_missing(settings)
    costs = follow("fixed_costs", None if missing else int(to_decimal(settings.fixed_costs)))
    st.number_input(
        texts("profit.fixed_costs", currency=f" ({symbol})" if symbol else ""),
        *bounds_of(ProfitSettings, "fixed_costs").whole, costs, step=1000, placeholder="",
        key="fixed_costs", width=230, help=texts("profit.fixed_costs.help"),
        on_change=_heed_number("fixed_costs", "fixed_costs", lambda typed: _set(fixed_costs=typed * UNIT)),
    )  # fmt: skip


def _cost_per_hour(texts: Texts, result: PlanResult, role: StaffRole) -> None:
    """The cost of a paid hour; where the people have one, theirs is shown and holds."""
    key = f"{role}_cost"
    settings, team = state().plan.profit, team_of(result.clients, state().plan.team)
    by_people = team.is_priced(role)
    paid = to_decimal(paid_hour(settings, team, role) if by_people else settings.paid_cost(role))
    cost = follow(key, None if key in assumed(result) else float(paid))
    st.number_input(
        texts("profit.cost_per_hour", role=texts(f"performer.{role}")), *_typed(key), cost, step=1.0,
        format="%.9g", key=key, width=265, disabled=by_people,
        placeholder=texts("profit.placeholder", usual=texts.number(float(paid), 0)),
        help=texts("services.column.cost_per_hour.help"),
        on_change=_heed_number(key, key, lambda typed: _set(**{key: from_decimal(Decimal(str(typed)))})),
    )  # fmt: skip


def _capacity(texts: Texts) -> None:
    capacity = follow("capacity", state().plan.profit.capacity)
    st.slider(
        texts("profit.capacity"), *bounds_of(ProfitSettings, "capacity").whole, capacity, key="capacity",
        width=420,
        format=percent_format(texts), help=texts("profit.capacity.help"),
        on_change=_heed_number("capacity", "capacity", lambda capacity: _set(capacity=capacity)),
    )  # fmt: skip
