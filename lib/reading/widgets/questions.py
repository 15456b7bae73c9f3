"""What the file does not tell for sure: each question with what every answer would change."""

from functools import partial

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import Assumed, ClientList, Question
from lib.reading.choices import COLUMN_QUESTIONS, Choices
from lib.reading.currencies import rate_of
from lib.reading.effects import Effect, effect_of, effect_of_list
from lib.reading.proposal import propose
from lib.reading.remembered import key_of
from lib.reading.sentences import answer_words, effect_words, question_sentence
from lib.reading.widgets.opening import Origin, opening, read_again
from lib.reading.widgets.remembering import remember
from lib.screen.controls import follow, heed
from lib.texts import Texts

LONG = 200_000
"""Rows of a list from which effects are worked out only where they are asked for."""
RATE = "rate"
"""What questions about rates are about."""


def is_long(clients: ClientList | None) -> bool:
    """Whether reading the list again takes its time."""
    return clients is not None and clients.report.rows_read > LONG


def questions(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """The questions about the file on the page, in the order in which they matter. An answer counts at once
    and can be changed at any time; until then what is proposed counts."""
    asked = _asked(shown, clients)
    if not asked:
        return
    left = sum(not question.chosen for question in asked)
    st.subheader(
        texts.plural("clients.questions", left) if left else texts("clients.questions.answered"), anchor=False
    )
    rates = [question for question in asked if question.about == RATE]
    for question in asked:
        if question.about != RATE:
            _question(texts, shown, clients, question)
    if rates:
        _rates(texts, clients, shown.choices, rates)


def _asked(shown: Origin, clients: ClientList | None) -> tuple[Question, ...]:
    """The questions without those about columns that the user has chosen."""
    if clients is not None:
        asked = clients.report.questions
    else:
        asked = propose(shown.source, shown.choices.sheet).questions
    if key_of(shown.source.sheet(shown.choices.sheet)) not in opening().settled:
        return asked
    return tuple(
        question
        for question in asked
        if question.chosen or not question.code.endswith(("_unsure", "_column"))
    )


def _question(texts: Texts, shown: Origin, clients: ClientList | None, question: Question) -> None:
    with st.container(border=True, gap="xsmall"):
        icon = ":material/check:" if question.chosen else ":material/help:"
        st.markdown(f"{icon} **{question_sentence(question, texts, plain)}**")
        captions = _captions(texts, shown, clients, question)
        if len(question.options) > 1:
            _answers(texts, shown.choices, question, captions)
        elif captions:
            st.caption(captions[0])
        with st.container(horizontal=True, vertical_alignment="center"):
            _confirm(texts, shown.choices, question)
            if captions is None:
                st.button(
                    texts("clients.question.effects"),
                    key=f"effects_{question.code}",
                    type="tertiary",
                    on_click=opening().effects_wanted.add,
                    args=(question.code,),
                )
        if not question.chosen:
            _evidence(texts, question)


def _evidence(texts: Texts, question: Question) -> None:
    """What would answer the question, where the file cannot."""
    key = f"reading.evidence.{question.about or question.code}"
    if texts.has(key):
        st.caption(texts(key))


def _answers(texts: Texts, choices: Choices, question: Question, captions: list[str] | None) -> None:
    key = f"answer_{question.code}"
    holds = question.chosen or question.proposed
    shown = follow(key, holds if holds in question.options else None)
    st.radio(
        question_sentence(question, texts, plain),
        question.options,
        format_func=lambda option: _option_words(texts, question, option),
        captions=captions,
        index=None if shown is None else question.options.index(shown),
        key=key,
        label_visibility="collapsed",
        on_change=heed(key, question.options, partial(_answered, choices, question)),
    )


def _option_words(texts: Texts, question: Question, option: str) -> str:
    words = answer_words(question, option, texts, plain)
    words = words[:1].upper() + words[1:]
    return texts("clients.question.proposed", answer=words) if option == question.proposed else words


def _captions(
    texts: Texts, shown: Origin, clients: ClientList | None, question: Question
) -> list[str] | None:
    """What the list would be after each answer; None where that has to be asked for."""
    if is_long(clients) and question.code not in opening().effects_wanted:
        return None
    currency = clients.currency if clients is not None else shown.choices.currency
    effects = [_effect(shown, clients, question, option) for option in question.options]
    return [plain(effect_words(effect, currency, texts)) for effect in effects]


def _effect(shown: Origin, clients: ClientList | None, question: Question, option: str) -> Effect:
    """The effect of an answer; that of the one in force is the list itself."""
    if clients is not None and option == (question.chosen or question.proposed):
        return effect_of_list(clients)
    return effect_of(shown.source, shown.choices.answered(question.code, option))


def _confirm(texts: Texts, choices: Choices, question: Question) -> None:
    if not question.chosen and question.proposed:
        st.button(
            texts("clients.question.confirm"),
            key=f"confirm_{question.code}",
            icon=":material/check:",
            on_click=_answered,
            args=(choices, question, question.proposed),
        )


def _answered(choices: Choices, question: Question, value: str) -> None:
    answered = choices.answered(question.code, value)
    if question.code in COLUMN_QUESTIONS or question.code.endswith("_column"):
        remember(answered)
    read_again(answered)


def _rates(texts: Texts, clients: ClientList | None, choices: Choices, rates: list[Question]) -> None:
    """A field for each currency; what is typed counts for this file and the next ones of the session."""
    converted = {} if clients is None else _converted(clients)
    with st.container(border=True, gap="xsmall"):
        title = texts("clients.rates")
        st.markdown(f":material/currency_exchange: **{title}**")
        for question in rates:
            _rate(texts, choices, question, converted.get(str(question.details["currency"])), clients)
        st.caption(texts("reading.evidence.rate"))


def _converted(clients: ClientList) -> dict[str, Assumed]:
    report = clients.report
    return {
        str(assumed.details["currency"]): assumed for assumed in report.assumed if assumed.code == "converted"
    }


def _rate(
    texts: Texts, choices: Choices, question: Question, done: Assumed | None, clients: ClientList | None
) -> None:
    key, refused = f"answer_{question.code}", opening().refused_rates.get(question.code)
    shown = follow(key, refused or question.chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            texts("clients.rate", currency=question.details["currency"], base=question.details["base"]),
            shown,
            key=key,
            width=220,
            placeholder=texts("clients.rate.example"),
            on_change=heed(key, lambda typed: isinstance(typed, str), partial(_type_rate, choices, question)),
        )
        if refused:
            st.markdown(":material/error: " + texts("clients.rate.refused", value=plain(refused)))
        elif done is not None and clients is not None:
            amount = plain(texts.money(done.amount, clients.currency, cents=True))
            st.markdown(texts.plural("clients.rate.converted", done.rows, amount=amount))
        else:
            st.markdown(texts.plural("clients.rate.missing", int(question.details["count"])))


def _type_rate(choices: Choices, question: Question, rate: str) -> None:
    typed, mine = rate.strip(), opening()
    mine.refused_rates.pop(question.code, None)
    pair = (str(question.details["base"]), str(question.details["currency"]))
    if typed and rate_of(typed) is None:
        mine.refused_rates[question.code] = typed[:40]
    elif typed:
        mine.rates[pair] = typed
        read_again(choices.answered(question.code, typed))
    else:
        mine.rates.pop(pair, None)
        read_again(choices.unanswered(question.code))


def with_known_rates(choices: Choices) -> Choices:
    """The choices with the rates that were typed before, as far as they are in the currency of the list."""
    for (base, currency), rate in opening().rates.items():
        if base == choices.currency:
            choices = choices.answered(f"rate_{currency}", rate)
    return choices
