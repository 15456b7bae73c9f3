"""What somebody has asked to be read is read, whatever draws the page anew in the middle of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from lib.lakes import lake
from lib.lakes import widgets as lakes_widgets
from lib.reading.widgets import upload
from lib.reading.widgets.opening import Origin, Unopened
from tests.keeping.test_session import coming_back, uploaded
from tests.pages.app import first_visit, state_of, words

ROWS = b"Client;Montant\nAlpha;30\nBeta;20\n"


def example(app: AppTest, folder: Path) -> None:
    app.button(key="example").click().run()


def file(app: AppTest, folder: Path) -> None:
    app.file_uploader[0].upload("ventes.csv", ROWS, "text/csv").run()


def path(app: AppTest, folder: Path) -> None:
    (folder / "ventes.csv").write_bytes(ROWS)
    app.session_state["lake_door"] = True
    app.run()
    app.text_input(key="lake_path").set_value(str(folder / "ventes.csv")).run()


def table(app: AppTest, folder: Path) -> None:
    with duckdb.connect(folder / "ventes.duckdb") as connection:
        connection.execute("CREATE TABLE lignes AS SELECT 'Alpha' AS client, 30 AS montant")
        connection.execute("CREATE TABLE autres AS SELECT 1 AS nombre")
    app.session_state["lake_door"] = True
    app.run()
    app.text_input(key="lake_path").set_value(str(folder / "ventes.duckdb")).run()
    app.selectbox(key="lake_table").set_value("lignes").run()
    app.button(key="lake_read").click().run()


WAYS = (example, file, path, table)


@pytest.mark.parametrize("broken_off", [1, 2, 3])
@pytest.mark.parametrize("way", WAYS)
def test_a_list_that_is_wanted_is_read_however_often_its_run_is_broken_off(
    way: Callable[[AppTest, Path], None], broken_off: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, runs = first_visit(), 0

    def once_more(work: Callable[..., Any]) -> Callable[..., Any]:
        def working(*given: Any, **named: Any) -> Any:
            nonlocal runs
            runs += 1
            if runs <= broken_off:
                raise StopException
            return work(*given, **named)

        return working

    monkeypatch.setattr(upload, "propose", once_more(upload.propose))
    monkeypatch.setattr(lake, "looked_at", once_more(lake.looked_at))
    way(app, tmp_path)
    for number in range(broken_off):
        assert runs == number + 1
        assert state_of(app).clients is None
        app.run()
    assert not app.exception
    assert state_of(app).clients is not None
    app.run()
    assert runs == broken_off + 1, "what has been read is not read again"


@pytest.mark.parametrize("way", WAYS)
def test_a_list_whose_reading_is_stopped_is_not_begun_again(
    way: Callable[[AppTest, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The click on the button is what breaks it off, and what is heard first in the run that follows."""
    app = first_visit()

    def stopped(*_: Any, **__: Any) -> Any:
        lakes_widgets._cancelled()
        upload._cancelled(upload._ids(st.session_state.get("upload_0") or []))
        raise StopException

    monkeypatch.setattr(upload, "propose", stopped)
    monkeypatch.setattr(lake, "looked_at", stopped)
    way(app, tmp_path)
    app.run()
    assert not app.exception
    assert state_of(app).clients is None
    assert any("arrêtée" in str(told.value) for told in [*app.error, *app.info, *app.warning])


def test_the_opening_of_what_was_kept_is_begun_again_or_stopped_and_asked_for_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[Callable[[], object]] = [lambda: None, lambda: upload._leave_closed(upload.unopened())]
    opened = Unopened.opened

    def broken_off(waiting: Unopened, *given: Any) -> Origin:
        if ends:
            ends.pop(0)()
            raise StopException
        return opened(waiting, *given)

    monkeypatch.setattr(Unopened, "opened", broken_off)
    app = coming_back(uploaded())
    app.run()
    assert not ends
    app.run()
    assert isinstance(state_of(app).loaded.origin, Unopened), "it was stopped"
    assert state_of(app).clients is not None
    assert "La réouverture a été arrêtée" in words(app)
    app.button(key="reopen").click().run()
    assert not app.exception
    assert isinstance(state_of(app).loaded.origin, Origin)
    assert "La réouverture a été arrêtée" not in words(app)
