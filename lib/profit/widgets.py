"""The widgets of the profit page: what the reckoning starts from, and the proposed budgets."""

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.money import UNIT, from_decimal, to_decimal
from lib.clients.model import ClientList
from lib.plan.budgets import Shares
from lib.plan.compute import PlanResult
from lib.plan.hour_costs import paid_hour
from lib.plan.profit_settings import TIME_SOURCES, ProfitSettings, has_margins
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import team_of
from lib.profit import tables as profit_tables
from lib.profit.best_budgets import AIMS, NoBudgetsError, Proposal, best_budgets
from lib.profit.sentences import proposal_sentences
from lib.screen.frame import percent_format, say, show
from lib.screen.state import state
from lib.texts import Texts


def profit_inputs(texts: Texts, result: PlanResult) -> None:
    """Margin, fixed costs, the cost of an hour."""
    clients = result.clients
    _sources(texts, clients)
    if state().plan.profit.margin_source == "tier":
        _tier_margins(texts, result)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if state().plan.profit.margin_source == "all":
            _margin(texts)
        _fixed_costs(texts, clients)
        for role in STAFF_ROLES:
            _cost_per_hour(texts, clients, role)
    _capacity(texts)


def _set(**choices: object) -> None:
    state().change_with(profit=replace(state().plan.profit, **choices))  # type: ignore[arg-type]


def _typed(name: str) -> tuple[float, float]:
    """The least and the most of a setting, in the unit in which it is typed."""
    bounds = bounds_of(ProfitSettings, name)
    return bounds.least_typed, bounds.most_typed


def _sources(texts: Texts, clients: ClientList) -> None:
    """Where margins and time come from, as far as there is a choice."""
    settings = state().plan.profit
    sources = ["all", "tier", *(["file"] if has_margins(clients) else [])]
    with st.container(horizontal=True):
        _choice(texts, "margin_source", sources, settings.margin_source)
        if state().plan.services.services:
            _choice(texts, "time_source", list(TIME_SOURCES), settings.time_source)


def _choice(texts: Texts, name: str, options: list[str], chosen: str) -> None:
    st.session_state[name] = chosen if chosen in options else options[0]
    st.segmented_control(
        texts(f"profit.{name}"),
        options,
        format_func=lambda option: texts(f"profit.{name}.{option}"),
        key=name,
        required=True,
        on_change=lambda: _set(**{name: st.session_state[name]}),
    )


def _margin(texts: Texts) -> None:
    st.session_state["margin"] = state().plan.profit.margin / 100
    st.number_input(
        texts("profit.margin"), *_typed("margin"), step=1.0, format="%.1f", key="margin", width=170,
        help=texts("profit.margin.help"),
        on_change=lambda: _set(margin=round(st.session_state["margin"] * 100)),
    )  # fmt: skip


def _tier_margins(texts: Texts, result: PlanResult) -> None:
    settings = state().plan.profit
    rates = [settings.margin_of_tier(index) for index in range(len(result.tiers))]
    for index, (column, tier) in enumerate(zip(st.columns(len(rates)), result.tiers, strict=True)):
        st.session_state[f"margin_{index}"] = rates[index] / 100
        column.number_input(
            texts("profit.margin_of", tier=tier.name), *_typed("tier_margins"), step=1.0, format="%.1f",
            key=f"margin_{index}", on_change=_tier_margin_typed, args=(tuple(rates), index),
        )  # fmt: skip


def _tier_margin_typed(rates: tuple[int, ...], index: int) -> None:
    changed = list(rates)
    changed[index] = round(st.session_state[f"margin_{index}"] * 100)
    _set(tier_margins=tuple(changed))


def _fixed_costs(texts: Texts, clients: ClientList) -> None:
    symbol = texts.symbol(clients.currency)
    st.session_state["fixed_costs"] = int(to_decimal(state().plan.profit.fixed_costs))
    st.number_input(
        texts("profit.fixed_costs", currency=f" ({symbol})" if symbol else ""),
        *bounds_of(ProfitSettings, "fixed_costs").whole, step=1000,
        key="fixed_costs", width=215, help=texts("profit.fixed_costs.help"),
        on_change=lambda: _set(fixed_costs=st.session_state["fixed_costs"] * UNIT),
    )  # fmt: skip


def _cost_per_hour(texts: Texts, clients: ClientList, role: StaffRole) -> None:
    """The cost of a paid hour; where the people have one, theirs is shown and holds."""
    key = f"{role}_cost"
    settings, team = state().plan.profit, team_of(clients, state().plan.team)
    by_people = team.is_priced(role)
    paid = paid_hour(settings, team, role) if by_people else settings.paid_cost(role)
    st.session_state[key] = float(to_decimal(paid))
    st.number_input(
        texts("profit.cost_per_hour", role=texts(f"performer.{role}")), *_typed(key), step=1.0,
        format="%.2f", key=key, width=265, disabled=by_people,
        help=texts("services.column.cost_per_hour.help"),
        on_change=lambda: _set(**{key: from_decimal(Decimal(str(st.session_state[key])))}),
    )  # fmt: skip


def _capacity(texts: Texts) -> None:
    st.session_state["capacity"] = state().plan.profit.capacity
    st.slider(
        texts("profit.capacity"), *bounds_of(ProfitSettings, "capacity").whole, key="capacity", width=420,
        format=percent_format(texts), help=texts("profit.capacity.help"),
        on_change=lambda: _set(capacity=st.session_state["capacity"]),
    )  # fmt: skip


def budget_proposal(texts: Texts, result: PlanResult) -> None:
    """The best budgets for a chosen aim beside the plan's, and the button that puts them in force."""
    aims = [aim for aim in AIMS if aim != "cover" or state().plan.services.services]
    aim = st.segmented_control(
        texts("profit.aim"), aims, default=aims[0], format_func=lambda name: texts(f"profit.aim.{name}"),
        key="aim", required=True,
    )  # fmt: skip
    try:
        proposal = best_budgets(result, aim or aims[0])
    except NoBudgetsError as refused:
        say(texts, f"profit.no_budgets.{refused.code}")
        return
    _proposed(texts, result, proposal)


def _proposed(texts: Texts, result: PlanResult, proposal: Proposal) -> None:
    for key, values in proposal_sentences(proposal, texts):
        say(texts, key, **values)
    show(profit_tables.budget_table(result, proposal.shares, texts))
    same = proposal.shares == result.shares
    if same:
        say(texts, "profit.already_best")
    st.button(
        texts("profit.apply"), key="apply_budgets", icon=":material/check:", disabled=same,
        on_click=_apply, args=(proposal.shares, result.locked),
    )  # fmt: skip


def _apply(shares: Shares, locked: tuple[bool, ...]) -> None:
    state().change_with(budget_shares=shares, locked=locked)
