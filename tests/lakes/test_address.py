"""What a path or an address means: whatever is typed is one, or is refused in a sentence that holds no
password."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.command_line.commands import main
from lib.lakes import address
from lib.lakes.address import Address, address_of, hidden, is_address, without_secrets
from lib.lakes.connections import connection, connections_of, has_password
from lib.parsing.errors import ReadingError
from lib.reading.errors import sentence
from lib.texts import LANGUAGES, Texts

LONG = "x" * 5_000
STRANGE = [
    *(LONG, f"{LONG}.parquet", f"{LONG}.csv", f"{LONG}*.csv", "a\0b", "a\0b.parquet", "a\0*.csv", "~\0"),
    *("~nobody-is-called-so/a.csv", "~nobody-is-called-so/*.parquet", "**.parquet", "/**.csv", "a**/b.csv"),
    *("[", "[]", "?", "*", ".", "://", "postgresql://[", "postgresql://h:port/d", "sc://", "\ud800.parquet"),
]


@pytest.fixture(autouse=True)
def elsewhere_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that is empty."""
    monkeypatch.chdir(tmp_path)


def check(text: str) -> None:
    assert isinstance(is_address(text), bool)
    assert isinstance(has_password(text), bool)
    refused: ReadingError | None = None
    try:
        address_of(text)
    except ReadingError as error:
        refused = error
    assert refused is None or refused.code in ("lake_missing", "lake_unknown")
    assert refused is None or all(sentence(refused, Texts(language)) for language in LANGUAGES)


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text)[:30])
def test_whatever_is_typed_is_an_address_or_is_refused(text: str) -> None:
    check(text)


@given(st.text("ab/.*?[]~:\0é ", max_size=12))
@example("**a")
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    check(text.strip().lstrip("/~"))  # to look through the whole computer takes as long as it is large


@pytest.mark.parametrize(
    "name", [LONG, f"{LONG}.csv", "~nobody-is-called-so/a.csv", "**.parquet", "a\0b.csv"]
)
@pytest.mark.parametrize("words", [["inspect"], ["plan", "-o", f"{LONG}.xlsx"], ["plan", "-o", "a\0b.xlsx"]])
def test_the_command_line_refuses_it_in_a_sentence(
    words: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([words[0], name, *words[1:]]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_files_are_is_told_by_their_content(tmp_path: Path) -> None:
    starts = {
        "a.sqlite": (b"SQLite format 3\x00", "sqlite"),
        "b.csv": (b"SQLite format 3\x00", "sqlite"),
        "c.db": (b"12345678DUCK", "duckdb"),
        "d.txt": (b"PAR1", "parquet"),
        "e.csv": (b"Client;CA", "csv"),
        "f.csv.gz": (b"\x1f\x8b", "csv"),
        "g": (b"Client;CA", None),
        "h.duckdb": (b"no database", None),
        "i.parquet": (b"", None),
    }
    for name, (start, kind) in starts.items():
        (tmp_path / name).write_bytes(start)
        if kind is None:
            with pytest.raises(ReadingError) as refused:
                address_of(str(tmp_path / name))
            assert (refused.value.code, refused.value.details) == ("lake_unknown", {"source": name})
        else:
            assert address_of(f" {tmp_path / name} ") == Address(kind, str(tmp_path / name), name)  # type: ignore[arg-type]


def test_a_folder_is_its_files_of_one_kind(tmp_path: Path) -> None:
    with pytest.raises(ReadingError):
        address_of(str(tmp_path))
    inside = tmp_path / "2025" / "03"
    inside.mkdir(parents=True)
    (inside / "lines.csv").write_text("Client;CA\n")
    assert address_of(str(tmp_path)) == Address("csv", str(tmp_path / "**" / "*.csv"), tmp_path.name)
    (inside / "lines.pq").write_bytes(b"PAR1")
    assert address_of(str(tmp_path)) == Address("parquet", str(tmp_path / "**" / "*.pq"), tmp_path.name)
    assert is_address(str(tmp_path))
    assert address_of(str(inside / "*.csv")).kind == "csv"
    assert address_of("2025/*/lin?s.csv").is_files
    with pytest.raises(ReadingError):
        address_of(str(inside / "*.parquet"))


def test_a_file_is_read_into_memory_unless_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "a.parquet", "a[1].csv"):
        (tmp_path / name).write_bytes(b"x" * 10)
    monkeypatch.setattr(address, "LARGE", 10)
    assert not any(map(is_address, ("a.csv", "a.parquet", "a[1].csv", "missing.csv", "a.xlsx")))
    monkeypatch.setattr(address, "LARGE", 9)
    assert is_address("a.csv")
    assert is_address("a[1].csv")
    assert is_address("a.duckdb")


def test_a_file_that_may_not_be_opened_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of somebody else the system says neither yes nor no."""
    path = tmp_path / "a.csv"
    path.write_text("Client;CA\n")

    def refuses(*_: object, **__: object) -> bool:
        raise PermissionError

    for name in ("open", "is_file", "is_dir", "exists"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, name, refuses)
            assert not is_address(str(path))
            if name in ("open", "is_file"):
                with pytest.raises(ReadingError) as refused:
                    address_of(str(path))
                assert refused.value.code == "lake_missing"


SECRETS = [
    "postgresql://reader:geheim@h/d",
    "postgresql://h/d?user=reader&password=geheim",
    "postgresql://h/d?sslkey=/a&sslpassword=geheim",
    "mysql://h/d?PWD=geheim",
    "sc://h:15002/;token=geheim",
    "sc://h:15002/;use_ssl=true;x-api-key=geheim",
]


@pytest.mark.parametrize("text", SECRETS)
def test_an_address_with_a_secret_is_known_and_never_shown(text: str) -> None:
    assert has_password(text)
    for shown in (without_secrets(text), hidden(f"could not connect to {text}"), repr(address_of(text))):
        assert "geheim" not in shown


@pytest.mark.parametrize(
    "text", ["postgresql://reader@h/d", "sc://h:15002/", "/data/token=3/key=5/*.parquet", "a.csv"]
)
def test_an_address_without_one_is_taken(text: str) -> None:
    assert not has_password(text)


@pytest.mark.parametrize(
    "settings", [None, 3, "x", [], {}, {"url": 3}, {"dialect": "postgresql"}, {"host": "h"}]
)
def test_a_connection_that_leads_nowhere_is_missing(settings: object) -> None:
    assert connections_of({"sales": settings}) == ()
    with pytest.raises(ReadingError) as refused:
        connection("sales", {"sales": settings})
    assert (refused.value.code, refused.value.details) == ("lake_missing", {"source": "sales"})


def test_of_a_connection_that_is_wrong_only_its_name_is_shown() -> None:
    for url in ("gopher://u:geheim@h/d", "/nowhere/geheim.csv", "**geheim", f"/{LONG}geheim.csv"):
        with pytest.raises(ReadingError) as refused:
            connection("sales", {"sales": {"url": url}})
        assert refused.value.details == {"source": "sales"}
