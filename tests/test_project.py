"""The shape of the project: who imports whom, no sentence outside the catalogues, a README that is true."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from lib.texts import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
LIB = sorted((ROOT / "lib").rglob("*.py"))
SCREEN = [
    *(ROOT / "app.py", *PAGES),
    *(path for path in LIB if re.search(r"/screen/(?!typed_table\.)|/widgets(/|\.py$)", path.as_posix())),
]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """Dotted names of everything a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def sources() -> list[Path]:
    return [ROOT / "app.py", *PAGES, *LIB, *sorted((ROOT / "sample_data").glob("*.py"))]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_read_from_top_to_bottom(path: Path) -> None:
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree(path)))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def test_files_and_functions_are_short() -> None:
    for path in sources():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 400, f"{name(path)} has {lines} lines: make it a folder"
        for function in functions(path):
            length = (function.end_lineno or 0) - function.lineno + 1
            assert length <= 60, f"{name(path)}: {function.name} has {length} lines"


def nodes(path: Path, kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kind))


@cache
def unsaid(path: Path) -> frozenset[ast.AST]:
    """Strings that nobody can see: documentation, and the names of types."""
    standing_alone = {node.value for node in nodes(path, ast.Expr)}  # type: ignore[attr-defined]
    types = [node for node in nodes(path, ast.Call) if ast.unparse(node).startswith("TypeVar(")]
    return frozenset(standing_alone | set(chain.from_iterable(ast.walk(node) for node in types)))


def literals(path: Path, without: type[ast.AST] = ast.Pass) -> list[str]:
    """Every string in the code of a file that can be seen, but for those inside nodes of one kind."""
    inside = set(chain.from_iterable(ast.walk(node) for node in nodes(path, without)))
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in unsaid(path)
        and node not in inside
    ]


SENTENCE = re.compile(r"[^\W\d_]{2,},? +[^\W\d_]{2,}|[À-ÿœŒ]|^[A-Z][a-z]+$")
"""Two words, an accent, or one capitalised word."""


@pytest.mark.parametrize("path", SCREEN, ids=name)
def test_no_visible_string_in_code(path: Path) -> None:
    assert [text for text in literals(path) if SENTENCE.search(text)] == []


def messages(language: str) -> list[Message]:
    found = []
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            found += [message for message in read_po(file, locale=language) if message.id]
    return found


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def sentences(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(message: Message) -> set[str]:
    parsed = chain.from_iterable(Formatter().parse(sentence) for sentence in sentences(message))
    return {field for _, field, _, _ in parsed if field is not None}


CATALOGUE = {language: {key(message): message for message in messages(language)} for language in LANGUAGES}
KEYS = sorted(set(chain.from_iterable(CATALOGUE.values())))


def test_every_message_is_there_once_in_every_language() -> None:
    for language in LANGUAGES:
        keys = [key(message) for message in messages(language)]
        assert sorted(keys) == KEYS


@pytest.mark.parametrize("message_key", KEYS)
def test_every_language_says_it_with_the_same_fields(message_key: str) -> None:
    translated = [CATALOGUE[language][message_key] for language in LANGUAGES]
    for message in translated:
        assert all(sentences(message)), "not translated"
        assert not message.fuzzy
        assert placeholders(message) == placeholders(translated[0])
        assert isinstance(message.id, str) == isinstance(translated[0].id, str)


def test_french_marks_have_their_spaces() -> None:
    """A no-break space stands before : ; ? ! % and inside « », so that no line begins with a mark."""
    for message in CATALOGUE["fr"].values():
        for sentence in sentences(message):
            wrong = re.search(r"[ \w)}][;?!»%](?!\w)|[ \w)}*]:(?= |$)|«(?![\u00a0\u202f])|'", sentence)
            assert wrong is None, f"{key(message)}: {sentence!r}"


def patterns(path: Path) -> list[re.Pattern[str]]:
    """Keys that are put together from a fixed beginning and a code: f"method.{code}.help"."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            pieces = [
                re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else r"(\w+)"
                for piece in node.values
            ]
            if re.match(r"[a-z_]+\\\.", pieces[0]):
                found.append(re.compile("".join(pieces)))
    return found


def built(message_key: str, code_words: set[str]) -> bool:
    """Whether a key is put together in code from a beginning and codes that the code knows."""
    for pattern in chain.from_iterable(patterns(path) for path in sources()):
        match = pattern.fullmatch(message_key)
        if match and {word.rstrip("0123456789") for word in match.groups()} - {""} <= code_words:
            return True
    return False


def test_every_key_in_the_code_exists_and_every_message_is_used() -> None:
    keywords = {node.arg for path in sources() for node in nodes(path, ast.keyword)}  # type: ignore[attr-defined]
    code_words = keywords | set(chain.from_iterable(literals(path) for path in sources()))
    whole = set(chain.from_iterable(literals(path, ast.JoinedStr) for path in sources()))
    beginnings = {message_key.split(".")[0] for message_key in KEYS}
    looks_like_key = re.compile(rf"({'|'.join(beginnings)})(\.[a-z0-9_]+)+")
    files = re.compile(r".*\.(py|js|css|xlsx|csv|po|toml|md)")
    used = {word for word in whole if looks_like_key.fullmatch(word) and not files.fullmatch(word)}
    assert used - set(KEYS) == set()
    assert [one for one in KEYS if one not in used and not built(one, code_words)] == []


README = (ROOT / "README.md").read_text("utf-8")


def paths_in_readme() -> set[str]:
    quoted = re.findall(r"`([^`\s]+)`", README)
    return {
        word for word in quoted if re.fullmatch(r"[\w./-]+(/|\.(py|md|po|toml|txt|xlsx|csv))|\.ci/run", word)
    }


def test_readme_names_only_what_exists() -> None:
    named = {path for path in paths_in_readme() if not path.startswith(("clients.", "plan.", "yours"))}
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_readme_shows_every_page_and_every_concept() -> None:
    (tree,) = re.findall(r"```\n(app\.py.*?)```", README, re.DOTALL)
    concepts = {path.parent.name for path in LIB if path.parent.parent == ROOT / "lib"}
    shown = set(re.findall(r"^  (\w+)/", tree, re.MULTILINE))
    assert shown == concepts
    assert {path.stem for path in PAGES} <= set(re.findall(r"\w+", tree))


def test_readme_gives_the_two_commands_and_ci_runs_the_second() -> None:
    assert re.search(r"^python3? run\.py$", README, re.MULTILINE)
    assert re.search(r"^python3? run\.py test$", README, re.MULTILINE)
    assert "python3 run.py test" in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def tracked() -> list[Path]:
    """Every file of the project; without git, every file outside the environment and the caches."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode == 0:
        return [ROOT / path for path in listing.stdout.decode().split("\0") if path]
    return [
        path for path in ROOT.rglob("*") if not re.search(r"/(\.\w+_cache|\.venv|__pycache__)/", str(path))
    ]


FOREIGN = re.compile(
    rb"--(extra-)?index-url|--trusted-host|//[\w.-]*(pypi|pythonhosted|artifactory|nexus|devpi)"
    rb"|[\s\"'=(](/" + rb"root/|/" + rb"work/|/" + rb"home/\w|/" + rb"Users/\w|C:\\\\?" + rb"Users)"
)


def test_no_registry_and_no_path_of_one_machine_in_any_file() -> None:
    for path in tracked():
        if path.is_file() and path != Path(__file__):
            found = FOREIGN.search(path.read_bytes())
            assert found is None, f"{name(path)}: {found and found.group()!r}"
