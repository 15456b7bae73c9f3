"""The live part of the meeting page, as one element: the sliders of thresholds and budgets with their locks
and typed figures, the curve whose boundaries can be dragged, the columns, the table and the sentences.

Two components of our own, in plain JavaScript. The first draws; what it gets changes only with the list and
the language. The second hands it the answer of every step, and the moves of the hand to the server; it is a
fragment, so that a step runs and sends this one element. While a hand moves something, every figure follows
in the browser alone; the server's answer to the move replaces what is shown.
"""

from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.look.palette import ACCENT
from lib.plan.compute import PlanResult
from lib.plan.moves import clients_from
from lib.ranking.ranking import concentration
from lib.screen.controls import unbroken
from lib.screen.next_step import NEXT
from lib.screen.state import THRESHOLD_UNITS, current_result, state
from lib.screen.unsaved.component import warn_of_loss
from lib.texts import Texts
from lib.tiers.live_curve import SHARE_PARTS, handles, thinned_curve, ties_stay_together
from lib.tiers.live_figures import RULES, Said, live_plan, live_words, said
from lib.tiers.sentences import threshold_sentence
from lib.tiers.shares import four_shares
from lib.tiers.tier_table import COLUMNS, EXPLAINED, SHORT
from lib.tiers.widgets.board.moves import Moves, take_moves
from lib.tiers.widgets.comparison import meaning

View = Literal["page", "projector"]
COLUMNS_OF: dict[View, tuple[str, ...]] = {"page": COLUMNS, "projector": SHORT}
PANELS = ("rules", "scenarios", "placing")
"""The keys of what can be opened around the board and shows the tiers."""
FOLDER = Path(__file__).parent
SCRIPTS = ("curve.js", "figures.js", "board.js")
"""One script in three files: the picture, the rules, and what puts them together."""


def script() -> str:
    """The script of the board."""
    return "".join((FOLDER / name).read_text("utf-8") for name in SCRIPTS)


KEYS: dict[View, str] = {"page": "board_page", "projector": "board_projector"}
STEP = "step"
"""The key of the component that the moves come through."""


_board = st.components.v2.component(
    "palmares_board",
    css="".join((FOLDER / name).read_text("utf-8") for name in ("curve.css", "../shares.css", "board.css")),
    js=script(),
)
_step = st.components.v2.component("palmares_step", js=(FOLDER / "step.js").read_text("utf-8"))


def board(texts: Texts, result: PlanResult, view: View = "page") -> None:
    """Sliders, curve, columns, table and sentences of the plan in force."""
    state().part(_Around).plan = _around(result)
    after = NEXT["tiers"]
    asked = _board(
        key=KEYS[view],
        data=list_data(texts, result, COLUMNS_OF[view])
        | {"view": view, "next": {"page": after, "title": texts(f"next.{after}")}},
        on_page_change=_heard,
    ).page
    if asked == after:
        st.switch_page(f"pages/{after}.py")
    _answer(texts, result.clients, view)


def _heard() -> None:
    """A component's word is given back only where somebody listens to it."""


@st.fragment
def _answer(texts: Texts, clients: ClientList, view: View) -> None:
    """The answer of a step. What stands around the board is drawn anew only when it shows something else."""
    result = current_result(clients)
    if state().part(_Around).plan != _around(result):
        st.rerun()
    _step(key=STEP, data=step_data(texts, result, view), on_moves_change=unbroken(partial(take_moves, STEP)))
    warn_of_loss("board")


@dataclass
class _Around:
    """What the controls around the board were drawn for."""

    plan: object = None


def _around(result: PlanResult) -> object:
    """What the controls around the board show of a plan: all of it where one is open that shows the tiers."""
    if any(st.session_state.get(panel) for panel in PANELS):
        return result.plan
    left = replace(result.plan, thresholds=(), budget_shares=(), locked=())
    return left, len(result.tiers), state().notice


def list_data(texts: Texts, result: PlanResult, columns: tuple[str, ...]) -> dict[str, Any]:
    """What changes with the list and the language only."""
    clients = result.clients
    curve = thinned_curve(clients)
    return {
        "list": curve.identity,
        "clients": curve.clients,
        "points": curve.points,
        "hair": 1 / SHARE_PARTS,
        "unit": UNIT,
        "eighty": concentration(clients).client_share_for_80,
        "language": texts.language,
        "words": words(texts, clients),
        "rules": RULES,
        "columns": columns,
        "measures": [texts(measure.key) for measure in four_shares(result)],
        "units": {
            "share": "%",
            "clients": texts("thresholds.clients"),
            "amount": texts.symbol(clients.currency) or texts("thresholds.amount"),
        },
        "accent": ACCENT,
    }


def step_data(texts: Texts, result: PlanResult, view: View) -> dict[str, Any]:
    """The answer of a step."""
    return {
        "list": thinned_curve(result.clients).identity,
        "answered": state().part(Moves).answered,
        "boundaries": [asdict(handle) for handle in handles(result)],
        "together": ties_stay_together(result),
        "plan": asdict(live_plan(result)),
        "tiers": [
            {
                "name": tier.name,
                "fill": tier.fill,
                "ink": tier.ink,
                "placed": tier.clients - (tier.to_rank - tier.from_rank + 1),
            }
            for tier in result.tiers
        ],
        "unit": state().threshold_unit,
        "said": _said(texts, result, COLUMNS_OF[view]),
        "meaning": meaning(texts, result) if view == "page" else None,
        "undo": len(state().steps) > 1,
        "redo": bool(state().undone),
    }


def _said(texts: Texts, result: PlanResult, columns: tuple[str, ...]) -> Said:
    """What is said of the plan, with what there is to say about the last moves."""
    answer = said(result, texts, columns, state().threshold_unit)
    answer["typed"] = [_as_typed(texts, result, index, shown) for index, shown in enumerate(answer["typed"])]
    for (sliders, index), remark in state().part(Moves).take_remarks().items():
        if index < len(answer[sliders]):
            answer[sliders][index] = (
                _remarked(texts, result, index, remark) if sliders == "thresholds" else remark
            )
    return answer


def _remarked(texts: Texts, result: PlanResult, index: int, remark: str) -> str:
    """The figures of a threshold give way to what there is to say about it."""
    if index >= len(result.boundaries):
        return remark
    return texts("tiers.threshold_said", said=remark, **threshold_sentence(result, index, texts)[1])


def _as_typed(texts: Texts, result: PlanResult, index: int, shown: str) -> str:
    """An amount stays as it was typed as long as it cuts where it is cut."""
    typed = state().typed_amounts.get(index, 0)
    clients = result.clients
    if state().threshold_unit != "amount" or not typed:
        return shown
    if clients_from(clients, typed) != result.boundaries[index].rank:
        return shown
    return texts.money(typed, clients.currency, cents=typed % UNIT > 0)


def words(texts: Texts, clients: ClientList) -> dict[str, str]:
    """The words of the board; the browser fills in what moves."""
    share = concentration(clients).client_share_for_80
    return live_words(texts, clients) | {
        "across": texts("chart.x_clients"),
        "up": texts("chart.y_revenue"),
        "magnifier": texts("curve.magnifier"),
        "magnified": texts("curve.magnified"),
        "eighty": texts("chart.eighty", share=texts.percent(share)),
        "picture": texts("curve.picture"),
        "handle": texts("curve.handle", upper="{upper}", lower="{lower}"),
        "revenue": texts("curve.revenue", share="{share}"),
        "amount": texts("curve.amount", amount="{amount}"),
        "reference": texts("changes.reference"),
        "meaning": texts("tiers.meaning"),
        **{move: texts(f"tiers.{move}") for move in ("undo", "redo", "reset")},
        "table": texts("page.tiers"),
        "tier": texts("column.tier"),
        **{f"column.{name}": texts(f"column.{name}") for name in COLUMNS},
        **{f"help.{name}": texts(f"column.{name}.help") for name in EXPLAINED},
        "thresholds": texts("tiers.thresholds"),
        "budgets": texts("tiers.budgets"),
        "unit": texts("thresholds.unit"),
        **{
            f"typed.{unit}": texts(f"thresholds.typed.{unit}", upper="{upper}", lower="{lower}")
            for unit in THRESHOLD_UNITS
        },
    }
