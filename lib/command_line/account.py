"""What the command line says of the reading of a list: who is ranked, what is asked, what was assumed."""

import re
from dataclasses import dataclass

import numpy as np

from lib.base.money import to_text
from lib.clients.model import ClientList, Question
from lib.reading.choices import Choices
from lib.reading.duplicates import duplicates
from lib.reading.effects import Effect, effects
from lib.reading.sentences import answer_words, assumed_sentence, question_sentence
from lib.reading.source import Source
from lib.texts import Texts

Facts = dict[str, object]
_EMAIL = re.compile(r"(\w)[^\s@]*@([^\s@]+\.[^\s@]+)")


@dataclass(frozen=True, eq=False)
class Reading:
    """A list that was read, with what it was read from and how."""

    source: Source
    choices: Choices
    clients: ClientList


def client_facts(clients: ClientList) -> Facts:
    """The ranking, the clients that are probably one, and the days on which something was sold."""
    table = clients.ranked[["client", "number", "revenue"]].itertuples(index=False, name=None)
    facts: Facts = {
        "ranking": [
            {"rank": rank, "client": shown(name), "number": shown(number), "revenue": to_text(int(revenue))}
            for rank, (name, number, revenue) in enumerate(table, 1)
        ],
        "duplicates": [[shown(name) for name in proposal.names] for proposal in duplicates(clients)],
    }
    if clients.sales is not None and clients.sales.grain == "day":
        facts["days"] = [str(day) for day in np.unique(clients.sales.day)]
    return facts


def question_facts(reading: Reading, texts: Texts) -> Facts:
    """What is asked, with what each answer would give, and what was decided without asking."""
    report = reading.clients.report
    return {
        "questions": [_question(reading, question, texts) for question in report.questions],
        "assumed": [
            {
                "code": assumed.code,
                "text": assumed_sentence(assumed, reading.clients.currency, texts, shown),
                "rows": assumed.rows,
                "amount": to_text(assumed.amount),
            }
            for assumed in report.assumed
        ],
    }


def question_lines(reading: Reading, texts: Texts) -> list[str]:
    """The same for a reader: a sentence for each thing assumed, then each question with its answers."""
    clients = reading.clients
    lines = [assumed_sentence(assumed, clients.currency, texts, shown) for assumed in clients.report.assumed]
    for question in clients.report.questions:
        lines += [question_sentence(question, texts, shown), *_answer_lines(reading, question, texts)]
    return lines


def shown(name: str) -> str:
    """A name as it may be printed: of an e-mail address only its first letter and where it is."""
    return _EMAIL.sub(r"\1…@\2", name)


def _question(reading: Reading, question: Question, texts: Texts) -> Facts:
    return {
        "code": question.code,
        "text": question_sentence(question, texts, shown),
        "choices": list(question.options),
        "proposed": question.proposed,
        "chosen": question.chosen or None,
        "effect": {
            option: _effect(effect)
            for option, effect in effects(reading.source, reading.choices, question).items()
        },
    }


def _effect(effect: Effect) -> Facts:
    first = [shown(name) for name in effect.first]
    return {"clients": effect.clients, "total": to_text(effect.total), "first": first}


def _answer_lines(reading: Reading, question: Question, texts: Texts) -> list[str]:
    """A line for each answer: its words, what to type, and what the list would be."""
    if not question.options:
        return [texts("command_line.answer.typed", code=question.code)]
    holds = question.chosen or question.proposed
    return [
        texts(
            "command_line.answer.holds" if option == holds else "command_line.answer",
            words=answer_words(question, option, texts, shown),
            answer=_for_a_shell(f"{question.code}={option}"),
            clients=texts.plural("count.clients", effect.clients),
            total=texts.money(effect.total, reading.clients.currency, cents=True),
        )
        for option, effect in effects(reading.source, reading.choices, question).items()
    ]


def _for_a_shell(word: str) -> str:
    """A word as it is typed after an option: with quotes round it where it has blanks."""
    return f'"{word}"' if " " in word else word
