"""What was asked and what was decided while reading, in words."""

import re
from collections.abc import Callable

from lib.clients.model import Assumed, ClientList, Example, ImportReport, Question, Repair
from lib.reading.effects import Effect
from lib.texts import Texts, marks

MOST_DIGITS = 15
"""Of a number that is written anew; longer ones stay as they are."""
_PLAIN_NUMBER = re.compile(r"-?\d+\.\d+")


def account_sentence(clients: ClientList, texts: Texts) -> str:
    """How many of the rows count, for how much, and whether that is what the file itself adds up to."""
    report, currency = clients.report, clients.currency

    def money(amount: int) -> str:
        return texts.money(amount, currency, cents=True)

    rows = texts.plural("reading.account.rows", report.rows_used, read=texts.integer(report.rows_read))
    total, checks = money(report.total_used), report.totals
    wrong = [check for check in checks if not check.agrees]
    if wrong:
        stated = max(wrong, key=lambda check: abs(check.stated)).stated
        return texts("reading.account.differs", rows=rows, total=total, stated=money(stated))
    if any(check.ours == report.total_used for check in checks):
        return texts("reading.account.equal", rows=rows, total=total)
    if any(check.ours == report.total_file for check in checks):
        aside = money(report.total_file - report.total_used)
        return texts("reading.account.equal_with_aside", rows=rows, total=total, aside=aside)
    if checks:
        return texts.plural("reading.account.parts_equal", len(checks), rows=rows, total=total)
    return texts("reading.account.no_total", rows=rows, total=total)


def account_details(clients: ClientList, texts: Texts) -> str:
    """Who is ranked, who is set apart, which rows are set aside, and what was repaired by hand."""
    report, currency = clients.report, clients.currency
    aside, apart = report.rows_read - report.rows_used, len(clients.set_apart)
    said = [
        texts.plural("clients.ranked", clients.count, total=texts.money(clients.total, currency, cents=True))
    ]
    if apart:
        amount = texts.money(clients.total_set_apart, currency, cents=True)
        said.append(texts.plural("clients.apart", apart, amount=amount))
    if aside:
        said.append(_aside_words(aside, report.total_file - report.total_used, currency, texts))
    if report.repairs:
        said.append(repaired_sentence(report, currency, texts))
    return " ".join(said)


def _aside_words(rows: int, amount: int, currency: str | None, texts: Texts) -> str:
    """How many rows are set aside, and their amount where it can be read."""
    if not amount:
        return texts.plural("reading.account.aside_alone", rows)
    return texts.plural("reading.account.aside", rows, amount=texts.money(amount, currency, cents=True))


def repaired_sentence(report: ImportReport, currency: str | None, texts: Texts) -> str:
    """How many rows were repaired by hand, and what that changes."""
    rows = len({(repair.sheet, repair.row) for repair in report.repairs})
    return texts.plural(
        "reading.account.repaired", rows, amount=signed_money(report.repaired_amount, currency, texts)
    )


def signed_money(amount: int, currency: str | None, texts: Texts) -> str:
    """An amount that changes another one, with its sign."""
    return ("+" if amount >= 0 else "") + texts.money(amount, currency, cents=True)


def repair_words(repair: Repair, texts: Texts, written: Callable[[str], str] = str) -> str:
    """Where a cell is, what it held, and what counts now."""
    empty = texts("reading.repair.empty")
    return texts(
        "reading.repair",
        sheet=written(repair.sheet),
        row=texts.integer(repair.row),
        column=written(repair.heading),
        before=written(as_typed(repair.before.strip(), texts) or empty),
        after=written(_grouped(repair.after, texts) or empty),
    )


def _grouped(text: str, texts: Texts) -> str:
    """A number with decimals as amounts are written; other texts as they are."""
    if not _PLAIN_NUMBER.fullmatch(text) or len(text) > MOST_DIGITS:
        return text
    return texts.number(float(text), max(2, len(text.partition(".")[2])))


def as_typed(text: str, texts: Texts) -> str:
    """A cell as the reader would type it: a plain number of a workbook with their decimal mark."""
    return text.replace(".", marks(texts.language)[0]) if _PLAIN_NUMBER.fullmatch(text) else text


def example_words(example: Example, texts: Texts) -> str:
    """Where a cell is, and what it holds."""
    if not example.row:
        return texts("reading.example.line", sheet=example.sheet, value=example.value.strip() or "–")
    key = "reading.example" if example.value.strip() else "reading.example.empty"
    return texts(key, sheet=example.sheet, row=texts.integer(example.row), value=example.value.strip())


def effect_words(effect: Effect, currency: str | None, texts: Texts) -> str:
    """The ranking that an answer gives: its clients, its total, and who comes first."""
    if not effect.clients:
        return texts("reading.effect.nobody")
    return texts(
        "reading.effect",
        clients=texts.plural("count.clients", effect.clients),
        total=texts.money(effect.total, currency, cents=True),
        first=", ".join(effect.first),
    )


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
