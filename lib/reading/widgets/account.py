"""The account of an import: whether it agrees with the file, what was decided, and what does not count."""

from functools import partial

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import Assumed, ClientList, ImportReport, RowGroup, TotalCheck
from lib.reading import tables as reading_tables
from lib.reading.choices import RULES, Choices
from lib.reading.effects import Effect, effect_of
from lib.reading.sentences import (
    account_details,
    account_sentence,
    assumed_sentence,
    effect_words,
)
from lib.reading.widgets.opening import Origin, opening, origin_on_page, read_again, unopened
from lib.reading.widgets.questions import is_long
from lib.screen.controls import follow, heed
from lib.screen.frame import say, show
from lib.texts import Texts


def account(texts: Texts, clients: ClientList) -> None:
    """One sentence that says whether the sum is right, who and what it is made of, and of which file: the
    field for files is empty again after an example, or on the way back to the page."""
    st.header(plain(account_sentence(clients, texts)), anchor=False)
    st.markdown(plain(account_details(clients, texts)))
    st.caption(texts("clients.source", file=plain(clients.report.source)))
    for check in clients.report.totals:
        if not check.agrees:
            _wrong_total(texts, check, clients.currency)


def closed_files(texts: Texts) -> None:
    """Why a list cannot be adjusted that was kept and whose files are not open."""
    waiting = unopened()
    if waiting is None:
        return
    if waiting is opening().left_closed:
        st.info(texts("clients.closed.stopped"), icon=":material/lock:")
        st.button(
            texts("clients.reopen"), icon=":material/folder_open:", key="reopen", on_click=_open_after_all
        )
        return
    st.info(
        texts("clients.closed.locked" if waiting.locked else "clients.closed.failed"), icon=":material/lock:"
    )


def _open_after_all() -> None:
    opening().left_closed = None


def _wrong_total(texts: Texts, check: TotalCheck, currency: str | None) -> None:
    said = texts(
        "reading.total.disagrees",
        row=texts.integer(check.row),
        stated=plain(texts.money(check.stated, currency, cents=True)),
        ours=plain(texts.money(check.ours, currency, cents=True)),
    )
    st.warning(said, icon=":material/warning:")


def decided(texts: Texts, clients: ClientList, shown: Origin) -> None:
    """What was decided without asking, each rule with a switch; and what else there is to say."""
    report = clients.report
    off = [code for code, value in shown.choices.answers if code in RULES and value == "off"]
    agreed = [check for check in report.totals if check.agrees]
    if not (report.assumed or off or report.remarks or agreed):
        return
    st.subheader(texts("clients.decided"), anchor=False)
    for assumed in report.assumed:
        if assumed.code in RULES:
            _rule_in_force(texts, clients, shown, assumed)
        else:
            st.markdown(assumed_sentence(assumed, clients.currency, texts, plain))
    for code in off:
        _rule_switched_off(texts, clients, shown, code)
    _remarks(texts, report, agreed, clients.currency)


def _remarks(texts: Texts, report: ImportReport, agreed: list[TotalCheck], currency: str | None) -> None:
    said = [
        texts(
            "reading.total.agrees",
            row=texts.integer(check.row),
            stated=plain(texts.money(check.stated, currency, cents=True)),
        )
        for check in agreed
    ]
    for remark in report.remarks:
        details = {
            name: texts.integer(value) if isinstance(value, int) else plain(value)
            for name, value in remark.details.items()
        }
        said.append(texts(f"reading.remark.{remark.code}", **details))
    if said:
        st.markdown("\n".join(f"- {sentence}" for sentence in said))


def _rule_in_force(texts: Texts, clients: ClientList, shown: Origin, assumed: Assumed) -> None:
    label = assumed_sentence(assumed, clients.currency, texts, plain)
    without = None if is_long(clients) else effect_of(shown.source, _off(shown.choices, assumed.code))
    _switch(texts, assumed.code, label, True, without, clients)


def _rule_switched_off(texts: Texts, clients: ClientList, shown: Origin, code: str) -> None:
    label = texts("clients.rule.off", rule=texts(f"reading.rule.{code}"))
    with_it = None if is_long(clients) else effect_of(shown.source, shown.choices.unanswered(code))
    _switch(texts, code, label, False, with_it, clients)


def _switch(
    texts: Texts, code: str, label: str, on: bool, otherwise: Effect | None, clients: ClientList
) -> None:
    """A rule that can be switched, with what the list would be the other way."""
    key = f"rule_{code}"
    with st.container(gap="xxsmall"):
        st.toggle(
            label, follow(key, on), key=key, on_change=heed(key, (False, True), partial(_switch_rule, code))
        )
        if otherwise is not None:
            words = plain(effect_words(otherwise, clients.currency, texts))
            st.caption(texts("clients.rule.without" if on else "clients.rule.with", effect=words))


def _off(choices: Choices, code: str) -> Choices:
    return choices.answered(code, "off")


def _switch_rule(code: str, on: bool) -> None:
    shown = origin_on_page()
    if shown is not None:
        read_again(shown.choices.unanswered(code) if on else _off(shown.choices, code))


def set_aside(texts: Texts, clients: ClientList) -> None:
    """The rows that are data and do not count, by reason."""
    if clients.report.set_aside:
        st.subheader(texts("clients.set_aside"), anchor=False)
        _row_groups(texts, clients.report.set_aside, clients.currency)


def not_counted(texts: Texts, clients: ClientList) -> None:
    """The rows that are no data, by reason, folded away."""
    groups = clients.report.not_counted
    if groups:
        with st.expander(texts.plural("clients.not_counted.folded", sum(group.rows for group in groups))):
            say(texts, "clients.not_counted.why")
            _row_groups(texts, groups, clients.currency)


def _row_groups(texts: Texts, groups: tuple[RowGroup, ...], currency: str | None) -> None:
    show(reading_tables.row_groups(groups, texts, currency))
