"""Where a list lies: files on this computer, a database in a file, a server. What may be shown of it never
holds a password."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from lib.parsing.errors import ReadingError

Kind = Literal["parquet", "csv", "duckdb", "sqlite", "postgres", "mysql", "spark"]

_SCHEMES: dict[str, Kind] = {
    "postgresql": "postgres",
    "postgres": "postgres",
    "mysql": "mysql",
    "sc": "spark",
    "spark": "spark",
}
_ENDINGS: dict[str, Kind] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".gz": "csv",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
    ".db": "duckdb",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
}
_SQLITE = b"SQLite format 3\x00"
_DUCKDB = b"DUCK"
_PATTERN = re.compile(r"[*?\[]")
_SECRET = re.compile(r"(?i)(password|passwd|pwd|token|secret|key)=[^;&\s]*")
LARGE = 200 << 20
"""Bytes of a file of which the lines are not read into memory."""
TEXT_ENDINGS = ("*.csv", "*.tsv", "*.csv.gz")


@dataclass(frozen=True)
class Address:
    """Where a list lies. `url` is what an engine is given; `name` is what may be shown."""

    kind: Kind
    url: str = field(repr=False)
    name: str

    @property
    def is_files(self) -> bool:
        """Whether the files are the table, so that there is nothing to choose."""
        return self.kind in ("parquet", "csv")

    @property
    def is_local(self) -> bool:
        """Whether it lies on this computer, by a path."""
        return self.kind in ("parquet", "csv", "duckdb", "sqlite")


def is_address(text: str) -> bool:
    """Whether a text means a list that an engine is asked for: on a server, in a pattern of files, a folder,
    a database in a file, or in a file that is too large to be read into memory."""
    if "://" in text:
        return True
    path = Path(text)
    kind = _ENDINGS.get(path.suffix.lower())
    if kind in ("parquet", "csv") and _is(path.is_file):
        return path.stat().st_size > LARGE
    return kind in ("duckdb", "sqlite") or _is_pattern(path) or _is(path.is_dir)


def address_of(text: str) -> Address:
    """What a path or a URL means.

    Raises ReadingError: lake_missing, lake_unknown.
    """
    text = text.strip()
    scheme, parted, _ = text.partition("://")
    if parted:
        kind = _SCHEMES.get(scheme.lower().partition("+")[0])
        if kind is None:
            raise ReadingError("lake_unknown", source=without_secrets(text))
        return Address(kind, text, without_secrets(text))
    path = _from_home(Path(text))
    if _is(path.is_dir):
        return _folder(path)
    if _is_pattern(path):
        if not any(_matches(path)):
            raise ReadingError("lake_missing", source=text)
        return Address(_ENDINGS.get(path.suffix.lower(), "parquet"), str(path), path.name)
    if not _is(path.is_file):
        raise ReadingError("lake_missing", source=text)
    return Address(_kind_of_file(path), str(path), path.name)


def without_secrets(url: str) -> str:
    """An address without whatever lets somebody in: the user's password, a token among the options."""
    try:
        parts = urlsplit(url)
        user = f"{unquote(parts.username)}@" if parts.username else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url.partition("://")[0] + "://…"
    # Of Spark's address the options stand behind semicolons.
    return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path.partition(';')[0]}"


def hidden(text: str) -> str:
    """A text of another program without what looks like a password."""
    return _SECRET.sub(r"\1=…", re.sub(r"://[^@\s/]*@", "://…@", text))


def has_secret(text: str) -> bool:
    """Whether something in an address looks like a password or a token."""
    return "://" in text and bool(_SECRET.search(text))


def _is(test: Callable[[], bool]) -> bool:
    """What the system says of a path; no where it does not: of names too long, in folders of others."""
    try:
        return test()
    except OSError:
        return False


def _is_pattern(path: Path) -> bool:
    return bool(_PATTERN.search(str(path))) and not _is(path.exists)


def _from_home(path: Path) -> Path:
    """The path, from the folder of its user on where it begins with ~; as it is where nobody is called so."""
    try:
        return path.expanduser()
    except (RuntimeError, ValueError):
        return path


def _matches(path: Path) -> list[Path]:
    """The files of a pattern; none where it is no pattern, such as **.parquet."""
    root = Path(path.anchor or ".")
    pattern = str(path.relative_to(path.anchor)) if path.anchor else str(path)
    try:
        return list(root.glob(pattern))
    except (ValueError, OSError):
        return []


def _folder(path: Path) -> Address:
    for kind, endings in (("parquet", ("*.parquet", "*.pq")), ("csv", TEXT_ENDINGS)):
        for ending in endings:
            if _is(partial(any, path.rglob(ending))):
                return Address(kind, str(path / "**" / ending), path.name)  # type: ignore[arg-type]
    raise ReadingError("lake_missing", source=str(path))


def _kind_of_file(path: Path) -> Kind:
    """What a file is, by its content before its name. Raises ReadingError: lake_unknown, lake_missing."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise ReadingError("lake_missing", source=str(path)) from error
    if start == _SQLITE:
        return "sqlite"
    if start[8:12] == _DUCKDB:
        return "duckdb"
    if start[:4] == b"PAR1":
        return "parquet"
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None or kind in ("duckdb", "sqlite", "parquet"):
        raise ReadingError("lake_unknown", source=path.name)
    return kind
