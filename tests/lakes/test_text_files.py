"""Files of text by their path: whatever their encoding, and wherever what is unusual in them comes, the lines
are those that Python reads."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.lakes.address import address_of
from lib.lakes.engines import opened
from lib.lakes.lake import looked_at, read_lake
from lib.lakes.text_files import TextFiles
from lib.parsing.errors import ReadingError

LOOKED_AT = 25_000
"""More lines than the engine looks at to see how a text is written."""
HEADINGS = ("Client", "Ville", "Montant HT")
PLAIN = [("Martin", "Lyon", "10.50")] * LOOKED_AT
ODD = [
    ("Société Générale", "Orléans", "1.00"),
    ('Durand, "le grand"', "Nîmes", "2.00"),
    ("Café de l’Est", "Saint-Étienne", "3.00"),
    ("# Fourche", "Angoulême", "4.00"),
    ("Noël Père & fils", "Besançon", "5.00"),
]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman")


def text_of(rows: list[tuple[str, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([HEADINGS, *rows])
    return written.getvalue()


def rows_of(path: Path) -> list[tuple[str, ...]]:
    """The lines as the engine has them."""
    engine = opened(address_of(str(path)))
    answer = engine.ask(engine.table("files"), "look")
    engine.close()
    return [tuple(row.values()) for row in answer.to_pylist()]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("late", [False, True])
def test_encodings_and_quotes_are_seen_wherever_they_come(encoding: str, late: bool, tmp_path: Path) -> None:
    rows = [*PLAIN, *ODD] if late else [*ODD, *PLAIN]
    data = text_of(rows).encode(encoding)
    (tmp_path / "lines.csv").write_bytes(data)
    (tmp_path / "lines.csv.gz").write_bytes(gzip.compress(data, 1))
    assert sorted(rows_of(tmp_path / "lines.csv")) == sorted(rows)
    assert sorted(rows_of(tmp_path / "lines.csv.gz")) == sorted(rows)


def test_files_of_a_folder_have_each_their_encoding(tmp_path: Path) -> None:
    for number, encoding in enumerate(ENCODINGS):
        (tmp_path / f"{number}.csv").write_bytes(text_of(ODD).encode(encoding))
    joined = text_of(ODD).encode() + "".join(text_of(ODD).splitlines(True)[1:]).encode("cp1252")
    (tmp_path / "joined.csv").write_bytes(joined)
    assert sorted(rows_of(tmp_path)) == sorted(ODD * (len(ENCODINGS) + 2))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.sampled_from("aé€#\",;\n '’Z0"), min_size=1, max_size=8).filter(str.strip),
            st.text(st.sampled_from("bàœ"), max_size=3),
            st.decimals(0, 1000, places=2).map(str),
        ),
        min_size=1,
        max_size=8,
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-le"]),
)
def test_any_names_come_as_they_are_written(
    rows: list[tuple[str, ...]], encoding: str, tmp_path: Path
) -> None:
    """An empty cell is no cell."""
    path = tmp_path / "lines.csv"
    path.write_bytes(text_of([*PLAIN[:100], *rows]).encode(encoding))
    found = [tuple(cell or "" for cell in row) for row in rows_of(path)]
    assert sorted(row for row in found if row != PLAIN[0]) == sorted(rows)


def test_a_list_of_windows_is_ranked(tmp_path: Path) -> None:
    lines = [
        "Client;Date;Montant HT",
        *(f"Société {i % 50};2024-0{i % 9 + 1}-11;{i},50 €" for i in range(60_000)),
    ]
    (tmp_path / "lines.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    engine = opened(address_of(str(tmp_path / "lines.csv")))
    lake = looked_at(engine, "files")
    clients = read_lake(lake, lake.proposal().choices)
    assert clients.count == 50
    assert clients.total == sum(i * 10_000 + 5_000 for i in range(60_000))


def test_who_stops_does_not_wait_for_a_file_to_be_written_anew(tmp_path: Path) -> None:
    (tmp_path / "lines.csv").write_bytes(text_of([*PLAIN, *ODD]).encode("cp1252"))
    engine = opened(address_of(str(tmp_path / "lines.csv")))
    assert engine.texts is not None
    begun = engine.texts._in_utf8

    def stopped_at_once(path: str, number: int) -> str:
        engine.interrupt()
        return begun(path, number)

    engine.texts._in_utf8 = stopped_at_once  # type: ignore[method-assign]
    with pytest.raises(ReadingError) as stopped:
        engine.ask(engine.table("files"), "look", cancel=lambda: True)
    assert stopped.value.code == "cancelled"
    engine.texts._in_utf8 = begun  # type: ignore[method-assign]
    assert engine.ask(engine.table("files"), "look").num_rows == len(PLAIN) + len(ODD)


@pytest.mark.parametrize(
    ("text", "most", "surely"),
    [
        ("a,b\n" + "c,1\n" * 11, 10, True),
        ("a,b\n" + "c,1\n" * 10, 10, False),
        ('a,b\n"c",1\n' + "c,1\n" * 20, 10, False),
        ("a,b\n\n" + "c,1\n" * 20, 10, False),
    ],
)
def test_only_lines_that_are_surely_there_count(text: str, most: int, surely: bool, tmp_path: Path) -> None:
    (tmp_path / "lines.csv").write_text(text)
    engine = opened(address_of(str(tmp_path / "lines.csv")))
    assert engine.has_more_lines_than(most) is surely
    assert isinstance(engine.texts, TextFiles)


def test_a_damaged_file_is_no_server_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "lines.parquet").write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    with pytest.raises(ReadingError) as refused:
        opened(address_of(str(tmp_path / "lines.parquet")))
    assert refused.value.code == "lake_failed"
