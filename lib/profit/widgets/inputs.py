"""What the reckoning of the profit page starts from."""

from functools import partial

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
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
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import result_in_force, state
from lib.texts import Texts


def profit_inputs(texts: Texts, profit: Profit) -> None:
    """The three figures that only the firm can say, empty until it does: margin, the cost of an hour, fixed
    costs; margins by tier, for who wants them."""
    result = profit.result
    clients = result.clients
    source = margin_source_of(clients, result.plan.profit)
    with st.container(horizontal=True, vertical_alignment="top"):
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
    margin = state().plan.profit.margin
    about = NumberField(
        "margin",
        texts("profit.margin"),
        bounds_of(ProfitSettings, "margin"),
        lambda typed: _set(margin=typed),
        width=190,
        help=texts("profit.margin.help"),
        placeholder=texts("profit.placeholder", usual=texts.number(margin / 100, 0)),
    )
    number_field(texts, about, None if assumed else margin)


def _tier_margins(texts: Texts, result: PlanResult) -> None:
    settings = state().plan.profit
    rates = [settings.margin_of_tier(index) for index in range(len(result.tiers))]
    for index, (column, tier) in enumerate(zip(st.columns(len(rates)), result.tiers, strict=True)):
        label, change = texts("profit.margin_of", tier=plain(tier.name)), partial(_set_margin, index)
        with column:
            about = NumberField(f"margin_{index}", label, bounds_of(ProfitSettings, "tier_margins"), change)
            number_field(texts, about, rates[index])


def _set_margin(index: int, margin: int) -> None:
    """The margin of one tier."""
    result, settings = result_in_force(), state().plan.profit
    if result is None or index >= len(result.tiers):
        return
    rates = [settings.margin_of_tier(tier) for tier in range(len(result.tiers))]
    rates[index] = margin
    _set(tier_margins=tuple(rates))


def _hour(texts: Texts, result: PlanResult, assumed: bool) -> None:
    """What an hour with the clients costs, all roles together; their people's cost is shown and holds."""
    by_people, hourly = priced_by_people(result), blended_hour(result)
    about = NumberField(
        "hour",
        texts("budgets.cost_per_hour"),
        bounds_of(ProfitSettings, "owner_cost"),
        _price_hour,
        width=190,
        help=texts("budgets.cost_per_hour.people" if by_people else "profit.hour.help"),
        placeholder=texts("profit.placeholder", usual=texts.integer(round(hourly / UNIT))),
        disabled=by_people,
    )
    number_field(texts, about, None if assumed else hourly)


def _price_hour(cost: int) -> None:
    """The roles keep their proportions."""
    if (result := result_in_force()) and not priced_by_people(result):
        state().change(with_blended_hour(result, cost))


def _fixed_costs(texts: Texts, clients: ClientList) -> None:
    symbol, settings = texts.symbol(clients.currency), state().plan.profit
    about = NumberField(
        "fixed_costs",
        texts("profit.fixed_costs", currency=f" ({symbol})" if symbol else ""),
        bounds_of(ProfitSettings, "fixed_costs"),
        lambda typed: _set(fixed_costs=typed),
        width=230,
        help=texts("profit.fixed_costs.help"),
    )
    number_field(texts, about, None if is_missing(settings) else settings.fixed_costs)


def _cost_per_hour(texts: Texts, result: PlanResult, role: StaffRole) -> None:
    """The cost of a paid hour; where the people have one, theirs is shown and holds."""
    key = f"{role}_cost"
    settings, team = state().plan.profit, team_of(result.clients, state().plan.team)
    by_people = team.is_priced(role)
    paid = paid_hour(settings, team, role) if by_people else settings.paid_cost(role)
    about = NumberField(
        key,
        texts("profit.cost_per_hour", role=texts(f"performer.{role}")),
        bounds_of(ProfitSettings, key),
        lambda typed: _set(**{key: typed}),
        width=265,
        help=texts("services.column.cost_per_hour.help"),
        placeholder=texts("profit.placeholder", usual=texts.integer(round(paid / UNIT))),
        disabled=by_people,
    )
    number_field(texts, about, None if key in assumed(result) else paid)


def _capacity(texts: Texts) -> None:
    capacity = follow("capacity", state().plan.profit.capacity)
    st.slider(
        texts("profit.capacity"), *bounds_of(ProfitSettings, "capacity").whole, capacity, key="capacity",
        width=420,
        format=percent_format(texts), help=texts("profit.capacity.help"),
        on_change=heed("capacity", bounds_of(ProfitSettings, "capacity"), lambda typed: _set(capacity=typed)),
    )  # fmt: skip
