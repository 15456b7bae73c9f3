"""The process in which the engine that is built in answers questions about a stranger's file
(`python -m lib.lakes.child`).

The engine opens nothing: the lines come to it out of the bytes that are already in memory, and are gone
through a piece at a time, so that no more of them is held than a question needs. Options are the `memory`
that there is and a `question` in SQL about the table `files`; the answer is one table. Without a question the
file is looked at: the answer has how many `rows` there are and what parts their cells (`delimiter`, "" where
nothing does), then two tables: one without rows that has the kinds of the columns, and the first rows of a
text.
"""

from collections.abc import Sequence
from typing import Any

from lib.parsing.answers import Header, Progress, serve
from lib.parsing.errors import ReadingError
from lib.parsing.sandbox import load

PARQUET = b"PAR1"
FILES = "files"
"""What the lines are called in a question."""
_SHARE = 0.6
"""Of the memory that is left beside the file, for the engine; the rest is for the pieces that come to it."""
_LEAST = 128
"""Megabytes without which no question is answered."""
_MODULES = (
    *("duckdb", "numpy.ma", "pyarrow.csv", "pyarrow.dataset", "pyarrow.ipc", "pyarrow.parquet"),
    *("lib.parsing.tables", "lib.parsing.text_files", "lib.parsing.regular"),
)
_TRIED = "SELECT a, sum(b) AS b FROM tried WHERE a <> '' GROUP BY a ORDER BY a"


class Engine:
    """The engine. It is opened before the bytes are looked at, since it could not be afterwards."""

    connection: Any = None
    delimiter: str | None = None
    """What parts the cells of a text, "" in a file of Parquet; None as long as nothing was looked at."""

    def prepare(self, data: bytes) -> None:
        """Load what is needed, and open the engine. What is loaded only when lines first come to it is loaded
        by some of ours."""
        for name in _MODULES:
            load(name)
        load("lib.parsing.tables").open_ahead()
        self.connection = load("duckdb").connect()
        ours = load("pyarrow").table({"a": ["x"], "b": [1]})
        self.connection.register("tried", load("pyarrow.dataset").dataset(ours))
        self._answer(_TRIED)
        self.connection.unregister("tried")

    def work(
        self, data: bytes, options: dict[str, Any], progress: Progress
    ) -> tuple[Header, Sequence[Any], bytes]:
        """The answer to a question, or what can be seen of the file. Raises ReadingError: irregular, where it
        is no table whose lines are all written alike."""
        try:
            if self.delimiter is None:
                self._shut(options["memory"] - (len(data) >> 20))
                self.delimiter = delimiter_of(data)
                self.connection.register(FILES, lines_of(data, self.delimiter))
            if (question := options["question"]) is not None:
                return {}, [self._answer(question)], b""
            return self._looked(data, self.delimiter)
        except load("duckdb").OutOfMemoryException as error:
            raise MemoryError from error

    def _looked(self, data: bytes, delimiter: str) -> tuple[Header, Sequence[Any], bytes]:
        rows = self._answer(f"SELECT count(*) AS rows FROM {FILES}")["rows"][0].as_py()
        kinds = self._answer(f"SELECT * FROM {FILES} LIMIT 0")
        top = load("lib.parsing.regular").top_of(data, delimiter) if delimiter else kinds
        return {"rows": rows, "delimiter": delimiter}, [kinds, top], b""

    def _answer(self, question: str) -> Any:
        return self.connection.sql(question).to_arrow_table()

    def _shut(self, megabytes: int) -> None:
        """Bound the engine's memory, and close its own ways to files as well."""
        for setting in (
            f"memory_limit = '{max(round(megabytes * _SHARE), _LEAST)}MB'",
            "temp_directory = ''",
            "preserve_insertion_order = false",
            "python_enable_replacements = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self.connection.execute(f"SET {setting}")


def delimiter_of(data: bytes) -> str:
    """What parts the cells of a text, "" in a file of Parquet. Raises ReadingError: irregular."""
    if data.startswith(PARQUET):
        return ""
    delimiter: str | None = load("lib.parsing.regular").delimiter_of_all(data)
    if delimiter is None:
        raise ReadingError("irregular")
    return delimiter


def lines_of(data: bytes, delimiter: str) -> Any:
    """The lines of a file, to be gone through a piece at a time; all cells of a text are texts. Raises
    ReadingError: irregular, where columns are not told apart by their names."""
    arrow, dataset = load("pyarrow"), load("pyarrow.dataset")
    file = arrow.py_buffer(data)
    if delimiter:
        names = load("lib.parsing.regular").headings_of(data, delimiter)
        form = load("lib.parsing.regular").written(names, delimiter)
        schema = arrow.schema([(name, arrow.string()) for name in names])
    else:
        form = dataset.ParquetFileFormat()
        schema = _plain(form.make_fragment(file).physical_schema)
    if len({name.casefold() for name in schema.names} - {""}) < len(schema.names):
        raise ReadingError("irregular")
    return dataset.FileSystemDataset([form.make_fragment(file)], schema, form)


def _plain(schema: Any) -> Any:
    """The kinds of columns, those of coded texts as texts."""
    arrow = load("pyarrow")
    plain = [
        field.with_type(field.type.value_type) if arrow.types.is_dictionary(field.type) else field
        for field in schema
    ]
    return arrow.schema(plain)


if __name__ == "__main__":
    engine = Engine()
    serve(engine.work, engine.prepare)
