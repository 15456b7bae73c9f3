"""What the ranking says: your own 80/20, and how much hangs on the largest."""

from lib.clients.model import ClientList
from lib.ranking.ranking import TOP_FIVE_ALERT, Concentration, dependence
from lib.texts import Texts
from lib.texts.wording import Sentences

MOST = 0.8
"""What is called most of the revenue."""


def own_law_sentences(figures: Concentration, texts: Texts) -> Sentences:
    """How few clients make most of the revenue, the firm's own 20/80, and what that means."""
    share = figures.client_share_for_80
    clients, revenue = figures.own_law
    law = f"{round(clients * 100)}/{round(revenue * 100)}"
    values = {
        "share": texts.percent(share),
        "clients": texts.plural("count.clients", figures.clients_for_80),
        "law": law,
        "law_clients": texts.percent(clients),
        "law_revenue": texts.percent(revenue),
    }
    said = values["share"], texts.percent(MOST)
    key = (
        "ranking.own_law_same"
        if said == (values["law_clients"], values["law_revenue"])
        else "ranking.own_law"
    )
    return [(key, values), (f"ranking.verdict.{_verdict(share)}", {})]


def _verdict(share: float) -> str:
    """How the curve compares with 20/80, by the client share that makes 80 % of the revenue."""
    if share <= 0.15:
        return "steep"
    if share <= 0.25:
        return "pareto"
    return "moderate" if share <= 0.5 else "flat"


def concentration_figures(figures: Concentration, texts: Texts) -> list[tuple[str, str, str]]:
    """(name, figure, explanation) of each measure of dependence that needs no lesson first."""
    shown = {
        "largest": texts.percent(figures.largest_share, 1),
        "top5": texts.percent(figures.top5_share, 1),
        "top20": texts.percent(figures.top20_share, 1),
    }
    return [
        (texts(f"ranking.figure.{name}"), value, texts(f"ranking.figure.{name}.help"))
        for name, value in shown.items()
    ]


def finer_sentences(figures: Concentration, texts: Texts) -> Sentences:
    """The measures that economists have for it, each with what it says."""
    return [
        ("ranking.figure.gini", {"figure": texts.number(figures.gini, 2)}),
        ("ranking.figure.effective", {"figure": texts.number(figures.effective_clients, 1)}),
    ]


def dependence_sentence(clients: ClientList, figures: Concentration, texts: Texts) -> Sentences:
    """Whether the largest client, or the first five, are worth asking about."""
    values = {
        "client": str(clients.ranked["client"].iloc[0]),
        "share": texts.percent(figures.largest_share, 1),
        "top5": texts.percent(figures.top5_share, 0),
    }
    level = dependence(figures.largest_share)
    sentences: Sentences = [(f"ranking.dependence.{level or 'none'}", values)]
    if clients.count > 5 and figures.top5_share >= TOP_FIVE_ALERT:
        sentences.append(("ranking.dependence.top5", values))
    return sentences
