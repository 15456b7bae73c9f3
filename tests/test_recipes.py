"""Every "How to add …" of the README, done on a copy of the project: the tests it names complain until it is
done, then they pass, and no file changes that the recipe does not name."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^### (How to add .*?)\n(.*?)(?=^##)", README, re.MULTILINE | re.DOTALL))
_MEASURING = ("PYTHONPATH", "COVERAGE")


class Copy:
    """A copy of the project and the files of it that were changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed: list[str] = []
        unwanted = shutil.ignore_patterns(".*", "bench", "browser")
        for name in ("lib", "pages", "sample_data", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
        for name in ("app.py", "README.md", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)

    def write(self, file: str, text: str) -> None:
        self.changed.append(file)
        (self.folder / file).write_text(text, "utf-8")

    def insert(self, file: str, after: str, text: str) -> str:
        """Put text behind the first place where another stands; the two together."""
        self.changed.append(file)
        before, found, rest = (self.folder / file).read_text("utf-8").partition(after)
        assert found, f"{file} has no {after!r}"
        (self.folder / file).write_text(before + found + text + rest, "utf-8")
        return found + text

    def remove(self, file: str, inserted: str) -> None:
        """Take the last line of what `insert` put in out again."""
        kept = inserted.rstrip("\n").rpartition("\n")[0] + "\n"
        self.write(file, (self.folder / file).read_text("utf-8").replace(inserted, kept, 1))

    def messages(self, catalogue: str, *keys: str) -> None:
        """Add messages to a catalogue in both languages."""
        for language in ("fr", "en"):
            for key in keys:
                file = f"lib/texts/{language}/{catalogue}.po"
                self.insert(file, '\n\nmsgid "', f'{key}"\nmsgstr "Atelier"\n\nmsgid "')

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        # What has the tests measured themselves would have them import what the copy was made of.
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_MEASURING)}
        return subprocess.run(
            [sys.executable, *words], cwd=self.folder, env=clean, capture_output=True, text=True, check=False
        )

    def complaint(self, *tests: str) -> str:
        """What the named tests say; "" where they pass. They need nothing of conftest.py."""
        run = self.python(
            "-m", "pytest", "-n0", "-p", "no:cacheprovider", "--noconftest", "--tb=short", *tests
        )
        assert "error" not in run.stdout.splitlines()[-1], run.stdout
        return run.stdout if run.returncode else ""

    def files(self) -> set[str]:
        """What was changed, tests aside."""
        return {file for file in self.changed if not file.startswith("tests/")}

    def unnamed(self, recipe: str) -> set[str]:
        """Files that were changed, tests too, though the recipe names neither them nor such a file."""
        names = set(re.findall(r"`([\w./-]+)`", RECIPES[recipe]))
        names |= {Path(name).name for name in names}
        return {file for file in self.changed if not names & {file, Path(file).name, f"{Path(file).parent}/"}}


@pytest.fixture
def project(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "project")


def test_every_recipe_is_followed_here() -> None:
    followed = re.findall(r'unnamed\("(How to add .*?)"\)', Path(__file__).read_text("utf-8"))
    assert set(followed) == set(RECIPES)


PROJECT = "tests/test_project.py::"
KEYS, README_CODES = (
    PROJECT + "test_every_key_in_the_code_exists",
    PROJECT + "test_readme_names_every_method_and_every_language",
)


def test_a_tier_method_takes_four_files(project: Copy) -> None:
    worked, compared = (
        "tests/plan/test_cuts.py::test_halves",
        "tests/plan/test_compute.py::test_comparing_methods_shows_what_each_would_give",
    )
    project.insert("lib/plan/cuts.py", 'Method = Literal["equal", ', '"halves", ')
    project.insert(
        "tests/plan/test_cuts.py", "from tests.lists import TOY, list_of\n",
        "from lib.plan.cuts import halves\n\n\n"
        "def test_halves() -> None:\n    assert halves(list_of([9, 5, 3, 2, 1]), True) == (3,)\n",
    )  # fmt: skip
    said = project.complaint(KEYS, README_CODES, compared)
    assert "method.halves" in said
    assert said.count("FAILED") == 3

    project.insert(
        "lib/plan/cuts.py",
        "    match plan.method:\n",
        '        case "halves":\n            return halves(clients, plan.keep_ties)\n',
    )
    project.insert(
        "lib/plan/cuts.py", "are told apart in whole numbers.\"\"\"\n",
        "\n\ndef halves(clients: ClientList, keep_ties: bool) -> Cuts:\n"
        "    return settle(clients, [(clients.count + 1) // 2], keep_ties)\n",
    )  # fmt: skip
    project.messages("tiers", "method.halves", "method.halves.help")
    project.insert("README.md", "| `--method` | ", "`halves`, ")
    assert project.complaint(KEYS, README_CODES, compared, worked) == ""
    assert project.unnamed("How to add a tier method") == set()
    assert len(project.files()) <= 4


def test_an_example_catalogue_takes_its_rows_and_its_names(project: Copy) -> None:
    falling = "tests/services/test_services.py::test_the_examples_give_each_tier_less_than_the_one_above"
    project.insert("lib/services/examples.py", 'Firm = Literal["trade", ', '"studio", ')
    said = project.complaint(KEYS, falling)
    assert "services.firm.studio" in said
    assert "KeyError: 'studio'" in said

    row = '    "studio": (("rehearsal", 60, "owner", 0, (4, 2, 1, 1, 1), _BY_HAND),),\n'
    project.insert("lib/services/examples.py", "_ROWS: dict[Firm, tuple[_Row, ...]] = {\n", row)
    assert "services.example.rehearsal" in project.complaint(falling)
    project.messages("services", "services.firm.studio", "services.example.rehearsal")
    assert project.complaint(KEYS, falling) == ""
    assert project.unnamed("How to add an example catalogue") == set()


def test_a_language_takes_five_files_beside_its_texts(project: Copy) -> None:
    everywhere = (
        PROJECT + "test_every_message_is_there_once_in_every_language",
        PROJECT + "test_every_language_says_everything_with_the_same_fields",
        PROJECT + "test_every_language_has_its_notation",
        README_CODES,
        "tests/test_sample_data.py",
        "tests/exports/test_plan_workbook.py::test_the_sheets_and_their_order",
    )
    project.insert("lib/texts/__init__.py", 'Language = Literal["fr", "en"', ', "de"')
    said = project.complaint(*everywhere[:5])
    assert re.findall(r"FAILED (\S+)", said).count(everywhere[0]) == 1
    assert said.count("FAILED") == 5

    notation = '    "de": Notation("407", percent_space="\\u00a0", money_space="\\u00a0"),\n'
    project.insert("lib/texts/__init__.py", '    "en": Notation("809"),\n', notation)
    texts = project.folder / "lib/texts"
    shutil.copytree(texts / "en", texts / "de")
    project.insert("README.md", "| `--language` | ", "`de`, ")
    project.insert("lib/reading/synonyms.toml", "[client]\nnames = [\n", '  "abnehmer",\n')
    firm = 'replace(BRITISH, language="de", seed=20140315)'
    project.insert("sample_data/words.py", "FIRMS = (FRENCH, BRITISH", ", " + firm)
    project.insert("sample_data/words.py", "from dataclasses import dataclass", ", replace")
    assert project.python("-m", "sample_data.make").returncode == 0
    assert project.complaint(*everywhere) == ""
    assert project.unnamed("How to add a language") == set()
    assert len(project.files()) + len(["clients_de.xlsx"]) <= 6


def test_a_synonym_takes_one_line_and_its_case(project: Copy) -> None:
    test = "tests/reading/test_synonyms.py"
    project.insert(test, "CASES = {\n", '    "Rattaché à": "client",\n')
    assert "[Rattach" in project.complaint(test)
    twice = project.insert("lib/reading/synonyms.toml", "[hours]\nnames = [\n", '  "rattache a",\n')
    project.insert("lib/reading/synonyms.toml", "[client]\nnames = [\n", '  "rattache a",\n')
    assert "rattachea" in project.complaint(test), "two roles claim it"
    project.remove("lib/reading/synonyms.toml", twice)
    assert project.complaint(test) == ""
    assert project.unnamed("How to add a column synonym") == set()


def test_a_workbook_sheet_takes_its_call_and_its_name(project: Copy) -> None:
    order = "tests/exports/test_plan_workbook.py::test_the_sheets_and_their_order"
    project.write(
        "lib/ranking/sheet.py",
        '"""The ranking as a sheet."""\n\nfrom lib.excel.book import Book\n\n\n'
        "def write_ranking(book: Book) -> None:\n"
        '    book.sheet("ranking").write_string(0, 0, book.texts("app.name"))\n',
    )
    project.insert(
        "lib/exports/plan_workbook.py",
        "from lib.profit.sheets.profit import write_profit\n",
        "from lib.ranking.sheet import write_ranking\n",
    )
    project.insert(
        "lib/exports/plan_workbook.py", "write_summary(book, made_on)\n", "        write_ranking(book)\n"
    )
    assert "workbook.sheet.ranking" in project.complaint(order)
    project.messages("excel", "workbook.sheet.ranking")
    project.insert("tests/exports/test_plan_workbook.py", 'for key in ("summary", ', '"ranking", ')
    assert project.complaint(order) == ""
    assert project.unnamed("How to add a workbook sheet") == set()
