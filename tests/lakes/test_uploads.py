"""A long file that was uploaded is added up in a process of its own: the same figures as line by line, and
nothing but the file's own bytes can be read."""

import io

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from lib.clients.model import ClientList
from lib.lakes import uploads
from lib.lakes.uploads import open_upload
from lib.parsing.errors import ReadingError
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.options import ReadingOptions
from lib.reading.process import Limits, talking
from lib.reading.proposal import propose
from tests.lakes.odd_lines import Oddities, odd_lines
from tests.lakes.test_same_figures import EVERYTHING, NUMBERS, RATES, account, answered

PRODUCTS = Oddities(product=True, statuses=True, kinds=True)
FORMS = ("parquet", "csv")
MEMORY = 2048


@pytest.fixture
def all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "HELD", 0)
    monkeypatch.setattr(uploads, "_FEWEST_BYTES", 0)


def written(lines: pa.Table, form: str) -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(lines, file) if form == "parquet" else pyarrow.csv.write_csv(lines, file)
    return file.getvalue()


def line_by_line(data: bytes, answers: tuple[tuple[str, str], ...] = ()) -> ClientList:
    opened = open_source(data, "lines.csv")
    return read_clients(opened, answered(propose(opened).choices, answers))


@pytest.mark.usefixtures("all_are_long")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("oddities", [EVERYTHING, NUMBERS, PRODUCTS])
def test_a_long_file_gives_the_figures_of_its_lines(form: str, oddities: Oddities) -> None:
    data = written(odd_lines(7, oddities), form)
    answers = RATES if oddities.currencies else ()
    opened = open_upload(data, "lines.csv")
    assert opened.asked is not None
    clients = read_clients(opened, answered(propose(opened).choices, answers))
    assert account(clients) == account(line_by_line(data, answers))


@pytest.mark.usefixtures("all_are_long")
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", ";\n", 1),
        lambda text: text.replace("\n", "\n\n", 4),
        lambda text: text + "Total;\n",
        lambda text: "Ventes 2025;;\n\n" + text,
        lambda text: text.replace("Durand", 'Dur"and'),
        lambda text: text.replace("Durand", "Dur\rand"),
        lambda text: text.replace("Client", "CA"),
        lambda text: text.partition("\n")[2],
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_text_in_which_something_has_to_be_mended_is_read_line_by_line(change, encoding: str) -> None:  # type: ignore[no-untyped-def]
    text = "Client;Date;CA\n" + "".join(
        f"Société {row % 7};2025-03-04;{row},50\nDurand;2025-03-05;12,00\n" for row in range(40)
    )
    data = change(text).encode(encoding)
    assert open_upload(data, "ventes.csv").asked is None
    assert open_upload(text.encode(), "ventes.csv").asked is not None


@pytest.mark.usefixtures("all_are_long")
def test_what_was_told_by_hand_is_read_line_by_line() -> None:
    data = written(odd_lines(2, Oddities()), "csv")
    assert open_upload(data, "lines.csv", options=ReadingOptions(decimal_mark=",")).asked is None


def test_a_file_that_is_not_long_is_read_line_by_line() -> None:
    for form in FORMS:
        assert open_upload(written(odd_lines(2, Oddities()), form), "lines").asked is None


def line_or_sum(data: bytes) -> ClientList:
    opened = open_upload(data, "lines")
    return read_clients(opened, propose(opened).choices)


@pytest.mark.usefixtures("all_are_long")
def test_a_damaged_file_is_said() -> None:
    data = written(odd_lines(5, Oddities(), 3000), "parquet")
    with pytest.raises(ReadingError, match="unreadable"):
        open_upload(data[:-200], "lines")
    halfway = len(data) // 4
    with pytest.raises(ReadingError, match="unreadable"):
        line_or_sum(data[:halfway] + bytes(4000) + data[halfway + 4000 :])


@pytest.mark.usefixtures("all_are_long")
def test_a_text_that_is_damaged_far_below_is_read_line_by_line() -> None:
    data = written(odd_lines(5, Oddities(), 3000), "csv")
    broken = data[:-9000] + b"\xff\xfe" + data[-8000:]
    assert open_upload(broken, "lines").asked is None


QUESTIONS = (
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_parquet('/proc/self/fd/0')",
    "COPY files TO '/tmp/out.csv'",
    "ATTACH '/tmp/out.duckdb'",
    "INSTALL httpfs",
    "SET enable_external_access = true",
    "SELECT * FROM glob('/*')",
)


@pytest.mark.parametrize("form", FORMS)
def test_the_process_can_open_nothing(form: str) -> None:
    with talking("lib.lakes.child", written(odd_lines(5, Oddities()), form)) as talk:
        told = {"memory": MEMORY}
        for question in QUESTIONS:
            answer = talk.ask({"question": question, **told})
            assert answer.header == {"error": "unreadable"}, question
        counted = talk.ask({"question": "SELECT count(*) AS lines FROM files", **told})
        assert counted.tables[0].to_pylist() == [{"lines": 600}]


@pytest.mark.usefixtures("all_are_long")
def test_headings_are_names_and_nothing_else() -> None:
    lines = odd_lines(6, Oddities())
    names = {"Client": "Client\"; ATTACH '/tmp/out.duckdb'; --", "Commercial": "/etc/passwd"}
    lines = lines.rename_columns([names.get(name, name) for name in lines.column_names])
    data = written(lines, "parquet")
    opened = open_upload(data, "lines")
    assert opened.asked is not None
    assert account(read_clients(opened, propose(opened).choices)) == account(line_by_line(data))


@pytest.mark.usefixtures("all_are_long")
@pytest.mark.parametrize("form", FORMS)
def test_opening_a_long_file_can_be_stopped_and_begun_again(form: str) -> None:
    data = written(odd_lines(7, NUMBERS), form)
    with pytest.raises(ReadingError) as error:
        open_upload(data, "lines.csv", limits=Limits(cancel=lambda: True))
    assert error.value.code == "cancelled"
    steps: set[str] = set()
    opened = open_upload(data, "lines.csv", progress=lambda step, share: steps.add(step))
    assert opened.asked is not None
    assert steps >= {"look"}


@pytest.mark.usefixtures("all_are_long")
@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_few_lines_is_held_with_the_place_of_each(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = odd_lines(7, NUMBERS)
    data = written(lines, form)
    monkeypatch.setattr(uploads, "HELD", lines.num_rows)
    opened = open_upload(data, "lines.csv")
    assert opened.asked is None
    assert opened.sheets[0].rows == lines.num_rows
