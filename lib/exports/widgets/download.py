"""The buttons that make the workbook: on its own page, and at hand on every other where nothing is kept."""

from typing import Literal

from lib.base.clock import today
from lib.screen.downloads import File, download_button
from lib.screen.installation import keeps_nothing
from lib.screen.state import State, state
from lib.texts import Texts

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_plan(texts: Texts) -> None:
    """The button of the plan's own page."""
    _button(texts, texts("plan.download"), "download", "primary")


def plan_at_hand(texts: Texts) -> None:
    """The button beside the title of every other page, on a server that keeps nothing beyond a session."""
    clients = state().clients
    if clients is not None and clients.count and state().page != "plan" and keeps_nothing():
        _button(texts, texts("plan.at_hand"), "plan_at_hand", "tertiary")


def _button(texts: Texts, label: str, key: str, kind: Literal["primary", "tertiary"]) -> None:
    """A button that makes the workbook only when it is asked for."""
    mine = state()
    download_button(
        label, File(texts("plan.file_name"), WORKBOOK, lambda: _workbook(mine, texts)), key, kind=kind
    )


def _workbook(mine: State, texts: Texts) -> bytes:
    """The workbook of the plan in force; its plan is from now on the last one, to compare with."""
    # Every page has this button, and the front page opens nearly half a second sooner without what makes it.
    from lib.exports.plan_workbook import plan_file  # noqa: PLC0415

    loaded, plan, scenarios = held = mine.in_a_workbook
    assert loaded is not None
    made = plan_file(loaded.clients, plan, texts, today(), scenarios)
    mine.last_plan, mine.downloaded = plan, held
    return made
