"""A change of language reaches every choice that is on the page: a browser keeps the words of a choice, not
what they stand for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from lib.base.clock import today
from lib.follow_up.sentences import month_words
from lib.plan.follow_up import FollowUp, written_contacts
from lib.screen.frame import PAGES
from lib.texts import Texts
from tests.follow_up.filled import CLIENTS
from tests.follow_up.test_follow_up import contact
from tests.pages.app import state_of
from tests.pages.test_any_value import LISTS, opened

CHOICES = ("Selectbox", "Radio", "ButtonGroup", "MultiSelect")


def choices(app: AppTest) -> Iterator[tuple[str, Message, list[str]]]:
    """Key, message and options of every choice on the page."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message) and proto.DESCRIPTOR.name in CHOICES:
            options = [getattr(option, "content", option) for option in proto.options]
            yield str(getattr(node, "key", "")), proto, options


@pytest.mark.parametrize("page", PAGES)
def test_every_choice_says_itself_again(page: str) -> None:
    app = opened(page, LISTS[0], "fr")
    app.button_group(key="language").set_value("en").run()
    assert not app.exception
    assert state_of(app).language == "en"
    told = []
    for key, proto, options in choices(app):
        words = [proto.raw_value] if hasattr(proto, "raw_value") else list(proto.raw_values)
        if app.session_state[key] not in (None, []):
            assert proto.set_value, key
            assert set(words) <= set(options), key
            told.append(key)
    assert "language" in told


def test_the_first_month_is_in_the_new_language() -> None:
    app = opened("follow_up", CLIENTS, "fr")
    start = f"{today().replace(day=1) - timedelta(70):%Y-%m}"
    done = FollowUp(start, written_contacts([contact("a", "Client 001", today(), 9)]))
    state_of(app).change_with(follow_up=done)
    app.run()
    app.button_group(key="language").set_value("en").run()
    shown = app.selectbox(key="follow_up_start").proto
    assert (shown.set_value, shown.raw_value) == (True, month_words(start, Texts("en")))
