"""The Pareto curve of the meeting page, whose boundaries can be dragged.

Two components of our own, in plain JavaScript. The first draws; what it gets changes only with the list and
the language, so that Streamlit sends it once. The second hands it the cuts of every step. While a boundary
moves, the picture follows in the browser alone; when it is let go, its threshold goes to the plan as a
slider's would.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import streamlit as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.look.palette import ACCENT
from lib.plan.compute import PlanResult
from lib.plan.moves import move_threshold
from lib.ranking.ranking import concentration
from lib.screen.controls import sent_fields
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers.live_curve import SHARE_PARTS, handles, thinned_curve, ties_stay_together

FOLDER = Path(__file__).parent


@dataclass
class CurveMoves:
    """What the session keeps of the moves that the picture sends."""

    answered: int = 0
    """The number of the last move that the plan has taken in."""


_picture = st.components.v2.component(
    "palmares_curve",
    css=(FOLDER / "curve.css").read_text("utf-8"),
    js=(FOLDER / "curve.js").read_text("utf-8"),
)
_cuts = st.components.v2.component("palmares_cuts", js=(FOLDER / "cuts.js").read_text("utf-8"))


def pareto_curve(texts: Texts, result: PlanResult) -> None:
    """The curve over the share of clients, filled tier by tier, with a handle at every boundary."""
    clients = result.clients
    curve = thinned_curve(clients)
    _picture(
        key="curve",
        data={
            "list": curve.identity,
            "clients": curve.clients,
            "points": curve.points,
            "hair": 1 / SHARE_PARTS,
            "unit": UNIT,
            "eighty": concentration(clients).client_share_for_80,
            "language": texts.language,
            "words": words(texts, clients),
            "accent": ACCENT,
        },
        on_moves_change=_moved,
    )
    _cuts(
        key="cuts",
        data={
            "list": curve.identity,
            "answered": state().part(CurveMoves).answered,
            "boundaries": [asdict(handle) for handle in handles(result)],
            "together": ties_stay_together(result),
            "tiers": [
                {
                    "name": tier.name,
                    "fill": tier.fill,
                    "ink": tier.ink,
                    "placed": tier.clients - (tier.to_rank - tier.from_rank + 1),
                }
                for tier in result.tiers
            ],
        },
    )


def words(texts: Texts, clients: ClientList) -> dict[str, str]:
    """The sentences of the picture, with their {fields}; the browser fills in what moves."""
    share = concentration(clients).client_share_for_80
    return {
        "across": texts("chart.x_clients"),
        "up": texts("chart.y_revenue"),
        "eighty": texts("chart.eighty", share=texts.percent(share)),
        "picture": texts("curve.picture"),
        "one": texts.form("count.clients", 1),
        "other": texts.form("count.clients", 2),
        "money": texts("curve.money", amount="{amount}", sign=texts.symbol(clients.currency)).strip(),
        "percent": texts("curve.percent", share="{share}"),
        "handle": texts("curve.handle", upper="{upper}", lower="{lower}"),
        "revenue": texts("curve.revenue", share="{share}"),
        "amount": texts("curve.amount", amount="{amount}"),
    }


def _moved() -> None:
    """Put in force what was moved since the last answer: (number, boundary, revenue share) each.

    The browser repeats a move until it is answered, so that none is lost when two come quickly.
    """
    clients, moves = state().clients, state().part(CurveMoves)
    if clients is None:
        return
    sent_moves = sent_fields("curve").get("moves")
    for move in sent_moves if isinstance(sent_moves, list) else ():
        try:
            number, boundary, share = int(move[0]), int(move[1]), Decimal(move[2])
            if number <= moves.answered:
                continue
            state().change(move_threshold(clients, state().plan, boundary, share))
            moves.answered = number
        except (ArithmeticError, LookupError, TypeError, ValueError):
            # Nothing that the picture sends looks like this; what does is not ours to obey.
            return
