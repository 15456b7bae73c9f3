"""What the server answers, whom it answers, and what it lets the browser do."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.screen.downloads import is_gone
from lib.screen.left_sessions import end_later

_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Paths that tell of the server and of its visitors, which nobody needs here."""
_REFUSED = 1008
"""The code of WebSocket for what the rules of a server do not allow."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_PAGE = Path(st.__file__).with_name("static") / "index.html"


def policy(page: str) -> str:
    """What the browser may do with the page (Content Security Policy): run the server's own code and talk to
    the server, nothing else.

    Streamlit writes styles into the page, and loads our components from texts it was sent (blob:); Vega turns
    the expressions of a chart into functions (unsafe-eval). Nothing of these comes from a file: texts from
    outside are never HTML, style or expressions.
    """
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE.findall(page))
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts} blob: 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


HEADERS = {
    "Content-Security-Policy": policy(_PAGE.read_text("utf-8")),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def is_host_expected(host: str | None, expected: Iterable[str]) -> bool:
    """Whether a request is meant for this server: a page elsewhere can have its own name point here (DNS
    rebinding). `*` expects any name, `*.example.com` any name under that."""
    name = _name_of(host)
    return name is not None and any(
        pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
        for pattern in expected
    )


def _name_of(host: str | None) -> str | None:
    """The name in a Host header without its port; None for a header that holds no plain name."""
    if not host or set(host) & set("/@?#\\ "):
        return None
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018  (raises for what is none)
    except ValueError:
        return None
    return (parts.hostname or "").rstrip(".") or None


def is_origin_expected(origin: str | None, host: str | None, allowed: Iterable[str]) -> bool:
    """Whether a request comes from a page of this server, or of one that whoever runs it allows. A page of
    another port of the same computer is another's page. Programs that are no browsers say no origin."""
    return origin is None or urlsplit(origin).netloc == host or origin in allowed


class Guard:
    """Stands before Streamlit: refuses requests of other pages before Streamlit looks at them (it would ask
    the network for its own address), closes what nobody needs and what a closed session has left, and puts
    the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not _is_expected(Headers(scope=scope)):
            await _refuse(scope, receive, send, 403)
        elif scope["path"].startswith(_CLOSED) or is_gone(scope["path"]):
            await _refuse(scope, receive, send, 404)
        else:
            try:
                await self.app(scope, receive, _with_headers(send))
            finally:
                if scope["type"] == "websocket":
                    end_later()


def _is_expected(headers: Headers) -> bool:
    host, origin = headers.get("host"), headers.get("origin")
    return is_host_expected(host, st.get_option("server.allowedHosts")) and is_origin_expected(
        origin, host, st.get_option("server.corsAllowedOrigins")
    )


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED})
    else:
        await PlainTextResponse("", status)(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sent
