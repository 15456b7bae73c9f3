"""Lists that lie elsewhere, without a screen: the same facts as of the file."""

import json
from pathlib import Path

import pyarrow.parquet
import pytest

from lib.command_line.commands import main
from tests.lakes.back_ends import TABLE, engine_with
from tests.lakes.odd_lines import Oddities, odd_lines
from tests.postgresql import PASSWORD

LINES = odd_lines(6, Oddities(statuses=True, kinds=True))


def facts(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main([*words, "--json", "--language", "en"]) == 0
    said: dict[str, object] = json.loads(capsys.readouterr().out)
    return {name: value for name, value in said.items() if name not in ("source", "sheet", "rows_set_aside")}


@pytest.mark.parametrize("kind", ["folder", "duckdb", "sqlite", "postgres"])
@pytest.mark.parametrize("command", ["inspect", "plan"])
def test_the_facts_are_those_of_the_file(
    kind: str, command: str, tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pyarrow.parquet.write_table(LINES, tmp_path / "file.pq")
    expected = facts(capsys, command, str(tmp_path / "file.pq"))
    (tmp_path / "file.pq").unlink()
    engine_with(kind, LINES, tmp_path, database)[0].close()
    where = {
        "folder": [str(tmp_path / "*.parquet")],
        "duckdb": [str(tmp_path / "lines.duckdb"), "--table", TABLE],
        "sqlite": [str(tmp_path / "lines.sqlite")],
        "postgres": [database, "--table", f"public.{TABLE}"],
    }
    assert facts(capsys, command, *where[kind]) == expected


def test_bad_input_is_one_sentence_without_a_password(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ["inspect", database.replace("127.0.0.1", "127.0.0.2")],
        ["inspect", database, "--table", "nothing"],
        ["inspect", database.replace(PASSWORD, PASSWORD + "x")],
        ["plan", str(tmp_path / "*.parquet")],
        ["inspect", f"gopher://u:{PASSWORD}@h/d"],
    ):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert len(said.splitlines()) == 1
        assert PASSWORD not in said
