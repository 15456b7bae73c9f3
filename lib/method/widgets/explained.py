"""How a figure came about, one click away; and the whole method, term by term."""

import streamlit as st

from lib.clients.hit_parade import hit_parade
from lib.method.explanations import OF_PAGE, ON_PAGE, Term, explanation
from lib.plan.compute import PlanResult
from lib.ranking.ranking import concentration
from lib.ranking.sentences import own_law_sentences
from lib.ranking.tables import hit_parade_table
from lib.screen.frame import say, show, tell
from lib.texts import Texts
from lib.tiers.sentences import last_tier_sentence

SOURCES = (
    *("idea", "law", "inequality", "dependence", "companies", "abc", "headtail", "potential", "retention"),
    *("purchases", "value"),
)


def how_it_came(texts: Texts, result: PlanResult, page: str) -> None:
    """Behind a button, drawn when it is opened: how the figures that matter most on a page came about."""
    panel = st.popover(
        texts("term.how"), icon=":material/calculate:", key="how_it_came", on_change="rerun", type="tertiary"
    )
    if not panel.open:
        return
    with panel:
        for name in ON_PAGE[page]:
            st.markdown(f"**{texts(f'term.{name}')}**")
            _term(texts, result, name, with_clients=True)
        st.page_link("pages/method.py", label=texts("page.method"), icon=":material/menu_book:")


def whole_method(texts: Texts, result: PlanResult | None) -> None:
    """The argument with the reader's own figures, then every term; without a list, the terms alone."""
    say(texts, "workbook.method.idea.is")
    if result is None:
        say(texts, "term.no_list")
    else:
        tell(texts, own_law_sentences(concentration(result.clients), texts))
        tell(texts, last_tier_sentence(result, texts))
    for page, names in OF_PAGE.items():
        st.header(texts(f"page.{page}"), anchor=False)
        for name in names:
            st.subheader(texts(f"term.{name}"), anchor=False)
            _term(texts, result, name, with_clients=False)
        st.page_link(f"pages/{page}.py", label=texts("term.where"), icon=":material/arrow_forward:")
    st.header(texts("source.title"), anchor=False)
    st.markdown("\n".join(f"- {texts(f'source.{name}')}" for name in SOURCES))


def _term(texts: Texts, result: PlanResult | None, name: Term, with_clients: bool) -> None:
    told = explanation(name, result, texts) if result else None
    say(texts, f"term.{name}.is")
    say(texts, f"term.{name}.formula")
    if result is None or told is None:
        return
    if told.values is None:
        say(texts, "term.none")
        return
    say(texts, f"term.{name}.yours", **told.values)
    if with_clients and told.last_rank:
        clients = result.clients
        show(hit_parade_table(hit_parade(clients).head(told.last_rank), texts, clients.currency))
