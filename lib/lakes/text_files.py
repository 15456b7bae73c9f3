"""Files of text as a table of the engine that is built in. How they are written is found out once; what is
not UTF-8 is written anew as text that is, into the folder in which the engine keeps what its memory does not
hold."""

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from lib.lakes.sqlite_files import quoted_text
from lib.parsing.encodings import likeliest, marked

FILES = "files"
"""The name of the table that files are."""
BLOCK = 4 << 20
"""Bytes that are looked at together."""
MOST_EVIDENCE = 1 << 20
"""Bytes of lines by which an old encoding is told."""
_START = 4096
_NONE = "(empty)"
"""What the engine says where it has seen no quote yet."""
_OTHER_ENCODING = ("invalid unicode", "not utf-8")
"""What the engine says of files in another encoding than UTF-8."""


@dataclass(eq=False)
class TextFiles:
    """Files of text, by their path or a pattern."""

    connection: Any = field(repr=False)
    """The engine's."""
    pattern: str
    delimiter: str = ""
    """What parts the cells."""
    stopped: bool = False
    """Whether a person has stopped what is being done."""
    _paths: tuple[str, ...] = ()

    def opened(self) -> "TextFiles":
        """The same, as the table that the engine knows as `FILES`. Raises what the engine raises."""
        named = self.connection.execute("SELECT file FROM glob(?) ORDER BY file", [self.pattern]).fetchall()
        paths = [path for (path,) in named] or [self.pattern]
        # In Latin letters UTF-16 would pass for UTF-8 with a nought beside each.
        self._paths = tuple(
            self._in_utf8(path, number) if _is_wide(path) else path for number, path in enumerate(paths)
        )
        try:
            self._show()
        except Exception as error:
            if not self.is_mended_after(error):
                raise
        return self

    def is_mended_after(self, error: Exception) -> bool:
        """Whether the engine failed because of an encoding, and can now be asked again."""
        said = str(error).casefold()
        if not any(words in said for words in _OTHER_ENCODING):
            return False
        self.stopped = False
        paths = tuple(self._in_utf8(path, number) for number, path in enumerate(self._paths))
        if self.stopped or paths == self._paths:
            return False
        self._paths = paths
        self._show()
        return True

    def has_more_lines_than(self, most: int) -> bool:
        """Whether there are surely more; True only where the bytes of one file say so, without parsing."""
        (path, *others) = self._paths
        if others or path.endswith(".gz"):
            return False
        lines = -1  # that of the headings is none
        with Path(path).open("rb") as file:
            while block := file.read(BLOCK):
                if b'"' in block or b"\n\n" in block or b"\n\r\n" in block:
                    return False
                lines += block.count(b"\n")
                if lines > most:
                    return True
        return False

    def _show(self) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {FILES} AS SELECT * FROM {self._reader()}")

    def _reader(self) -> str:
        """The call that reads the files. Every cell as it is written: what a number means, our own rules say.
        Quotes may come after the lines that the engine looks at, and no line is a comment."""
        asked = (
            "SELECT Delimiter, Quote, Escape, SkipRows, HasHeader, Columns"
            " FROM sniff_csv(?, all_varchar = true, comment = '')"
        )
        told = self.connection.execute(asked, [self._paths[0]]).fetchall()[0]
        self.delimiter, quote, escape, above, has_header, columns = told
        written = {
            "delim": quoted_text(self.delimiter),
            "quote": quoted_text('"' if quote == _NONE else quote),
            "escape": quoted_text('"' if escape == _NONE else escape),
            "comment": "''",
            "all_varchar": "true",
            "hive_partitioning": "false",
        }
        if len(self._paths) == 1:
            kinds = ", ".join(f"{quoted_text(column['name'])}: 'VARCHAR'" for column in columns)
            written |= {"auto_detect": "false", "skip": str(above), "header": str(has_header)}
            written["columns"] = f"{{{kinds}}}"
        paths = ", ".join(map(quoted_text, self._paths))
        return f"read_csv([{paths}], {', '.join(f'{name} = {value}' for name, value in written.items())})"

    def _in_utf8(self, path: str, number: int) -> str:
        """The path of a file as UTF-8: its own, or that of a copy."""
        encoding = _encoding_of(path)
        if encoding is None:
            return path
        copy = self._folder / f"{number}.csv"
        with _bytes_of(path) as file, copy.open("w", encoding="utf-8", newline="") as written:
            for block in _read_as(file, encoding):
                if self.stopped:
                    break
                written.write(block)
        return str(copy)

    @cached_property
    def _folder(self) -> Path:
        """Where the engine keeps what its memory does not hold: its user's alone, and gone with it."""
        said = self.connection.execute("SELECT current_setting('temp_directory')").fetchall()
        folder = Path(said[0][0])
        folder.mkdir(exist_ok=True)
        return folder


def _bytes_of(path: str) -> IO[bytes]:
    return gzip.open(path) if path.endswith(".gz") else Path(path).open("rb")  # type: ignore[return-value]


def _is_wide(path: str) -> bool:
    """Whether a file says from its start that it is written in more than a byte a letter."""
    with _bytes_of(path) as file:
        return marked(file.read(_START)) not in (None, "utf-8")


def _encoding_of(path: str) -> str | None:
    """In which encoding a file is written; None for UTF-8. Of an old one, by lines from all over the file."""
    evidence = b""
    with _bytes_of(path) as file:
        if wide := marked(file.read(_START)):
            return None if wide == "utf-8" else wide
        file.seek(0)
        for lines in _blocks_of_lines(file):
            if len(evidence) < MOST_EVIDENCE and not _is_utf8(lines):
                others = (line for line in lines.split(b"\n") if not _is_utf8(line))
                evidence += b"\n".join(others)[: MOST_EVIDENCE // 4]
    return likeliest(evidence) if evidence else None


def _read_as(file: IO[bytes], encoding: str) -> Iterator[str]:
    """The text of a file, a piece at a time. In files of an old encoding a line that is UTF-8 is read as
    such: they may have been put together."""
    if encoding.startswith("utf-"):
        with io.TextIOWrapper(file, encoding, errors="replace", newline="") as reader:
            yield reader.read(BLOCK).removeprefix("\ufeff")
            while text := reader.read(BLOCK):
                yield text
        return
    for lines in _blocks_of_lines(file):
        if _is_utf8(lines):
            yield lines.decode()
        else:
            yield "\n".join(
                line.decode("utf-8" if _is_utf8(line) else encoding, errors="replace")
                for line in lines.split(b"\n")
            )


def _blocks_of_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file, a piece of whole lines at a time."""
    rest = b""
    while block := file.read(BLOCK):
        whole, line_feed, begun = block.rpartition(b"\n")
        if line_feed:
            yield rest + whole + line_feed
            rest = begun
        else:
            rest += block
    if rest:
        yield rest


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
