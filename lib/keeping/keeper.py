"""The thread that keeps: it looks at every session a few times a second and writes what has changed.

A step on a page only changes the session's values, which never change themselves; nothing on a page waits for
a disk. Of many steps in a row the newest is written.
"""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock, Thread

from lib.base.clock import now
from lib.keeping.errors import Code, KeepingError
from lib.keeping.history import cause_of, is_same_state
from lib.keeping.model import Cause, Contents
from lib.keeping.places import in_memory
from lib.keeping.store import HOLD, Held, Part, Record, Store, file_part, list_part

LOOK_EVERY = 0.4
"""Seconds between two looks at the sessions."""
TRY_AGAIN = timedelta(seconds=5)
"""After a fault of the disk."""
FORGET_AFTER, FORGET_EVERY = timedelta(hours=1), timedelta(minutes=1)
"""Work in memory that no browser has had in hand for so long is dropped; how often that is looked at."""
SAY_EVERY = timedelta(milliseconds=HOLD / 3)
"""How often it is said that a piece of work is still in hand."""
_LOG = logging.getLogger(__name__)


@dataclass(eq=False)
class Tab:
    """One tab of a browser: what it shows, where that is kept, and how far it is.

    `token` is known to the tab alone. `session` is what the pages know of it, None once that is no more in
    memory; `see` gives what it holds now, None while that is no list; `is_open` whether a browser is at its
    other end.
    """

    token: str
    session: Callable[[], object | None]
    see: Callable[[], Contents | None]
    is_open: Callable[[], bool]
    store: Store
    owner: str | None = None
    """Whose it is, where visitors sign in."""
    held: Held | None = None
    written: Contents | None = None
    """What was last written of it."""
    fault: Code | None = None
    """Why it is not kept now. With taken or gone it stays so until the visitor decides."""
    put_aside: bool = False
    """Whether a damaged store was found and put aside."""
    ended: bool = False
    """Whether it is kept no longer."""
    turn: RLock = field(default_factory=RLock)
    last_state: tuple[Cause, datetime] | None = None
    next_try: datetime | None = None
    next_word: datetime | None = None
    listed: tuple[object, Part] | None = None
    filed: tuple[object, tuple[tuple[str, Part], ...]] | None = None

    @property
    def lost(self) -> bool:
        """Whether its piece of work is somebody else's now, or is no more."""
        return self.fault in ("taken", "gone")

    @property
    def is_kept(self) -> bool:
        """Whether everything that it shows has been written."""
        contents = self.see()
        return contents is None or (self.written is not None and not _differs(self.written, contents))

    def renamed(self, identity: str, name: str) -> None:
        """Know the new name of a piece of work."""
        if self.held is not None and self.held.id == identity:
            self.held = replace(self.held, name=name)

    def took(self, held: Held | None, contents: Contents | None) -> None:
        """Go on with a piece of work, or with none."""
        self.held, self.written = held, contents
        self.fault = self.last_state = self.next_try = None


class Keeper:
    """Keeps all tabs of this process."""

    def __init__(
        self,
        clock: Callable[[], datetime] = now,
        pause: float = LOOK_EVERY,
        memory: Callable[[], Store] | None = None,
    ) -> None:
        """`memory` is the store of visitors whose work outlives no more than an hour."""
        self._clock, self._pause, self._memory = clock, pause, memory
        self._next_forgetting: datetime | None = None
        self._tabs: list[Tab] = []
        self._turn = RLock()
        self._thread: Thread | None = None

    def watch(self, tab: Tab) -> None:
        """Keep a tab from now on."""
        with self._turn:
            if tab not in self._tabs:
                self._tabs.append(tab)
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="keeper", daemon=True)
                self._thread.start()

    def leave(self, tab: Tab) -> None:
        """Keep a tab no longer: from here on nothing is written of it."""
        with tab.turn:
            tab.ended = True
        with self._turn:
            self._tabs = [other for other in self._tabs if other is not tab]

    def tab_of(self, token: str) -> Tab | None:
        """The tab of that token, if it is still alive."""
        with self._turn:
            return next((tab for tab in self._tabs if tab.token == token and tab.session() is not None), None)

    def tabs(self) -> list[Tab]:
        """All tabs."""
        with self._turn:
            return list(self._tabs)

    def flush(self) -> None:
        """Write everything now."""
        for tab in self.tabs():
            self._keep_apart(tab)

    def keep(self, tab: Tab) -> None:
        """Write a tab's work if it has changed; otherwise say from time to time that it is still in hand."""
        with tab.turn:
            contents = tab.see()
            if contents is None or tab.lost or tab.ended:
                return
            try:
                if tab.written is None or _differs(tab.written, contents):
                    self._write(tab, tab.store, contents)
                else:
                    self._say(tab, tab.store)
            except KeepingError as error:
                self._failed(tab, error.code)

    def _run(self) -> None:
        while True:
            time.sleep(self._pause)
            for tab in self.tabs():
                self._keep_apart(tab)
                if tab.session() is None:
                    self.leave(tab)
            self.forget_unused()
            with self._turn:
                if not self._tabs and not self._left_in_memory():
                    self._thread = None
                    return

    def _keep_apart(self, tab: Tab) -> None:
        """Keep a tab; whatever goes wrong with it, the others are kept, and it is tried again and said."""
        try:
            self.keep(tab)
        except Exception:
            if tab.fault is None:
                _LOG.exception("a piece of work cannot be kept")
            with tab.turn:
                tab.fault, tab.next_try = "unreachable", self._clock() + TRY_AGAIN

    def forget_unused(self) -> None:
        """Drop, once a minute, what lies in memory and nobody has had in hand for an hour."""
        moment = self._clock()
        if self._next_forgetting is None or moment >= self._next_forgetting:
            self._next_forgetting = moment + FORGET_EVERY
            self._left_in_memory()

    def _left_in_memory(self) -> int:
        """How many pieces of work are there, without those that are too old."""
        if self._memory is None:
            return 0
        try:
            return self._memory().forget_older_than(self._clock() - FORGET_AFTER)
        except KeepingError:
            return 0

    def _write(self, tab: Tab, store: Store, contents: Contents) -> None:
        if tab.next_try is not None and self._clock() < tab.next_try:
            return
        cause = cause_of(tab.written, contents)
        replaces = cause is not None and is_same_state(tab.last_state, cause, self._clock())
        record = _record(tab, contents, cause, replaces)
        if tab.held is not None and tab.written is not None and is_another_list(tab.written, contents):
            store.release(tab.held, tab.token)
            tab.held = None
        if tab.held is None:
            tab.held = store.create(contents.clients.report.source, tab.token, record)
        else:
            tab.held = store.save(tab.held, tab.token, record)
        tab.written, tab.fault, tab.next_try = contents, None, None
        if cause is not None and not replaces:
            tab.last_state = (cause, self._clock())

    def _say(self, tab: Tab, store: Store) -> None:
        moment = self._clock()
        if tab.held is None or (tab.next_word is not None and moment < tab.next_word):
            return
        if tab.is_open():
            store.hold(tab.held, tab.token)
        else:
            store.release(tab.held, tab.token)
        tab.next_word = moment + SAY_EVERY

    def _failed(self, tab: Tab, code: Code) -> None:
        tab.fault, tab.next_try = code, self._clock() + TRY_AGAIN
        if code == "full" and tab.store.database.is_in_memory:
            with suppress(KeepingError):  # so full that nothing can even be made free: said, and tried again
                if tab.store.make_room():
                    tab.next_try = None
        if code == "damaged":
            try:
                tab.store.database.put_aside()
            except KeepingError as error:
                tab.fault = error.code
                return
            tab.put_aside, tab.fault, tab.next_try = True, None, None
            tab.held = tab.written = None


def is_another_list(before: Contents, after: Contents) -> bool:
    """Whether a session has gone on to another list: other files, or another list that no file was read for.
    Files that are read in another way, or a list to which a past year was added, are the same."""
    if before.files or after.files:
        return before.files is not after.files
    return before.clients.report is not after.clients.report


def _differs(before: Contents, after: Contents) -> bool:
    same = before.clients is after.clients and before.files is after.files
    return not same or before.head != after.head


def _record(tab: Tab, contents: Contents, cause: Cause | None, replaces: bool) -> Record:
    """What is written; digests of what has not changed are known."""
    if tab.listed is None or tab.listed[0] is not contents.clients:
        tab.listed = (contents.clients, list_part(contents))
    if tab.filed is None or tab.filed[0] is not contents.files:
        tab.filed = (contents.files, tuple((file[0], file_part(file)) for file in contents.files))
    return Record(contents.head, contents.clients.count, tab.listed[1], tab.filed[1], cause, replaces)


keeper = Keeper(memory=lambda: Store(in_memory()))


@asynccontextmanager
async def everything_kept(_: object) -> AsyncIterator[None]:
    """The life of the server: what has changed is written before it ends, whoever asks for that. Python's own
    hooks at the end do not run where a signal ends it."""
    yield
    keeper.flush()
