"""A visitor without a browser speaks Streamlit's own protocol: what is measured is the server alone."""

import json
import time
from contextlib import ExitStack
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 60
"""Seconds without a message after which a run is given up."""


class Visitor:
    """One session. Knows the sliders by their keys, those of the board too ("threshold_2", "budget_0"), and
    keeps large messages as a browser does."""

    def __init__(self, address: str, page: str = "") -> None:
        self.open = ExitStack()
        self.socket = self.open.enter_context(
            connect(
                address.replace("http", "ws", 1) + "/_stcore/stream",
                subprotocols=["streamlit"],
                max_size=None,
            )
        )
        self.sliders: dict[str, tuple[str, float]] = {}
        self.fragments: dict[str, str] = {}
        """By slider, the part of the page that runs when it is moved; "" for the whole."""
        self.board = ""
        """The identity of the board of the tiers page."""
        self.answer: dict[str, Any] = {}
        """What it was told last."""
        self.kept: set[str] = set()
        self.page_hash = ""
        self.bytes = 0
        """What the last run has sent."""
        self.seconds = self._run(BackMsg(rerun_script={"page_name": page}))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def move(self, key: str, by: float) -> float:
        """Move a slider; gives the seconds until the page has run."""
        message = BackMsg()
        moved = message.rerun_script.widget_states.widgets.add()
        if key in self.sliders:
            identity, value = self.sliders[key]
            self.sliders[key] = (identity, value + by)
            moved.id = identity
            moved.double_array_value.data.append(value + by)
        else:
            moved.id = self.board
            moved.json_value = json.dumps({"moves": [self._board_move(key, by)]})
            key = self.board.rsplit("-", 1)[-1]
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = self.fragments[key]
        message.rerun_script.cached_message_hashes.extend(self.kept)
        return self._run(message)

    def _board_move(self, key: str, by: float) -> list[object]:
        what, index = key.split("_")
        percent = self.answer["said"][f"{what}s_at"][int(index)] + by
        value = f"{percent / 100:.2f}" if what == "threshold" else percent
        return [self.answer["answered"] + 1, what, int(index), value]

    def _run(self, message: BackMsg) -> float:
        self.bytes = 0
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        while True:
            frame = self._next_frame()
            self.bytes += len(frame)
            answer = ForwardMsg.FromString(frame)  # type: ignore[arg-type]
            if (
                answer.WhichOneof("type") == "script_finished"
                and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return time.perf_counter() - start
            self._take(answer)

    def _next_frame(self) -> bytes:
        try:
            return bytes(self.socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]
        except TimeoutError:
            raise RuntimeError(f"the run did not end: nothing came for {PATIENCE} seconds") from None

    def _take(self, answer: ForwardMsg) -> None:
        if answer.metadata.cacheable:
            self.kept.add(answer.hash)
        if answer.WhichOneof("type") == "navigation":
            self.page_hash = answer.navigation.page_script_hash
        component = answer.delta.new_element.bidi_component
        key = component.id.rsplit("-", 1)[-1]
        if key == "step":
            self.answer = json.loads(component.json)
            self.board = component.id
            self.fragments[key] = answer.delta.fragment_id
        slider = answer.delta.new_element.slider
        key = slider.id.rsplit("-", 1)[-1]
        if slider.id:
            self.fragments[key] = answer.delta.fragment_id
        if slider.id and (slider.set_value or key not in self.sliders):
            self.sliders[key] = (slider.id, (slider.value if slider.set_value else slider.default)[0])
