"""Visitors beside each other on one server, without a browser: hostile files, what a closed tab leaves."""

import time
from statistics import median

from tests.bench.visitor import Visitor, read, status
from tests.browser.conftest import Server
from tests.faults import hostile
from tests.faults.neighbours import Neighbour, effect, uploaded

KINDS = ("plan: twenty million lists.xlsx", "plan: lists within lists without end.xlsx", "long: lines.csv")
LIST = b"Client;CA\n" + b"".join(b"Client %d;%d\n" % (number, number) for number in range(1, 50))


def test_hostile_files_at_once_are_said_and_cost_the_server_nothing(
    app_server: Server, app_address: str
) -> None:
    """How long somebody else's slider takes meanwhile is measured by `python -m tests.faults uploads`."""
    files = hostile.made()
    contents = {name: files[name]() for name in KINDS}
    uploads = [
        lambda name=name, content=content: uploaded(app_address, name, content)  # type: ignore[misc]
        for name, content in contents.items()
    ]
    with Neighbour(app_address) as neighbour:
        told = effect("all", neighbour, app_server.pid, 1.0, uploads)
        assert told.said
        assert told.megabytes < 150
        assert median(neighbour.between(0)) > 0, "the other visitor's slider has moved"


def test_a_download_of_a_closed_tab_is_gone_at_once(app_address: str) -> None:
    with Visitor(app_address) as other, Visitor(app_address) as visitor:
        for each in (visitor, other):
            each.upload("upload_", "liste.csv", LIST)
            each.go_to("plan")
        file = visitor.download("download")
        assert read(file)[:2] == b"PK"
        visitor.close()
        until_gone(file)
        assert status(other.download("download")) == 200, "that of another is there"


def test_a_download_that_two_have_is_there_for_the_second(app_address: str) -> None:
    """The same content has the same address."""
    with Visitor(app_address) as other:
        with Visitor(app_address) as visitor:
            for each in (visitor, other):
                each.upload("upload_", "liste.csv", LIST)
                each.go_to("plan")
                each.unfold("handouts")
            file = visitor.download("handout_csv_fr")
            assert other.download("handout_csv_fr") == file
        assert status(file) == 200
    until_gone(file)


def until_gone(file: str) -> None:
    """The server hears a moment later that a tab is closed."""
    end = time.monotonic() + 12
    while status(file) != 404:
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.02)
