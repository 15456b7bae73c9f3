"""What the engine that is built in leaves behind."""

import gc
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import ibis
import psutil
import pytest

import run
from lib.lakes import engines
from lib.lakes.address import address_of
from lib.lakes.engines import Engine, opened
from lib.parsing.errors import ReadingError
from lib.reading.errors import sentence
from lib.texts import Texts
from tests.lakes.back_ends import engine_with
from tests.lakes.odd_lines import Oddities, odd_lines


def folder_of(engine: Engine) -> Path:
    """The folder for what its memory does not hold, as the engine itself says."""
    ((folder,),) = engine.backend.con.execute("SELECT current_setting('temp_directory')").fetchall()
    return Path(folder)


@pytest.mark.parametrize("kind", ["parquet", "csv", "duckdb", "sqlite"])
def test_what_memory_does_not_hold_is_its_owners_alone_and_goes_with_the_engine(
    kind: str, tmp_path: Path
) -> None:
    engine, _ = engine_with(kind, odd_lines(3, Oddities()), tmp_path)
    folder = folder_of(engine)
    engine.backend.con.execute("SET memory_limit = '60MB'")
    engine.backend.con.execute(
        "CREATE TEMP TABLE spilled AS SELECT i, hash(i)::VARCHAR || hash(i + 1)::VARCHAR AS text"
        " FROM range(4_000_000) numbers(i)"
    )
    assert any(folder.iterdir())
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0
    engine.close()
    del engine
    gc.collect()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere freed memory may stay with the process")
def test_what_a_question_needed_is_given_back(tmp_path: Path) -> None:
    """What stays would stand beside everything that is made of the answer."""
    engine, _ = engine_with("parquet", odd_lines(3, Oddities()), tmp_path)
    numbers = ibis.range(3_000_000).unnest().name("number").as_table()
    keys = numbers.select(key=numbers.number.cast("string").concat(" and a long name for a client"))
    question = (
        keys.group_by("key").aggregate(lines=keys.count()).aggregate(clients=lambda table: table.count())
    )
    before = psutil.Process().memory_info().rss
    assert engine.ask(question, "ask")["clients"].to_pylist() == [3_000_000]
    assert psutil.Process().memory_info().rss - before < 100e6


@pytest.mark.parametrize("url", ["postgresql://a/b", "mysql://a/b", "sc://a", "spark://local"])
def test_what_is_not_installed_is_said_with_a_command_that_there_is(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(ReadingError) as refused:
        opened(address_of(url))
    option, *words = sentence(refused.value, Texts("en")).partition("run.py ")[2].split()
    if url.startswith("mysql"):
        assert (option, words[:3]) == ("-m", ["pip", "install", "mysqlclient,"])
    else:
        assert option == "--with"
        assert words[0] in run.WITH


def test_pictures_in_a_file_of_sqlite_are_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "lines.sqlite")) as file:
        file.execute("CREATE TABLE lines (Client, Photo, Montant)")
        rows = [("A", b"\x89PNG", 1), ("B", None, 2.5), (None, b"", 3)]
        file.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)
        file.commit()
    engine = opened(address_of(str(tmp_path / "lines.sqlite")))
    read = engine.ask(engine.table("lines").select("Client", "Montant"), "look").to_pylist()
    assert engine.table("lines").columns == ("Client", "Montant")
    assert sorted((row["Montant"], row["Client"]) for row in read) == [(1, "A"), (2.5, "B"), (3, None)]
    engine.close()
