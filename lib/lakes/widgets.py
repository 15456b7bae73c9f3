"""The second door of the front page: a large file or a database. And what other pages ask of it later, or of
a large file that was uploaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from lib.base.clock import now
from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.lakes.address import Address, address_of
from lib.lakes.connections import connection, connections_of, has_password
from lib.lakes.uploads import open_upload
from lib.parsing.errors import ReadingError, Refusal
from lib.plan.compute import PlanResult
from lib.reading.bought import item_column
from lib.reading.choices import Choices
from lib.reading.errors import sentence
from lib.reading.remembered import remembered_choices
from lib.reading.widgets.opening import Origin, opening, origin, read_into_session, reopen, unopened
from lib.reading.widgets.questions import with_known_rates
from lib.reading.widgets.upload import Shown
from lib.screen.installation import is_personal
from lib.screen.state import Loaded, state
from lib.texts import Texts

if TYPE_CHECKING:
    from lib.lakes.engines import Engine
    from lib.lakes.lake import Lake

PATH = ""
"""Stands for a path among the names of connections."""


@dataclass
class Door:
    """What is open behind the second door. Nothing here holds a password: an engine is opened by the name of
    its connection, and the address that it was given is forgotten."""

    engine: "Engine | None" = None
    tables: tuple[str, ...] = ()
    lake: "Lake | None" = None
    error: Refusal | None = None
    wanted: str | None = None
    """The table that is to be read in this run."""


def door() -> Door:
    """What this session has open."""
    return state().part(Door)


def lake_door(texts: Texts) -> None:
    """The second door: where the lines lie, which table, and reading it. A server offers what its operator
    has configured, one's own computer also a path."""
    names = (*connections_of(configured()), *((PATH,) if is_personal() else ()))
    if not names:
        return
    panel = st.expander(texts("lakes.door"), icon=":material/database:", key="lake_door", on_change="rerun")
    if panel.open:
        with panel:
            _where(texts, names)
            _which_table(texts)
            if door().wanted is not None:
                _read(texts, str(door().wanted))
                door().wanted = None  # not before: whatever draws the page anew meanwhile, it begins anew
            if (error := door().error) is not None:
                st.error(plain(sentence(error, texts)), icon=":material/error:")


def configured() -> Mapping[str, object]:
    """The connections that whoever runs the app has configured; none without a file of secrets."""
    try:
        settings: Mapping[str, object] = st.secrets.get("connections", {})
    except FileNotFoundError:
        return {}
    return settings


def _where(texts: Texts, names: tuple[str, ...]) -> None:
    name = names[0]
    if len(names) > 1:
        labels = {PATH: texts("lakes.by_path")}
        name = st.selectbox(
            texts("lakes.connection"),
            names,
            format_func=lambda key: labels.get(key, key),
            key="lake_connection",
        )
    if name == PATH:
        st.text_input(
            texts("lakes.path"), key="lake_path", help=texts("lakes.path.help"), on_change=_open_path
        )
        st.button(texts("lakes.open"), key="lake_open", on_click=_open_path)
    else:
        st.button(texts("lakes.open"), key="lake_open", on_click=partial(_open_connection, name))


def _open_path() -> None:
    text = str(st.session_state.get("lake_path", "")).strip()
    if not text:
        return
    if has_password(text):
        st.session_state["lake_path"] = ""
        _refuse(ReadingError("lake_password_in_path"))
        return
    _open(lambda: (address_of(text), False))


def _open_connection(name: str) -> None:
    def where() -> tuple[Address, bool]:
        chosen = connection(name, configured())
        return chosen.address, chosen.writable

    _open(where)


def _open(where: Callable[[], tuple[Address, bool]]) -> None:
    """Open an engine and list its tables; what was open before is closed."""
    from lib.lakes.engines import opened  # noqa: PLC0415  (only who comes in by this door waits for it)

    mine = door()
    mine.error = None
    try:
        address, writable = where()
        engine = opened(address, writable=writable)
        tables = engine.tables()
        if not tables:
            raise ReadingError("lake_no_tables", source=address.name)
    except ReadingError as error:
        _refuse(error)
        return
    if mine.engine is not None and (mine.lake is None or mine.lake.engine is not mine.engine):
        mine.engine.close()
    mine.engine, mine.tables = engine, tables
    mine.wanted = tables[0] if len(tables) == 1 else None


def _refuse(error: ReadingError) -> None:
    door().error = error.refusal


def _which_table(texts: Texts) -> None:
    mine = door()
    if mine.engine is None or len(mine.tables) < 2:
        return
    table = st.selectbox(texts("lakes.table"), mine.tables, key="lake_table")
    st.button(texts("lakes.read"), key="lake_read", type="primary", on_click=partial(_want, table))


def _want(table: str) -> None:
    door().wanted = table


def _read(texts: Texts, table: str) -> None:
    """Read a table into the session; an error leaves what was there and is said. A click on cancel ends the
    run, and with it what the engine is doing."""
    from lib.lakes.lake import looked_at  # noqa: PLC0415

    mine = door()
    engine = mine.engine
    if engine is None:
        return
    mine.error = None
    area = st.empty()
    with area.container():
        bar = st.progress(0.0)
        st.button(texts("clients.cancel"), icon=":material/close:", key="lake_cancel", on_click=_cancelled)
    shown = Shown(texts, bar.progress)
    try:
        lake = looked_at(engine, table, shown)
        proposed = lake.proposal(shown).choices
        choices = with_known_rates(remembered_choices(opening().remembered, lake.sample, proposed))
        read_into_session(Origin(lake.source(choices, shown), choices), shown)
        mine.lake = lake
        opening().error = None
    except ReadingError as error:
        opening().pending = None
        _refuse(error)
    area.empty()


def _cancelled() -> None:
    door().wanted = None
    door().error = Refusal("cancelled", {})


def plan_back(texts: Texts, result: PlanResult, responsible: Callable[[], Sequence[str] | None]) -> None:
    """Writing the plan into the database that the list comes from, where its connection says that this may
    be; only on a click. `responsible` names the persons by rank - 1."""
    lake = lake_in_force()
    if lake is None:
        return
    from lib.lakes.writing import USUAL_NAME, can_write, plan_table, write_plan  # noqa: PLC0415

    engine = lake.engine
    if not can_write(engine):
        return

    def write(name: str) -> None:
        write_plan(engine, name, plan_table(result, responsible(), now()))

    with st.expander(texts("lakes.write"), icon=":material/database_upload:"):
        st.markdown(texts("lakes.write.what"))
        name = st.text_input(texts("lakes.write.name"), USUAL_NAME, key="lake_plan_name")
        if st.button(texts("lakes.write.do"), key="lake_write"):
            _write(texts, name.strip(), result, write)


def _write(texts: Texts, name: str, result: PlanResult, write: Callable[[str], None]) -> None:
    try:
        write(name)
    except ReadingError as error:
        st.error(plain(sentence(error, texts)), icon=":material/error:")
    else:
        clients = texts.plural("count.clients", result.clients.count)
        st.success(texts("lakes.written", name=plain(name), clients=clients), icon=":material/check:")


def lake_in_force() -> "Lake | None":
    """The table that the list in force comes from; None for another list."""
    read = origin()
    if read is None or read.source.asked is None:
        return None
    from lib.lakes.lake import Lake  # noqa: PLC0415

    lake = getattr(read.source.asked, "__self__", None)
    return lake if isinstance(lake, Lake) else None


def large_uploads() -> None:
    """Have the files of this session opened so that long ones are added up where they lie."""
    opening().opener = open_upload


def with_days(texts: Texts) -> None:
    """The list in force with its sales over time: asked of the engine when a page needs them, once a
    session. The file of a list that was kept is opened again for that."""
    clients = state().clients
    if clients is not None and clients.sales is None:
        _with_more(texts, clients, "day")


def with_purchases(texts: Texts) -> bool:
    """The same of what each client has bought. Whether there is nothing to say of why it is not told."""
    clients = state().clients
    return clients is None or clients.purchases is not None or _with_more(texts, clients, "item")


def _with_more(texts: Texts, clients: ClientList, what: Literal["day", "item"]) -> bool:
    """Ask for what is not there yet, and show how far that is; whether all went well."""
    if not _has_column(_known_choices(), what):
        return True
    area = st.empty()
    with area.container():
        bar = st.progress(0.0)
    error = None
    try:
        _ask_for_more(clients, what, Shown(texts, bar.progress))
    except ReadingError as refused:
        error = refused
    area.empty()
    if error is not None:
        st.error(plain(sentence(error, texts)), icon=":material/error:")
    return error is None


def _known_choices() -> Choices | None:
    """How the list is read that an engine can be asked about; None for another."""
    if (waiting := unopened()) is not None:
        return waiting.choices
    read = origin()
    return read.choices if read is not None and lake_in_force() is not None else None


def _has_column(choices: Choices | None, what: Literal["day", "item"]) -> bool:
    return choices is not None and (choices.date if what == "day" else item_column(choices)) is not None


def _ask_for_more(clients: ClientList, what: Literal["day", "item"], shown: Shown) -> None:
    """Raises ReadingError."""
    reopen(shown)
    lake, read = lake_in_force(), origin()
    if lake is None or read is None:
        return
    from lib.lakes.bought import itemised  # noqa: PLC0415
    from lib.lakes.lake import dated  # noqa: PLC0415

    more = (dated if what == "day" else itemised)(lake, clients, read.choices, shown)
    state().loaded = Loaded(more, read)
