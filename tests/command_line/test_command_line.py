"""The engine without a screen: the same figures as the references, plain sentences for bad input."""

import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import openpyxl
import pytest

from lib.command_line.commands import chosen_language, main, say
from lib.texts import LANGUAGES, Texts
from tests.shared_data import SHARED, shared

ROOT = Path(__file__).parents[2]
SAMPLE = str(ROOT / "sample_data" / "clients_fr.xlsx")
Json = dict[str, object]

KEYS = [
    "sheet",
    "columns",
    "rows_read",
    "rows_used",
    "rows_set_aside",
    "rows_not_counted",
    "clients",
    "clients_set_apart",
    "total_file",
    "total_ranked",
    "top20_share",
    "clients_for_80",
    "own_law",
    "gini",
    "hhi",
    "effective_clients",
    "abc_limits",
    "method",
    "tiers",
]
TIER_KEYS = [
    "name",
    "clients",
    "revenue",
    "share",
    "from_rank",
    "to_rank",
    "hours",
    "hours_per_client",
    "revenue_per_hour",
    "budget_share",
]


@pytest.fixture
def toy(tmp_path: Path) -> str:
    """The ten revenues of the worked example, one client set apart and a line without a client."""
    lines = ["Client;CA", *(f"Client {place};{revenue},50" for place, revenue in enumerate([400, 200, 100]))]
    path = tmp_path / "toy.csv"
    path.write_text("\n".join([*lines, "Rendu;-12,25", ";7,00"]), encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Json:
    """What a command prints as JSON; nothing else may be on either stream."""
    assert main([*words, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    found: Json = json.loads(printed.out)
    return found


def test_the_answer_has_the_agreed_keys(capsys: pytest.CaptureFixture[str], toy: str) -> None:
    for command in ("inspect", "plan"):
        found = answer(capsys, command, toy)
        assert set(KEYS) <= set(found)
        assert list(found["columns"]) == ["client", "revenue", "quantity", "unit_price", "date"]  # type: ignore[call-overload]
        assert [list(tier) for tier in found["tiers"]] == [TIER_KEYS] * 3  # type: ignore[attr-defined]


def test_amounts_are_exact_text_and_every_row_is_accounted_for(
    capsys: pytest.CaptureFixture[str], toy: str
) -> None:
    found = answer(capsys, "plan", toy, "--hours", "90", "--budget", "50,25,25", "--tiers", "3")
    assert (found["rows_read"], found["rows_used"]) == (5, 4)
    assert found["rows_set_aside"] == [{"reason": "no_client", "rows": 1, "amount": "7"}]
    assert (found["clients"], found["clients_set_apart"]) == (3, 1)
    assert (found["total_file"], found["total_ranked"]) == ("696.25", "701.5")
    assert found["tiers"] == [
        {
            "name": name,
            "clients": 1,
            "revenue": revenue,
            "share": pytest.approx(float(revenue) / 701.5),
            "from_rank": rank,
            "to_rank": rank,
            "hours": hours,
            "hours_per_client": hours,
            "revenue_per_hour": per_hour,
            "budget_share": hours / 90,
        }
        for name, revenue, rank, hours, per_hour in (
            ("A", "400.5", 1, 45.0, "8.9"),
            ("B", "200.5", 2, 22.5, "8.9111"),
            ("C", "100.5", 3, 22.5, "4.4667"),
        )
    ]


REFERENCES: dict[str, Json] = (
    json.loads((SHARED / "reference.json").read_text("utf-8")) if SHARED.exists() else {}
)
FILES = [
    ("online_retail_2010_12", "business/derived/Online Retail December 2010.xlsx"),
    ("online_retail_2010_12", "business/derived/Online Retail December 2010 (format FR, cp1252).csv"),
    ("northwind", "business/derived/northwind_order_lines.xlsx"),
    ("bike_sales", "business/derived/bike_sales_sample.xlsx"),
    ("rfm_orders", "business/derived/rfm_data_orders.xlsx"),
    *(
        (
            "montpellier_2012",
            "business/A17_montpellier_subventions/VilleMTP_MTP_AttribSub/archive_2012_2013/"
            f"VilleMTP_MTP_AttribSub_2012.{kind}",
        )
        for kind in ("xls", "ods", "csv")
    ),
]


@pytest.mark.parametrize(("name", "path"), FILES, ids=[path.rsplit("/", 1)[1] for _, path in FILES])
def test_reference_figures(capsys: pytest.CaptureFixture[str], name: str, path: str) -> None:
    """The references let equals part, so the plan does; one row per figure of reference.json."""
    file = str(shared(path))
    wanted = REFERENCES[name]
    ranked: Json = wanted["ranked"]  # type: ignore[assignment]
    found = answer(capsys, "plan", file, "--thresholds", "50,80,95", "--split-ties")
    assert found["rows_read"] == wanted["lines_read"]
    assert found["rows_used"] == wanted["lines_used"]
    aside: list[Json] = found["rows_set_aside"]  # type: ignore[assignment]
    without = [group["rows"] for group in aside if group["reason"] == "no_client"]
    assert sum(without) == wanted["lines_without_client"]  # type: ignore[arg-type]
    assert found["clients"] == wanted["clients_net_positive"]
    assert found["clients_set_apart"] == wanted["clients_set_apart"]
    assert found["total_ranked"] == ranked["total_exact"]
    assert found["clients_for_80"] == ranked["n80"]
    assert found["top20_share"] == pytest.approx(ranked["top20"]["ceil"][1] / 100, abs=5e-7)  # type: ignore[index]
    assert found["gini"] == pytest.approx(ranked["gini"], abs=5e-7)
    assert found["largest_share"] == pytest.approx(ranked["biggest_share_pct"] / 100, abs=5e-7)  # type: ignore[operator]
    tiers: list[Json] = found["tiers"]  # type: ignore[assignment]
    abc: dict[str, Json] = ranked["abc"]  # type: ignore[assignment]
    assert [tier["clients"] for tier in tiers] == [part["clients"] for part in abc.values()]
    for tier, part in zip(tiers, abc.values(), strict=True):
        assert float(tier["revenue"]) == pytest.approx(part["revenue"], abs=0.0051)  # type: ignore[arg-type]
        assert tier["share"] == pytest.approx(part["share_pct"] / 100, abs=5e-7)  # type: ignore[operator]


def test_equals_stay_together_unless_told_otherwise(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("Client,Revenue\nA,100\nB,30\nC,30\nD,30\nE,10\n")
    together = answer(capsys, "plan", str(path), "--thresholds", "60")
    parted = answer(capsys, "plan", str(path), "--thresholds", "60", "--split-ties")
    assert [tier["clients"] for tier in together["tiers"]] == [4, 1]  # type: ignore[attr-defined]
    assert [tier["clients"] for tier in parted["tiers"]] == [2, 3]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        ((), [1, 1, 1]),  # five tiers asked for, three clients
        (("--tiers", "2"), [1, 2]),
        (("--method", "share"), [1, 1, 1]),  # 80/95: the first two make 86 %, no tier stays empty
        (("--method", "pareto"), [2, 1]),
        (("--method", "amount", "--thresholds", "200"), [2, 1]),
        (("--method", "amount", "--thresholds", "200.51"), [1, 2]),
        (("--method", "count", "--thresholds", "1"), [1, 2]),
        (("--thresholds", "57.1"), [2, 1]),  # the first has 57.09 %
        (("--thresholds", "57.0"), [1, 2]),
        (("--budget", "33.3,33.3,33.3"), [1, 1, 1]),
    ],
)
def test_methods(
    capsys: pytest.CaptureFixture[str], toy: str, words: tuple[str, ...], sizes: list[int]
) -> None:
    found = answer(capsys, "plan", toy, *words)
    assert [tier["clients"] for tier in found["tiers"]] == sizes  # type: ignore[attr-defined]


def test_named_columns_replace_the_recognised_ones(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Client no,Client,Region,Revenue,Qty,Unit price\n1,A,North,10,2,3\n2,B,North,20,4,5\n")
    by_region = answer(capsys, "inspect", str(path), "--client", "Region")
    assert by_region["clients"] == 1
    assert by_region["total_ranked"] == "30"
    product = answer(capsys, "inspect", str(path), "--quantity", "Qty", "--unit-price", "Unit price")
    assert product["total_ranked"] == "26"
    assert product["columns"]["revenue"] is None  # type: ignore[index]


@pytest.mark.parametrize(("language", "words", "hours"), [
    ("en", "1,500", 1500), ("fr", "1,5", 1.5), ("fr", "1 500", 1500), ("en", "1.5", 1.5), ("fr", "2k", 2000),
])  # fmt: skip
def test_hours_are_read_as_the_language_writes_them(
    capsys: pytest.CaptureFixture[str], language: str, words: str, hours: float
) -> None:
    tiers = answer(capsys, "plan", SAMPLE, "--language", language, "--hours", words)["tiers"]
    assert sum(tier["hours"] for tier in tiers) == pytest.approx(hours)  # type: ignore[attr-defined]


BAD = [
    (),
    ("frob", SAMPLE),
    ("plan",),
    ("plan", "no such file.xlsx"),
    ("plan", "bad\0name"),
    ("plan", str(ROOT)),
    ("plan", SAMPLE, SAMPLE),
    ("plan", SAMPLE, "--colour", "blue"),
    ("plan", SAMPLE, "--hours"),
    ("plan", SAMPLE, "--json=yes"),
    ("plan", SAMPLE, "--language", "de"),
    ("plan", SAMPLE, "--sheet", "Nowhere"),
    ("inspect", SAMPLE, "--client", "Nobody"),
    ("inspect", SAMPLE, "--revenue", "Nothing"),
    ("inspect", SAMPLE, "--quantity", "CA 2025"),
    ("inspect", SAMPLE, "--quantity", "CA 2025", "--unit-price", "CA 2024", "--revenue", "CA 2025"),
    ("inspect", SAMPLE, "--tiers", "3"),
    ("plan", SAMPLE, "--method", "guess"),
    ("plan", SAMPLE, "--method", "equal", "--thresholds", "80"),
    ("plan", SAMPLE, "--method", "abc", "--tiers", "4"),
    ("plan", SAMPLE, "--method", "headtail", "--tiers", "3"),
    ("plan", SAMPLE, "--tiers", "1"),
    ("plan", SAMPLE, "--tiers", "2.5"),
    ("plan", SAMPLE, "--tiers", "4", "--thresholds", "80,95"),
    ("plan", SAMPLE, "--thresholds", "95,80"),
    ("plan", SAMPLE, "--thresholds", "80,100"),
    ("plan", SAMPLE, "--thresholds", "80;95"),
    ("plan", SAMPLE, "--thresholds", "80,"),
    ("plan", SAMPLE, "--thresholds", "1,2,3,4,5,6"),
    ("plan", SAMPLE, "--thresholds", "1e-999999999"),
    ("plan", SAMPLE, "--method", "amount", "--thresholds", "10,20"),
    ("plan", SAMPLE, "--method", "amount", "--thresholds", "9e17"),
    ("plan", SAMPLE, "--method", "count", "--thresholds", "1.5"),
    ("plan", SAMPLE, "--method", "count", "--thresholds", "0,1"),
    ("plan", SAMPLE, "--hours", "-1"),
    ("plan", SAMPLE, "--hours", "nan"),
    ("plan", SAMPLE, "--hours", "1e999999999"),
    ("plan", SAMPLE, "--budget", "50,50"),
    ("plan", SAMPLE, "--budget", "20,20,20,20"),
    ("plan", SAMPLE, "--budget", "120,-20,0,0,0"),
    ("plan", SAMPLE, "-o", "plan.csv"),
    ("plan", SAMPLE, "-o", SAMPLE),
    ("plan", SAMPLE, "-o", str(ROOT / "no such folder" / "plan.xlsx")),
]


@pytest.mark.parametrize("words", BAD, ids=[" ".join(words).replace(SAMPLE, "FILE")[:60] for words in BAD])
def test_bad_input_is_one_sentence_in_either_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    before = Path(SAMPLE).read_bytes()
    said = set()
    for language in LANGUAGES:
        monkeypatch.setenv("LANGUAGE", language)
        assert main(list(words)) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert "Error" not in printed.err
        said.add(printed.err)
    assert len(said) == (1 if "de" in words else 2)
    assert Path(SAMPLE).read_bytes() == before


def test_language_by_option_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert chosen_language(["plan"]) == "fr"
    assert chosen_language(["plan", "--language", "en"]) == "en"
    assert chosen_language(["--language=fr"]) == "fr"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert chosen_language([]) == "en"


def test_without_json_a_readable_summary(capsys: pytest.CaptureFixture[str], toy: str) -> None:
    assert main(["plan", toy, "--language", "en", "--tiers", "3", "--hours", "90"]) == 0
    summary = capsys.readouterr().out.splitlines()
    assert summary[:6] == [
        "toy.csv, sheet “toy”",
        "client: Client · revenue: CA",
        "5 rows read, 4 used, 1 set aside.",
        "  Row without a client: 1 row, 7.00",
        "Total of the file: 696.25. Ranked: 3 clients, 701.50. "
        "Set apart (zero or negative revenue): 1 client.",
        "80% of the revenue: 2 clients (67%). Your own law: 67% of the clients make 86%. First fifth: 57.1%. "
        "Gini: 0.29. Effective clients: 2.3.",
    ]
    assert [line.split() for line in summary[8:]] == [
        ["A", "1", "400", "57.1%", "30", "h", "30", "h", "13"],
        ["B", "1", "200", "28.6%", "30", "h", "30", "h", "7"],
        ["C", "1", "100", "14.3%", "30", "h", "30", "h", "3"],
    ]


@pytest.mark.parametrize("words", [("--help",), ("plan", "--help"), ("inspect", "--help")])
def test_help_in_either_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for language in LANGUAGES:
        monkeypatch.setenv("LANGUAGE", language)
        assert main(list(words)) == 0
        assert Texts(language)("command_line.option.help") in capsys.readouterr().out


def test_the_workbook_is_written_and_said_on_the_error_stream(
    capsys: pytest.CaptureFixture[str], toy: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.xlsx"
    assert main(["plan", toy, "--json", "-o", str(plan), "--language", "en"]) == 0
    printed = capsys.readouterr()
    assert printed.err == f"Plan written: {plan}\n"
    assert json.loads(printed.out)["clients"] == 3
    names = {
        cell.value for sheet in openpyxl.load_workbook(plan) for row in sheet.iter_rows() for cell in row
    }
    assert {"Client 0", "Client 1", "Client 2"} <= names


def test_plainer_words_for_consoles_that_know_few_characters() -> None:
    sentence = "« 24\u202f% » – l’été, 12\u00a0€…"
    for encoding, written in (
        ("utf-8", sentence),
        ("cp1252", '" 24 % " - l\'été, 12 €...'),
        ("ascii", '" 24 % " - l\'ete, 12 ?...'),
    ):
        stream = TextIOWrapper(BytesIO(), encoding=encoding)
        say([sentence], stream)
        assert stream.buffer.getvalue().decode(encoding).rstrip() == written  # type: ignore[attr-defined]


@pytest.mark.parametrize(("words", "code"), [(["inspect", SAMPLE, "--json"], 0), (["inspect", "none"], 2)])
def test_as_a_program(words: list[str], code: int) -> None:
    """Through a pipe, on a console of another century, from another folder."""
    done = subprocess.run(
        [sys.executable, "-m", "lib", *words],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "LANGUAGE": "fr"},
        cwd=ROOT.parent,
    )
    assert done.returncode == code
    if code:
        assert done.stdout == b""
        assert done.stderr.decode("ascii").startswith("Le fichier none n'existe pas")
    else:
        assert json.loads(done.stdout)["clients"] == 173
        assert done.stderr == b""


def test_a_column_of_potential_makes_the_matrix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two tiers of 400 and 300: A' is 900 (of 1,800 in three slices), B' 600, C' 300, the prospect's."""
    path = tmp_path / "crossed.csv"
    path.write_text("Client;CA;Estimation\nA;400;600\nB;200;900\nC;100;\nD;0;300\n", "utf-8")
    words = ["plan", str(path), "--tiers", "2", "--hours", "10", "--json"]
    assert main(words) == 0
    assert "potential_matrix" not in json.loads(capsys.readouterr().out)
    assert main([*words, "--potential", "Estimation"]) == 0
    told = json.loads(capsys.readouterr().out)["potential_matrix"]
    assert (told["clients_known"], told["headroom"], told["below_revenue"]) == (2, "900", 0)
    assert told["share_of_wallet"] == 600 / 1500
    cells = {(cell["tier"], cell["class"]): cell for cell in told["cells"]}
    assert {place: cell["clients"] for place, cell in cells.items()} == {
        ("A", "B'"): 1,
        ("B", "A'"): 1,
        ("B", None): 1,
        (None, "C'"): 1,
    }
    assert cells["B", "A'"] | {"hours": 2.5, "headroom": "700", "revenue": "200"} == cells["B", "A'"]
    assert cells[None, "C'"]["prospects"]
    assert main([*words, "--potential", "Nowhere"]) == 2
