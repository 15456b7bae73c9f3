"""The folder for computers without Python holds the whole app, and no secret."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bundle import make


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(make, "FOLDER", tmp_path / "palmares")
    make.copy_app()
    return tmp_path / "palmares"


def test_the_app_in_the_folder_reads_its_example_alone(folder: Path) -> None:
    """The folder is all that Python knows of the project."""
    command = [sys.executable, "-m", "lib", "inspect", "sample_data/clients_fr.xlsx", "--language", "fr"]
    variables = os.environ | {"PYTHONPATH": str(folder)}
    told = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "173" in told.stdout


def test_there_is_a_starter_for_each_system_and_no_secret(folder: Path) -> None:
    starters = {path.name for path in make.STARTERS.iterdir()}
    assert starters == {"palmares.sh", "palmares.command", "palmares.bat"}
    assert os.access(folder / "palmares.sh", os.X_OK)
    assert os.access(folder / "palmares.command", os.X_OK)
    batch = (folder / "palmares.bat").read_bytes()
    assert batch.count(b"\n") == batch.count(b"\r\n")
    assert [path.name for path in (folder / ".streamlit").iterdir()] == ["config.toml"]


def test_the_shell_reads_the_starters(folder: Path) -> None:
    for name in ("palmares.sh", "palmares.command"):
        subprocess.run(["sh", "-n", folder / name], check=True)
