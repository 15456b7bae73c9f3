"""A field for one number, written as its reader writes numbers: "1 600,5" in French, "1,600.5" in English.

Streamlit's own field for numbers writes "1600" and "30.0" in every language. This one is a field for text,
read by the one reader of typed numbers (`lib.base.numbers`). What is no number, or out of bounds, changes
nothing: it stays as it was typed, and a sentence below the field says why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import streamlit as st

from lib.base.bounds import Bounds
from lib.base.outside import plain
from lib.screen.controls import follow, heed
from lib.screen.state import state
from lib.screen.typed_number import NumberFault, plain_decimal, typed_parts, written
from lib.texts import Texts, marks
from lib.texts.wording import shortened

_WIDE = 420
"""The width of a field, in pixels, while a sentence stands below it."""


@dataclass(frozen=True)
class NumberField:
    """What a field is, and what typing in it does."""

    key: str
    caption: str
    """What stands above it, in the reader's language."""
    bounds: Bounds
    change: Callable[[int], None] = field(default=lambda _: None)
    """What a number does; it is within the bounds, in the parts in which it is held."""
    width: int | Literal["stretch"] = "stretch"
    help: str | None = None
    placeholder: str | None = None
    disabled: bool = False
    is_year: bool = False
    """A year's thousands are not parted."""
    emptied: Callable[[], None] = field(default=lambda: None)
    """What it does to empty the field; without this, the number stands there again."""


@dataclass(frozen=True)
class _Wrong:
    """What was typed and cannot be, and what the field showed before."""

    typed: str
    code: NumberFault
    before: str


@dataclass
class _WrongFields:
    by_key: dict[str, _Wrong] = field(default_factory=dict)


@dataclass
class _Held:
    """The numbers of fields that no plan holds, by key."""

    by_key: dict[str, int] = field(default_factory=dict)


def number_field(texts: Texts, about: NumberField, parts: int | None) -> None:
    """The field, showing a number in the parts in which it is held; empty for None."""
    number = _shown(texts, about, parts)
    wrong = _wrong(about.key, number)
    width = max(about.width, _WIDE) if wrong and isinstance(about.width, int) else about.width
    with st.container(width=width, gap="xxsmall"):
        st.text_input(
            about.caption,
            follow(about.key, wrong.typed if wrong else number),
            key=about.key,
            help=about.help,
            placeholder=about.placeholder,
            disabled=about.disabled,
            on_change=heed(about.key, _is_text, partial(_take, texts, about, number)),
        )
        if wrong:
            st.error(_sentence(texts, about.bounds, wrong), icon=":material/error:")


def held_number(texts: Texts, about: NumberField, usual: int) -> int:
    """The same for a number that only the session holds, by the key of the field; gives the number."""
    held = state().part(_Held).by_key

    def hold(parts: int) -> None:
        held[about.key] = parts

    number_field(texts, replace(about, change=hold), held.get(about.key, usual))
    return held.get(about.key, usual)


def _shown(texts: Texts, about: NumberField, parts: int | None) -> str:
    if parts is None:
        return ""
    number = plain_decimal(parts, about.bounds.unit)
    return number if about.is_year else written(number, texts)


def _wrong(key: str, number: str) -> _Wrong | None:
    """What was last typed, where it cannot be and the plan has not changed since."""
    by_key = state().part(_WrongFields).by_key
    wrong = by_key.get(key)
    if wrong and wrong.before != number:
        del by_key[key]
        return None
    return wrong


def _is_text(typed: object) -> bool:
    return isinstance(typed, str)


def _take(texts: Texts, about: NumberField, shown: str, typed: str) -> None:
    """What the hand typed. The number that was shown is none: it may be written shorter than it is held."""
    wrong, typed = state().part(_WrongFields).by_key, typed.strip()
    wrong.pop(about.key, None)
    if typed == shown:
        return
    if not typed:
        about.emptied()
        return
    parts = typed_parts(typed, about.bounds, marks(texts.language)[0])
    if isinstance(parts, int):
        about.change(parts)
    else:
        wrong[about.key] = _Wrong(shortened(typed), parts, shown)


def _sentence(texts: Texts, bounds: Bounds, wrong: _Wrong) -> str:
    least, most = (
        written(plain_decimal(bound, bounds.unit, 4), texts) for bound in (bounds.least, bounds.most)
    )
    return texts(f"number.fault.{wrong.code}", value=plain(wrong.typed), least=least, most=most)
