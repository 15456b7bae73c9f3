"""A visitor without a browser speaks Streamlit's own protocol: what is measured is the server alone."""

import json
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 60
"""Seconds without a message after which a run is given up."""
TAB = "tab"
"""The key of the component that tells the server which tab of a browser it speaks with."""


class Visitor:
    """One session. Knows what can be moved, pressed and opened by its key, what is on the board too
    ("threshold_2", "budget_0"), and keeps large messages as a browser does. `token` is what its tab has kept
    from an earlier visit."""

    def __init__(self, address: str, page: str = "", token: str = "") -> None:
        self.address, self.token = address, token
        self.open = ExitStack()
        self.socket = self.open.enter_context(
            connect(
                address.replace("http", "ws", 1) + "/_stcore/stream",
                subprotocols=["streamlit"],
                max_size=None,
            )
        )
        self.sliders: dict[str, tuple[str, float]] = {}
        self.widgets: dict[str, str] = {}
        """By key, the identity of everything else that can be used."""
        self.files: dict[str, str] = {}
        """By key, the identity of what a button for a download gives."""
        self.fragments: dict[str, str] = {}
        """By slider, the part of the page that runs when it is moved; "" for the whole."""
        self.board = ""
        """The identity of the board of the tiers page."""
        self.answer: dict[str, Any] = {}
        """What it was told last."""
        self.kept: set[str] = set()
        self.page_hash = self.session = ""
        self.pages: dict[str, str] = {}
        self.alerts: list[str] = []
        """The sentences in boxes of the last run."""
        self.bytes = 0
        """What the last run has sent."""
        self.seconds = self._run(BackMsg(rerun_script={"page_name": page}))
        if TAB in self.widgets and not self.settled:
            self._tell_tab()
            assert self.settled, "the server shows no page to this tab"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the tab."""
        self.open.close()

    @property
    def settled(self) -> bool:
        """Whether the server knows which tab this is, and has shown the page."""
        return len(self.widgets) > 1 or bool(self.sliders)

    def move(self, key: str, by: float) -> float:
        """Move a slider; gives the seconds until the page has run."""
        if key in self.sliders:
            identity, value = self.sliders[key]
            self.sliders[key] = (identity, value + by)
            moved = WidgetState(id=identity)
            moved.double_array_value.data.append(value + by)
        else:
            moved = WidgetState(id=self.board, json_value=json.dumps({"moves": [self._board_move(key, by)]}))
            key = self.board.rsplit("-", 1)[-1]
        return self.use(moved, fragment=self.fragments[key])

    def _board_move(self, key: str, by: float) -> list[object]:
        what, index = key.split("_")
        percent = self.answer["said"][f"{what}s_at"][int(index)] + by
        value = f"{percent / 100:.2f}" if what == "threshold" else percent
        return [self.answer["answered"] + 1, what, int(index), value]

    def press(self, key: str) -> float:
        """Press a button."""
        return self.use(WidgetState(id=self.widgets[key], trigger_value=True))

    def unfold(self, key: str) -> float:
        """Open a panel."""
        return self.use(WidgetState(id=self.widgets[key], bool_value=True))

    def write(self, key: str, text: str) -> float:
        """Fill in a field."""
        return self.use(WidgetState(id=self.widgets[key], string_value=text))

    def fill(self, key: str, number: float) -> float:
        """Fill in a field of a number."""
        return self.use(WidgetState(id=self.widgets[key], double_value=number))

    def go_to(self, page: str) -> float:
        """Open another page."""
        self.page_hash = self.pages[page]
        return self.use()

    def upload(self, key: str, name: str, content: bytes) -> float:
        """Give a file to an upload field; gives the seconds until it has been read."""
        field = next(identity for known, identity in self.widgets.items() if known.startswith(key))
        request = BackMsg()
        request.file_urls_request.request_id = uuid4().hex
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self.session
        self.socket.send(request.SerializeToString())
        urls = self._wait_for("file_urls_response").file_urls_response.file_urls[0]
        self._put(urls.upload_url, name, content)
        given = WidgetState(id=field)
        info = given.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), urls.file_id
        info.file_urls.CopyFrom(urls)
        return self.use(given)

    def download(self, key: str) -> str:
        """Have a file made; gives the address where it is."""
        request = BackMsg()
        request.backend_operation_request.request_id = uuid4().hex
        request.backend_operation_request.session_id = self.session
        request.backend_operation_request.deferred_file.file_id = self.files[key]
        self.socket.send(request.SerializeToString())
        answer = self._wait_for("backend_operation_response").backend_operation_response
        assert not answer.error_msg, answer.error_msg
        return self.address + answer.deferred_file.url

    def use(self, *states: WidgetState, fragment: str = "") -> float:
        """Run the page with what was done; gives the seconds until it has run."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = fragment
        message.rerun_script.cached_message_hashes.extend(self.kept)
        message.rerun_script.widget_states.widgets.extend(states)
        return self._run(message)

    def _tell_tab(self) -> None:
        said = {"said": {"to": self.session, "token": self.token}}
        self.use(WidgetState(id=self.widgets[TAB], json_value=json.dumps(said)))

    def _put(self, path: str, name: str, content: bytes) -> None:
        server = urlsplit(self.address)
        with urlopen(f"{self.address}/_stcore/health") as healthy:
            cookie = str(healthy.headers.get("Set-Cookie") or "").split(";")[0]
        mark = uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2].strip('"'),
        }
        connection = HTTPConnection(server.hostname or "", server.port, timeout=60)
        connection.request("PUT", path, body, headers)
        answer = connection.getresponse()
        assert answer.status < 300, (answer.status, answer.read())
        connection.close()

    def _wait_for(self, kind: str) -> ForwardMsg:
        while True:
            answer = self._hear()
            if answer.WhichOneof("type") == kind:
                return answer
            self._take(answer)

    def _run(self, message: BackMsg) -> float:
        self.bytes, self.alerts = 0, []
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        while True:
            answer = self._hear()
            if (
                answer.WhichOneof("type") == "script_finished"
                and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return time.perf_counter() - start
            self._take(answer)

    def _hear(self) -> ForwardMsg:
        try:
            frame = bytes(self.socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]
        except TimeoutError:
            raise RuntimeError(f"the run did not end: nothing came for {PATIENCE} seconds") from None
        self.bytes += len(frame)
        return ForwardMsg.FromString(frame)

    def _take(self, answer: ForwardMsg) -> None:
        if answer.metadata.cacheable:
            self.kept.add(answer.hash)
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.session = answer.new_session.initialize.session_id
        if kind == "navigation":
            self.page_hash = answer.navigation.page_script_hash
            self.pages = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
        self._take_slider(answer)
        self._take_board(answer)
        self._take_widget(answer)

    def _take_slider(self, answer: ForwardMsg) -> None:
        slider = answer.delta.new_element.slider
        key = slider.id.rsplit("-", 1)[-1]
        if slider.id:
            self.fragments[key] = answer.delta.fragment_id
        if slider.id and (slider.set_value or key not in self.sliders):
            self.sliders[key] = (slider.id, (slider.value if slider.set_value else slider.default)[0])

    def _take_board(self, answer: ForwardMsg) -> None:
        component = answer.delta.new_element.bidi_component
        key = component.id.rsplit("-", 1)[-1]
        if key == "step":
            self.answer = json.loads(component.json)
            self.board = component.id
            self.fragments[key] = answer.delta.fragment_id

    def _take_widget(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        shown = getattr(element, kind) if kind else answer.delta.add_block.expandable
        identity = str(getattr(shown, "id", ""))
        if identity:
            self.widgets[identity.rsplit("-", 1)[-1]] = identity
        if kind == "download_button":
            self.files[identity.rsplit("-", 1)[-1]] = element.download_button.deferred_file_id
        if kind == "alert":
            self.alerts.append(element.alert.body)


def status(address: str) -> int:
    """What the server answers there."""
    server = urlsplit(address)
    connection = HTTPConnection(server.hostname or "", server.port, timeout=60)
    connection.request("GET", server.path)
    answer = connection.getresponse()
    connection.close()
    return answer.status


def read(address: str) -> bytes:
    """The file at an address."""
    with urlopen(Request(address)) as answer:
        return bytes(answer.read())
