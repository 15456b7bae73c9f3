"""Lists that follow no model, and the model at its bounds: nothing is foretold, and that is said."""

from datetime import date

import numpy as np
import pytest

from lib.clients.model import ClientList
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from lib.texts import Language, Texts
from lib.tomorrow.forecast import bgnbd, forecast
from lib.tomorrow.forecast.bgnbd import BuyingModel
from lib.tomorrow.forecast.fitting import NoFitError, maximise
from lib.tomorrow.forecast.sentences import quiet_sentences, total_sentences
from lib.tomorrow.forecast.tables import ORDERS, expected_table, ordered
from tests.pages.app import open_app, words
from tests.tomorrow.test_forecast import made_of, regular
from tests.tomorrow.test_sentences import said

END = date(2024, 6, 30)


@pytest.fixture
def no_fit(monkeypatch: pytest.MonkeyPatch) -> ClientList:
    """A list of which no likelihood has a maximum."""

    def none(_: object) -> None:
        raise NoFitError

    monkeypatch.setattr(forecast, "fit_buying", none)
    return regular(60, 20, 30)


@pytest.mark.parametrize("height", [float("nan"), float("inf"), float("-inf")])
def test_a_likelihood_without_a_height_has_no_maximum(height: float) -> None:
    with pytest.raises(NoFitError):
        maximise(lambda values: (height, np.zeros_like(values)), [[1.0, 2.0]], 1.0)


def test_a_maximum_is_that_of_the_function() -> None:
    """−(log x − 1)² has it at e; a start that leads nowhere does no harm."""

    def likelihood(values: np.ndarray) -> tuple[float, np.ndarray]:
        if values[0] > 100:
            return float("nan"), np.zeros(1)
        return -float((np.log(values[0]) - 1) ** 2), -2 * (np.log(values) - 1) / values

    found, height = maximise(likelihood, [[500.0], [7.0]], 1.0)
    assert found[0] == pytest.approx(np.e, rel=1e-4)
    assert height == pytest.approx(0, abs=1e-8)


def test_a_list_that_follows_no_model_has_no_forecast(no_fit: ClientList) -> None:
    assert forecast.why_not(no_fit, END) == "no_fit"
    assert forecast.check(no_fit, END) is None
    for asked in (forecast.expected, forecast.total):
        with pytest.raises(ValueError, match="no model"):
            asked(no_fit, END)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_that_a_list_follows_no_model(no_fit: ClientList, language: Language) -> None:
    app = open_app("tomorrow", no_fit, language)
    app.segmented_control(key="tomorrow_part").select("purchases").run()
    assert not app.exception
    told = {"fr": "ne suivent pas le modèle", "en": "do not follow the model"}
    assert told[language] in words(app)
    assert not app.dataframe


def late_returns() -> ClientList:
    """60 clients who come back in the last months only: nothing to learn from before."""
    rows = [f"Client {client:03d};2024-0{1 + client % 6}-05;100" for client in range(60)]
    rows += [f"Client {client:03d};2025-1{client % 3}-{10 + client % 9};100" for client in range(60)]
    return read_file("\n".join(["Client;Date;Montant HT", *rows]).encode(), "a.csv")


def test_without_a_proof_nothing_is_foretold() -> None:
    clients, today = late_returns(), date(2026, 1, 31)
    assert forecast.why_not(clients, today) is None
    assert forecast.check(clients, today) is None
    app = open_app("tomorrow", clients, "en")
    app.segmented_control(key="tomorrow_part").select("purchases").run()
    assert not app.exception
    assert "No forecast without a proof" in words(app)
    assert not app.dataframe
    assert not app.selectbox


def test_a_model_that_did_not_hold_is_not_asked_for_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = regular(80, 20, 30)
    model, texts = forecast.fit(clients, END), Texts("en")
    assert model is not None
    proof = forecast.check(clients, END)
    assert proof is not None
    whole = forecast.total(clients, END)
    monkeypatch.setattr(forecast, "WRONG", -1.0)
    (line,) = said(total_sentences(clients, model, whole, END, texts), texts)
    assert "is not put into figures" in line
    assert texts.money(whole.revenue, None) not in line
    assert line.endswith(f"expected {round(proof.expected)} orders, and {proof.actual} came.")


QUIET = {
    "fr": "Dans le groupe A, aucun client ne se tait depuis plus longtemps que son rythme ne l’explique.",
    "en": "In tier A, no client has been silent for longer than its rhythm explains.",
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nobody_has_gone_quiet_where_all_come_every_month(language: Language) -> None:
    clients, texts = regular(80, 20, 30), Texts(language)
    result, model = compute(clients, Plan()), forecast.fit(clients, date(2023, 4, 1))
    assert model is not None
    assert said(quiet_sentences(result, model, date(2023, 4, 1), texts), texts) == [QUIET[language]]


def test_a_client_who_buys_all_the_time_is_counted_to_an_end() -> None:
    """More purchases than can be counted one by one: the chances fall, and there is an end to them."""
    model = BuyingModel(500.0, 1e-4, 1e-4, 1e6, 0.0)
    chances = np.array([float(chance[0]) for chance in model.chances(made_of([5_000], 1.0, 1.0), 52.0)])
    assert len(chances) == bgnbd._MOST_PURCHASES - 1
    assert (np.diff(chances) <= 1e-12).all()
    assert ((chances >= 0) & (chances <= 1)).all()


def test_the_orders_of_the_list() -> None:
    clients = regular(80, 20, 30)
    table = forecast.expected(clients, END)
    by_rank, by_revenue, by_chance = (ordered(table, order) for order in ("rank", "revenue", "chance"))
    assert set(ORDERS) == {"rank", "revenue", "chance"}
    assert by_rank["place"].is_monotonic_increasing
    assert by_revenue["revenue"].is_monotonic_decreasing
    assert by_chance["chance"].is_monotonic_increasing
    assert {len(rows) for rows in (by_rank, by_revenue, by_chance)} == {80}


@pytest.mark.parametrize("numbered", [False, True])
def test_numbers_of_clients_are_shown_where_there_are_any(numbered: bool) -> None:
    clients, texts = regular(80, 20, 30), Texts("en")
    page = forecast.expected(clients, END).head(3).assign(number="12" if numbered else "")
    shown = expected_table(page, compute(clients, Plan()), texts).data
    assert (texts("forecast.column.number") in shown.columns) is numbered
    assert len(shown) == 3
