"""What was bought, asked of an engine when a page needs it: the same as from the lines of the file."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from lib.clients.model import ClientList
from lib.clients.purchases import Purchases
from lib.keeping.client_bytes import from_bytes, to_bytes
from lib.lakes import lake as lakes
from lib.lakes.bought import itemised
from lib.lakes.lake import Lake, dated, looked_at, read_lake
from lib.lakes.uploads import open_upload
from lib.mix.mix import article_mix, clients_to_call
from lib.parsing.errors import ReadingError
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.source import Source
from tests.lakes.back_ends import KINDS, engine_with, skip_without
from tests.lakes.odd_lines import Oddities, odd_lines
from tests.lakes.test_same_figures import RATES, account, answered, of_a_file, same_days
from tests.lakes.test_uploads import FORMS, written

ARTICLES = Oddities(texts=True, kinds=True, statuses=True, currencies=True, refunds=True, articles=True)
FAMILIES = Oddities(kinds=True, statuses=True, currencies=True, refunds=True, families=True)
BOTH = Oddities(kinds=True, statuses=True, articles=True, families=True)
PRODUCTS = Oddities(product=True, statuses=True, kinds=True, articles=True)
ALL = [ARTICLES, FAMILIES, BOTH, PRODUCTS]


@pytest.fixture(autouse=True)
def all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are added up, and days are not asked for at once."""
    monkeypatch.setattr("lib.lakes.uploads.HELD", 0)
    monkeypatch.setattr("lib.lakes.uploads._FEWEST_BYTES", 0)
    monkeypatch.setattr(lakes, "WITH_DAYS", 0)


def lake_of(source: Source) -> Lake:
    lake = getattr(source.asked, "__self__", None)
    assert isinstance(lake, Lake)
    return lake


def bought(clients: ClientList) -> list[tuple[str, str, int]]:
    """Who has bought what, spelled without capitals, and for how much."""
    purchases = clients.purchases
    assert isinstance(purchases, Purchases)
    everybody = [*clients.ranked["client"], *clients.set_apart["client"]]
    return sorted(
        (everybody[client], purchases.items[item].casefold(), int(amount))
        for client, item, amount in zip(purchases.client, purchases.item, purchases.amount, strict=True)
    )


def same_as_the_file(lake: Lake, lines: pa.Table, answers: tuple[tuple[str, str], ...]) -> None:
    choices = answered(lake.proposal().choices, answers)
    clients, expected = read_lake(lake, choices), of_a_file(lines, answers)
    assert clients.purchases is None
    clients = itemised(lake, clients, choices)
    assert account(clients) == account(expected)
    assert bought(clients) == bought(expected)
    ours, theirs = (compute(each, Plan()) for each in (clients, expected))
    mixes = article_mix(ours), article_mix(theirs)
    assert mixes[0] is not None
    assert mixes[1] is not None
    assert mixes[0].kind == mixes[1].kind
    assert mixes[0].shares.tolist() == mixes[1].shares.tolist()
    assert mixes[0].revenue.tolist() == mixes[1].revenue.tolist()
    assert list(clients_to_call(ours)["worth"]) == list(clients_to_call(theirs)["worth"])
    # What was known before stays, in whichever order it is asked for.
    for with_all in (
        dated(lake, clients, choices),
        itemised(lake, dated(lake, replace(clients, purchases=None), choices), choices),
    ):
        assert bought(with_all) == bought(expected)
        assert same_days(with_all, expected)
    assert bought(from_bytes(to_bytes(clients))) == bought(expected)


@pytest.mark.parametrize(
    ("kind", "oddities"), [*((kind, BOTH) for kind in KINDS), *(("parquet", each) for each in ALL)]
)
def test_every_engine_tells_what_was_bought_as_the_file_does(
    kind: str, oddities: Oddities, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    skip_without(kind)
    lines = odd_lines(31, oddities)
    url = request.getfixturevalue("database") if kind == "postgres" else None
    engine, table = engine_with(kind, lines, tmp_path, url)
    same_as_the_file(looked_at(engine, table, read_whole=0), lines, RATES if oddities.currencies else ())
    engine.close()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("oddities", ALL)
@pytest.mark.parametrize("seed", [32])
def test_an_upload_tells_what_was_bought_as_the_file_does(form: str, oddities: Oddities, seed: int) -> None:
    lines = odd_lines(seed, oddities)
    opened = open_upload(written(lines, form), "lines.csv")
    same_as_the_file(lake_of(opened), lines, RATES if oddities.currencies else ())


def test_the_spelling_that_most_lines_have_is_the_name(tmp_path: Path) -> None:
    lines = odd_lines(34, BOTH)
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    choices = lake.proposal().choices
    purchases = itemised(lake, read_lake(lake, choices), choices).purchases
    assert purchases is not None
    assert set(purchases.items) == {"Bureau", "Atelier", "Livres"}


def test_a_table_that_names_no_articles_is_asked_for_nothing(tmp_path: Path) -> None:
    lines = odd_lines(35, Oddities())
    empty = lines.append_column("Article", pa.nulls(lines.num_rows, pa.string()))
    for name, table in {"none": lines, "empty": empty}.items():
        folder = tmp_path / name
        folder.mkdir()
        engine, files = engine_with("parquet", table, folder)
        lake = looked_at(engine, files, read_whole=0)
        choices = lake.proposal().choices
        clients = read_lake(lake, choices)
        assert itemised(lake, clients, choices) is clients


@pytest.mark.parametrize("form", FORMS)
def test_more_than_can_be_held_is_said_and_not_tried_again(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = odd_lines(36, BOTH)
    lake = lake_of(open_upload(written(lines, form), "lines.csv"))
    choices = lake.proposal().choices
    clients = read_lake(lake, choices)
    pairs = lake.source_by(choices, "item").sheets[0].rows
    monkeypatch.setattr(lakes, "MOST_GROUPS", pairs)
    assert itemised(lake, clients, choices).purchases is not None
    monkeypatch.setattr(lakes, "MOST_GROUPS", pairs - 1)
    with pytest.raises(ReadingError, match="lake_many_items"):
        itemised(lake, clients, choices)
    monkeypatch.setattr(type(lake.engine), "ask", None)
    with pytest.raises(ReadingError, match="lake_many_items"):
        itemised(lake, clients, choices)


def test_what_an_answer_changes_changes_what_was_bought(tmp_path: Path) -> None:
    lines = odd_lines(37, FAMILIES)
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    told = []
    for answers in ((), (("cancelled", "off"),), (("credit_notes", "off"), ("pending", "aside"))):
        choices = answered(lake.proposal().choices, (*answers, *RATES))
        clients = itemised(lake, read_lake(lake, choices), choices)
        assert bought(clients) == bought(of_a_file(lines, (*answers, *RATES)))
        told.append(bought(clients))
    assert told[0] != told[1] != told[2]
