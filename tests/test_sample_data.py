"""The sample files are what their script makes, hold what their README says, and are read without help."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from lib.base.money import to_text
from lib.reading.clients_from_rows import read_file
from lib.texts import LANGUAGES
from sample_data import make
from sample_data.words import FIRMS

SAMPLES = Path(make.__file__).parent


def cells(path: Path) -> list[tuple[object, str]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row]


def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    make.make(tmp_path)
    for firm in FIRMS:
        name = f"clients_{firm.language}.xlsx"
        assert cells(tmp_path / name) == cells(SAMPLES / name)
    assert (tmp_path / "factures_fr.csv").read_bytes() == (SAMPLES / "factures_fr.csv").read_bytes()


def test_every_language_has_an_example() -> None:
    assert [firm.language for firm in FIRMS] == list(LANGUAGES)
    assert [language for language in LANGUAGES if not (SAMPLES / f"clients_{language}.xlsx").exists()] == []


def test_invoices_add_up_to_the_client_list() -> None:
    sums: Counter[tuple[str, str]] = Counter()
    with (SAMPLES / "factures_fr.csv").open(encoding="cp1252", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            sums[line["N° client"], line["Date"][-4:]] += int(line["Montant HT"].replace(",", ""))
    sheet = openpyxl.load_workbook(SAMPLES / "clients_fr.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 180
    for row in rows:
        assert Decimal(sums[row[0], "2024"]) / 100 == Decimal(str(row[7]))
        assert Decimal(sums[row[0], "2025"]) / 100 == Decimal(str(row[8]))


@pytest.mark.parametrize(
    ("name", "column", "ranked", "apart", "ranked_total", "total", "currency"),
    [
        ("clients_fr.xlsx", "CA 2025", 173, 7, "2401292.25", "2400815.45", "EUR"),
        ("clients_en.xlsx", "Revenue 2025", 173, 7, "2413439.95", "2412962.55", "GBP"),
        ("factures_fr.csv", "Montant HT", 180, 0, "4777098.15", "4777098.15", None),
    ],
)
def test_samples_are_read_without_help(  # noqa: PLR0913, PLR0917  (one column each)
    name: str, column: str, ranked: int, apart: int, ranked_total: str, total: str, currency: str | None
) -> None:
    clients = read_file((SAMPLES / name).read_bytes(), name)
    assert clients.report.columns["revenue"].heading == column
    assert clients.report.columns["client"].heading == "Client" or name == "factures_fr.csv"
    assert (clients.count, len(clients.set_apart)) == (ranked, apart)
    assert (to_text(clients.total), to_text(clients.report.total_file)) == (ranked_total, total)
    assert clients.currency == currency
