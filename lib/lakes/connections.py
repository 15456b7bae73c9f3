"""Connections that whoever runs the app has configured, as Streamlit has them: `[connections.NAME]` with a
`url`, with a `path`, or with what a URL is made of (dialect, username, password, host, port, database);
`write = true` lets the plan be written back."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from lib.lakes.address import Address, address_of, has_secret
from lib.parsing.errors import ReadingError


@dataclass(frozen=True)
class Connection:
    """A configured connection: where it leads, and whether it may be written to."""

    address: Address
    writable: bool


def connections_of(configured: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the connections that lead somewhere we can ask."""
    return tuple(name for name, settings in configured.items() if _url(settings))


def connection(name: str, configured: Mapping[str, object]) -> Connection:
    """A configured connection. Its name is all that is ever shown of it.

    Raises ReadingError: lake_missing, lake_unknown.
    """
    settings = configured.get(name)
    url = _url(settings)
    if url is None or not isinstance(settings, Mapping):
        raise ReadingError("lake_missing", source=name)
    try:
        address = address_of(url)
    except ReadingError as error:
        # Its own words would show what only the operator should see.
        raise ReadingError(error.code, source=name) from None
    return Connection(Address(address.kind, address.url, name), settings.get("write") is True)


def has_password(text: str) -> bool:
    """Whether an address holds a password or a token: such a one belongs among the configured connections."""
    try:
        parts = urlsplit(text)
        return bool(parts.password) or has_secret(text)
    except ValueError:
        return True


def _url(settings: object) -> str | None:
    if not isinstance(settings, Mapping):
        return None
    for name in ("url", "path"):
        if isinstance(settings.get(name), str):
            return str(settings[name])
    if not isinstance(settings.get("dialect"), str) or not isinstance(settings.get("host"), str):
        return None
    user = quote(str(settings.get("username", "")), safe="")
    password = f":{quote(str(settings['password']), safe='')}" if "password" in settings else ""
    port = f":{settings['port']}" if "port" in settings else ""
    who = f"{user}{password}@" if user else ""
    return f"{settings['dialect']}://{who}{settings['host']}{port}/{settings.get('database', '')}"
