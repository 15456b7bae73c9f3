"""What was asked and what was decided while reading, in words."""

from collections.abc import Callable

from lib.clients.model import Assumed, ImportReport, Question
from lib.texts import Texts


def assumed_sentence(
    assumed: Assumed, currency: str | None, texts: Texts, written: Callable[[str], str] = str
) -> str:
    """What was decided, with the rows and the money that it is about. `written` makes the words of the file
    fit for where the sentence goes."""
    details = _details(assumed.details, texts, written)
    amount = written(texts.money(assumed.amount, currency, cents=True))
    return texts.plural(f"reading.assumed.{assumed.code}", assumed.rows, amount=amount, **details)


def question_sentence(question: Question, texts: Texts, written: Callable[[str], str] = str) -> str:
    """What is asked."""
    return texts(question.sentence, **_details(question.details, texts, written))


def _details(details: dict[str, str | int], texts: Texts, written: Callable[[str], str]) -> dict[str, str]:
    return {
        name: texts.integer(value) if isinstance(value, int) else written(value)
        for name, value in details.items()
    }


def answer_words(question: Question, option: str, texts: Texts, written: Callable[[str], str] = str) -> str:
    """An answer in words; a heading or a currency speaks for itself."""
    key = question.words_of(option)
    return texts(key) if texts.has(key) else written(option)


def asked_lines(report: ImportReport, texts: Texts) -> list[str]:
    """Each question with the answer that counts."""
    return [
        f"{question_sentence(question, texts)} – {_answer(question, texts)}" for question in report.questions
    ]


def _answer(question: Question, texts: Texts) -> str:
    holds = question.chosen or question.proposed
    if not holds:
        return texts("reading.answer.none")
    words = answer_words(question, holds, texts)
    return words if question.chosen else texts("reading.answer.proposed", answer=words)
