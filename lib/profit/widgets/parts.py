"""The parts of the profit page: who pays, ways of treating clients, who takes back, better budgets."""

import streamlit as st

from lib.plan.budgets import Shares
from lib.plan.compute import PlanResult
from lib.profit import charts
from lib.profit.best_budgets import AIMS, Aim, NoBudgetsError, Proposal, best_budgets
from lib.profit.profit import Profit
from lib.profit.sentences import (
    assumption_sentences,
    break_even_sentences,
    hour_sentences,
    proposal_sentences,
    result_sentences,
    rule_sentences,
    treatment_sentences,
    whale_sentences,
)
from lib.profit.tables import (
    budget_table,
    client_profit_table,
    loss_table,
    tier_hours_table,
    tier_profit_table,
    treatment_table,
)
from lib.screen.frame import draw, part_choice, say, show, tell
from lib.screen.state import state
from lib.screen.views import client_search, paged
from lib.texts import Texts

PARTS = ("pay", "alike", "whale", "budgets")


def profit_part(texts: Texts) -> str:
    """Which part of the page is open; only that one is worked out."""
    names = {part: texts(f"profit.part.{part}") for part in PARTS}
    return part_choice(texts("profit.parts"), names, "profit_part")


def who_pays(texts: Texts, profit: Profit) -> None:
    """How many clients pay the fixed costs, and what each tier leaves."""
    tell(texts, [*break_even_sentences(profit, texts), *result_sentences(profit, texts)])
    picture, by_tier = st.columns([5, 6], gap="medium")
    with picture:
        draw(
            charts.break_even_shape if profit.assumed else charts.break_even,
            texts,
            curve=charts.break_even_curve(profit),
            fixed=charts.fixed_line(profit, texts),
            crossing=charts.crossing(profit, texts),
        )
    with by_tier:
        show(tier_profit_table(profit, texts))
    say_assumptions(texts, profit)


def more_figures(texts: Texts, profit: Profit) -> None:
    """What stands behind the first picture: the rule, figures by the hour, client by client."""
    panel = st.expander(texts("profit.more_figures"), key="profit_figures", on_change="rerun")
    if panel.open:
        with panel:
            _more_figures(texts, profit)


def _more_figures(texts: Texts, profit: Profit) -> None:
    tell(texts, [*rule_sentences(profit, texts), *hour_sentences(profit, texts)])
    show(tier_hours_table(profit, texts))
    rows = client_search(texts, profit.by_client(), [tier.name for tier in profit.result.tiers])
    paged(texts, rows, lambda page: client_profit_table(page, profit, texts))


def ways_of_treating(texts: Texts, profit: Profit) -> None:
    """Everyone alike, as today and in the plan."""
    tell(texts, treatment_sentences(profit, texts))
    show(treatment_table(profit, texts))
    say_assumptions(texts, profit)


def who_takes_back(texts: Texts, profit: Profit) -> None:
    """The whale curve: how high it climbs, and what is taken back after its peak."""
    tell(texts, whale_sentences(profit, texts))
    draw(
        charts.whale_shape if profit.assumed else charts.whale,
        texts,
        curve=charts.whale_curve(profit.whale),
        peak=charts.whale_peak(profit, texts),
    )
    say_assumptions(texts, profit)


def loss_makers(texts: Texts, profit: Profit) -> None:
    """The clients that cost more than they bring, and what would mend it."""
    if profit.whale.taken_back:
        paged(texts, profit.loss_makers(), lambda rows: loss_table(rows, profit, texts), "losses")


def say_assumptions(texts: Texts, profit: Profit) -> None:
    for key, values in assumption_sentences(profit, texts):
        st.caption(texts(key, **values))


def better_budgets(texts: Texts, result: PlanResult) -> None:
    """The best budgets for a chosen aim beside the plan's, and the button that puts them in force."""
    say(texts, "profit.budgets_why")
    aims = [aim for aim in AIMS if aim != "cover" or state().plan.services.services]
    aim = _aim(texts, aims) if len(aims) > 1 else aims[0]
    try:
        proposal = best_budgets(result, aim)
    except NoBudgetsError as refused:
        say(texts, f"profit.no_budgets.{refused.code}")
        return
    _proposed(texts, result, proposal)


def _aim(texts: Texts, aims: list[Aim]) -> Aim:
    return st.segmented_control(
        texts("profit.aim"), aims, default=aims[0], format_func=lambda name: texts(f"profit.aim.{name}"),
        key="aim", required=True,
    )  # fmt: skip


def _proposed(texts: Texts, result: PlanResult, proposal: Proposal) -> None:
    for key, values in proposal_sentences(proposal, texts):
        say(texts, key, **values)
    same = proposal.shares == result.shares
    if same:
        say(texts, "profit.already_best")
    show(budget_table(result, proposal.shares, texts))
    if not same:
        st.button(
            texts("profit.apply"), key="apply_budgets", icon=":material/check:",
            on_click=_apply, args=(proposal.shares, result.locked),
        )  # fmt: skip


def _apply(shares: Shares, locked: tuple[bool, ...]) -> None:
    state().change_with(budget_shares=shares, locked=locked)
