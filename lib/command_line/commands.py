"""Palmarès without a screen: `python -m lib inspect FILE` and `python -m lib plan FILE`.

The same reading, the same plan and the same workbook as in the app. What was asked for goes to
standard output, everything else to standard error; bad input is one sentence and exit code 2.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from locale import getlocale
from pathlib import Path
from typing import TextIO

import click

from lib.base.accents import without_accents
from lib.base.clock import today
from lib.clients.model import ClientList
from lib.command_line.account import Reading, client_facts, question_facts, question_lines
from lib.command_line.answers import Facts, facts, lines, tier_lines
from lib.command_line.plan_words import Wishes, make_plan
from lib.command_line.potential import potential_facts, potential_lines
from lib.command_line.views import view_facts, view_lines, viewed
from lib.exports.plan_workbook import write_plan
from lib.lakes.address import is_address
from lib.lakes.opening import open_lake
from lib.parsing.errors import ReadingError
from lib.plan.compute import PlanResult, compute
from lib.plan.counting import counted
from lib.plan.cuts import METHODS
from lib.plan.errors import PlanError
from lib.plan.plan import Plan
from lib.reading.choices import RULES, Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.errors import sentence
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.source import Source
from lib.texts import LANGUAGES, Language, Texts, marks

BAD_INPUT, STOPPED = 2, 130
READING_OPTIONS = ("sheet", "table", "client", "revenue", "quantity", "unit_price", "potential")
COLUMN_OPTIONS = ("sheet", "client", "revenue", "quantity", "unit_price", "potential")
PLAN_OPTIONS = ("method", "tiers", "thresholds", "hours", "budget")
VIEW_OPTIONS = ("by", "slice")
LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which gettext asks them."""
PLAINER = str.maketrans(
    {"\u202f": " ", "\u00a0": " ", "’": "'", "–": "-", "−": "-", "×": "x", "…": "...", "«": '"', "»": '"'}
)
"""For consoles that cannot write the marks of good typography."""


class RefusalError(Exception):
    """Bad input. `code` names the sentence, `details` fill it."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def main(arguments: list[str]) -> int:
    """Do what the arguments say and give the exit code."""
    texts = Texts(chosen_language(arguments))
    try:
        code = command(texts).main(arguments, prog_name="python -m lib", standalone_mode=False)
        return int(code or 0)
    except ReadingError as error:
        message = sentence(error, texts)
    except PlanError as error:
        message = texts(f"command_line.plan_error.{error.code}", **shown(error.details, texts))
    except RefusalError as error:
        message = texts(f"command_line.error.{error.code}", **error.details)
    except click.ClickException as error:
        message = usage_sentence(error, texts)
    except click.Abort:
        return STOPPED
    say([" ".join(message.splitlines())], sys.stderr)
    return BAD_INPUT


def chosen_language(arguments: list[str]) -> Language:
    """The language asked for, or else that of the environment, or else English."""
    for position, argument in enumerate(arguments):
        option, _, value = argument.partition("=")
        if option == "--language":
            asked = value or "".join(arguments[position + 1 : position + 2])
            return next((language for language in LANGUAGES if language == asked), "en")
    named = (os.environ.get(variable) for variable in LOCALE_VARIABLES)
    name = next((name for name in named if name), None) or getlocale()[0] or ""
    return next((language for language in LANGUAGES if name.lower().startswith(language)), "en")


def command(texts: Texts) -> click.Group:
    """The two commands, explained in a language."""

    def inspect(
        file: str, as_json: bool, with_clients: bool, answers: tuple[str, ...], **words: str | None
    ) -> None:
        reading = read(file, words, answers)
        result, more = compute(reading.clients, Plan()), client_facts if with_clients else no_facts
        answer(
            as_json,
            lambda: facts(result) | question_facts(reading, texts) | more(reading.clients),
            lambda: [*lines(reading.clients, texts), *question_lines(reading, texts)],
        )

    def plan(
        file: str,
        as_json: bool,
        output: str | None,
        split_ties: bool,
        answers: tuple[str, ...],
        **words: str | None,
    ) -> None:
        if output is not None:
            check_output(output, file)
        reading = read(file, words, answers)
        wanted = planned(reading.clients, words, split_ties, texts)
        result = compute(reading.clients, wanted)
        if output is not None:
            write(output, write_plan(result, texts, today()))
            say([texts("command_line.written", file=output)], sys.stderr)
        answer(
            as_json,
            lambda: plan_facts(result, wanted) | question_facts(reading, texts),
            lambda: [
                *plan_lines(result, wanted, texts),
                *question_lines(reading, texts),
                "",
                *tier_lines(result, result.clients.currency, texts),
            ],
        )

    group = click.Group(help=texts("command_line.help"), no_args_is_help=False, add_help_option=False)
    group.params.append(help_option(texts))
    shared = [click.Argument(["file"]), *options(texts, READING_OPTIONS), *common_options(texts)]
    clients_too = click.Option(
        ["--clients", "with_clients"], is_flag=True, help=texts("command_line.option.clients")
    )
    choices = [*options(texts, (*PLAN_OPTIONS, *VIEW_OPTIONS)), *plan_options(texts)]
    for name, run, parameters in (
        ("inspect", inspect, [*shared, clients_too]),
        ("plan", plan, [*shared, *choices]),
    ):
        about = texts(f"command_line.help.{name}")
        group.add_command(
            click.Command(name, callback=run, params=parameters, help=about, add_help_option=False)
        )
    return group


def plan_facts(result: PlanResult, plan: Plan) -> Facts:
    """The plan with groups, slices and potential."""
    return facts(result) | view_facts(result, plan) | potential_facts(result)


def plan_lines(result: PlanResult, plan: Plan, texts: Texts) -> list[str]:
    """The same for a reader, without the tiers."""
    said = [*view_lines(result, plan, texts), *potential_lines(result, texts)]
    return [*lines(result.clients, texts), *said]


def planned(clients: ClientList, words: dict[str, str | None], split_ties: bool, texts: Texts) -> Plan:
    """The plan that was asked for, and the list it counts. Raises `PlanError`."""
    view = viewed(words["by"], words["slice"], bool(words["static"]), clients)
    said = {name: words[name] for name in PLAN_OPTIONS}
    wishes = Wishes(**said, split_ties=split_ties, decimal=marks(texts.language)[0])
    return replace(make_plan(counted(clients, view), wishes), groups=view.groups, slice=view.slice)


def no_facts(clients: ClientList) -> Facts:
    """Nothing more of the clients than what is always said."""
    return {}


def options(texts: Texts, names: Iterable[str]) -> list[click.Parameter]:
    """Options that take one word."""
    methods = ", ".join(METHODS)
    return [
        click.Option(
            [f"--{name.replace('_', '-')}"], help=texts(f"command_line.option.{name}", methods=methods)
        )
        for name in names
    ]


def common_options(texts: Texts) -> list[click.Parameter]:
    """What both commands take besides the columns."""
    return [
        click.Option(["--answer", "answers"], multiple=True, help=texts("command_line.option.answer")),
        click.Option(["--json", "as_json"], is_flag=True, help=texts("command_line.option.json")),
        click.Option(
            ["--language"], type=click.Choice(LANGUAGES), help=texts("command_line.option.language")
        ),
        help_option(texts),
    ]


def plan_options(texts: Texts) -> list[click.Parameter]:
    """What only a plan takes."""
    return [
        click.Option(["--static"], is_flag=True, help=texts("command_line.option.static")),
        click.Option(["--split-ties"], is_flag=True, help=texts("command_line.option.split_ties")),
        click.Option(["-o", "--output"], help=texts("command_line.option.output")),
    ]


def help_option(texts: Texts) -> click.Option:
    """--help, explained in a language."""

    def show(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
        if asked:
            say([context.get_help()], sys.stdout)
            context.exit()

    return click.Option(
        ["--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=texts("command_line.option.help"),
    )


def read(file: str, words: dict[str, str | None], answers: tuple[str, ...]) -> Reading:
    """The clients of a file, with the columns that were named instead of those recognised, and the answers
    that were given to its questions."""
    columns = {name: words[name] for name in COLUMN_OPTIONS}
    source, proposed = opened(file, words["table"], columns["sheet"])
    choices = choose(proposed, columns)
    for given in answers:
        code, equals, value = given.partition("=")
        if not equals:
            raise RefusalError("half_an_answer", answer=given)
        choices = choices.answered(code.strip(), value.strip())
    clients = read_clients(source, choices)
    check_answers(clients, choices)
    return Reading(source, choices, clients)


def opened(file: str, table: str | None, sheet: str | None) -> tuple[Source, Choices]:
    """A file, or a table that lies elsewhere, and what is proposed for it."""
    if table is None and not is_address(file):
        source = open_source(read_bytes(file), Path(file).name)
        return source, propose(source, sheet).choices
    lake = open_lake(file, table)
    choices = lake.proposal().choices
    return lake.source(choices), choices


def check_answers(clients: ClientList, choices: Choices) -> None:
    """Refuse an answer that the list does not ask for, or that is none of those that can be given."""
    asked = {question.code: question for question in clients.report.questions}
    for code, value in choices.answers:
        if code in RULES and value == "off":
            continue
        question = asked.get(code)
        if question is None:
            raise RefusalError("unknown_question", question=code, known=", ".join(asked) or "–")
        if question.options and value not in question.options:
            raise RefusalError(
                "unknown_answer", question=code, value=value, known=", ".join(question.options)
            )


def choose(choices: Choices, columns: dict[str, str | None]) -> Choices:
    """The recognised columns with those put in their place that were named."""
    client, revenue = columns["client"], columns["revenue"]
    product = (columns["quantity"], columns["unit_price"])
    if product != (None, None) and revenue is not None:
        raise RefusalError("revenue_twice")
    if product.count(None) == 1:
        raise RefusalError("half_a_product")
    if columns["potential"] is not None:
        choices = replace(choices, potential=columns["potential"])
    if client not in (None, choices.client):
        # The number that was recognised may belong to other clients than those now asked for.
        choices = replace(choices, client=client, number=None)
    if revenue is not None:
        return replace(choices, revenue=revenue, without_tax=())
    if None in product:
        return choices
    return replace(choices, revenue=None, quantity=product[0], unit_price=product[1])


def read_bytes(file: str) -> bytes:
    """What the file holds. Raises `RefusalError` when it is not there or may not be read."""
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise RefusalError("missing_file", file=file) from error
    except IsADirectoryError as error:
        raise RefusalError("a_folder", file=file) from error
    except (OSError, ValueError) as error:
        raise RefusalError("unreadable_file", file=file) from error


def check_output(output: str, file: str) -> None:
    """Refuse a name that Excel would not open, and the list itself."""
    if not output.lower().endswith(".xlsx"):
        raise RefusalError("not_xlsx", file=output)
    try:
        same = Path(output).samefile(file)
    except (OSError, ValueError):  # one of them is not there, or can be no file
        return
    if same:
        raise RefusalError("output_is_input", file=output)


def write(output: str, workbook: bytes) -> None:
    """Write the workbook. Raises `RefusalError` when the place cannot be written to."""
    try:
        Path(output).write_bytes(workbook)
    except (OSError, ValueError) as error:
        raise RefusalError("not_written", file=output) from error


def answer(as_json: bool, as_facts: Callable[[], Facts], as_lines: Callable[[], list[str]]) -> None:
    """Print JSON, or lines for a reader, on standard output."""
    say([json.dumps(as_facts(), indent=1)] if as_json else as_lines(), sys.stdout)


def say(sentences: list[str], stream: TextIO) -> None:
    """Write lines; what the stream's characters cannot express is written more plainly."""
    text = "\n".join(sentences) + "\n"
    encoding = stream.encoding or "ascii"
    for simpler in (text, text.translate(PLAINER), without_accents(text.translate(PLAINER))):
        written = simpler.encode(encoding, "replace").decode(encoding)
        if written == simpler:
            break
    stream.write(written)
    stream.flush()


def shown(details: dict[str, str | int], texts: Texts) -> dict[str, str]:
    """Details of an error as they are read: numbers in the reader's notation."""
    return {
        name: texts.integer(value) if isinstance(value, int) else value for name, value in details.items()
    }


def usage_sentence(error: click.ClickException, texts: Texts) -> str:
    """What is wrong with the words of the command line, in one sentence."""
    match error:
        case click.NoSuchOption():
            return texts("command_line.usage.no_such_option", option=error.option_name)
        case click.MissingParameter():
            return texts("command_line.usage.missing_file")
        case click.BadParameter(param=click.Option() as option):
            return texts("command_line.usage.bad_value", option=option.opts[0])
        case click.BadOptionUsage():
            return texts("command_line.usage.bad_option", option=error.option_name)
        case _:
            return texts("command_line.usage.other")
