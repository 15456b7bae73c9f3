"""The shape of the project: who imports whom, no sentence outside the catalogues, a README that is true."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import chain, product
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from lib.plan.cuts import METHODS
from lib.texts import CATALOGUES, LANGUAGES, NONE, NOTATIONS
from tests.declared_texts import Code, last_name, walk

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
LIB = sorted((ROOT / "lib").rglob("*.py"))
SCREEN = [
    *(ROOT / "app.py", *PAGES),
    *(path for path in LIB if re.search(r"/screen/(?!typed_table\.)|/widgets(/|\.py$)", path.as_posix())),
]


CONCEPTS = sorted(path.name for path in (ROOT / "lib").iterdir() if (path / "__init__.py").exists())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def everything(path: Path) -> list[ast.AST]:
    """All nodes of a file."""
    return list(walk(tree(path)))


def imported(path: Path) -> set[str]:
    """Dotted names of everything a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in everything(path):
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
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in everything(path))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_says_nothing_by_accident(path: Path) -> None:
    """Streamlit shows a value that stands alone in a page; only the first, its docstring, is spared."""
    alone = [node.value for node in tree(path).body[1:] if isinstance(node, ast.Expr)]
    assert all(isinstance(value, ast.Call) for value in alone)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in everything(path) if isinstance(node, ast.FunctionDef))


def test_files_and_functions_are_short() -> None:
    for path in sources():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 400, f"{name(path)} has {lines} lines: make it a folder"
        for function in functions(path):
            length = (function.end_lineno or 0) - function.lineno + 1
            assert length <= 60, f"{name(path)}: {function.name} has {length} lines"


def nodes(path: Path, kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in everything(path) if isinstance(node, kind))


@cache
def unsaid(path: Path) -> frozenset[ast.AST]:
    """Strings that nobody can see: documentation, and the names of types."""
    standing_alone = {node.value for node in nodes(path, ast.Expr)}  # type: ignore[attr-defined]
    types = [node for node in nodes(path, ast.Call) if last_name(node.func) == "TypeVar"]  # type: ignore[attr-defined]
    return frozenset(standing_alone | set(chain.from_iterable(ast.walk(node) for node in types)))


def literals(path: Path, without: type[ast.AST] = ast.Pass) -> list[str]:
    """Every string in the code of a file that can be seen, but for those inside nodes of one kind."""
    inside = set(chain.from_iterable(ast.walk(node) for node in nodes(path, without)))
    return [
        node.value
        for node in everything(path)
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


def test_numbers_are_typed_in_a_field_of_ours() -> None:
    """Streamlit's own writes "1600" and "30.0" in every language."""
    assert [name(path) for path in SCREEN if "number_input(" in path.read_text("utf-8")] == []


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


def test_names_say_what_they_hold() -> None:
    """A reader would have to look up what these are."""
    mute = {"found", "one", "place", "thing"}
    told = {
        f"{name(path)}:{node.lineno} {node.id}"
        for path in (ROOT / "app.py", *PAGES, *LIB)
        for node in everything(path)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in mute
    }
    assert told == set()


def test_what_a_browser_says_is_read_where_it_is_checked() -> None:
    """A control may be used after its neighbour has left the page: its value is then not there."""
    raw = re.compile(r"st\.session_state\[[^\]]+\](?! = )")
    sources = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    told = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources
        if path.name not in ("controls.py", "state.py")
        for line in path.read_text("utf-8").splitlines()
        if raw.search(line)
    ]
    assert told == []


def test_every_message_is_there_once_in_every_language() -> None:
    for language in LANGUAGES:
        keys = [key(message) for message in messages(language)]
        assert sorted(keys) == KEYS


def test_every_language_says_everything_with_the_same_fields() -> None:
    first, *_ = LANGUAGES
    for language, message_key in product(LANGUAGES, KEYS):
        message, example = CATALOGUE[language][message_key], CATALOGUE[first][message_key]
        at = f"{language}: {message_key}"
        assert all(sentences(message)), f"{at} is not translated"
        assert not message.fuzzy, at
        assert placeholders(message) == placeholders(example), at
        assert isinstance(message.id, str) == isinstance(example.id, str), at


def test_french_marks_have_their_spaces() -> None:
    """A no-break space stands before : ; ? ! % and inside « », so that no line begins with a mark."""
    for message in CATALOGUE["fr"].values():
        for sentence in sentences(message):
            wrong = re.search(r"[ \w)}][;?!»%](?!\w)|[ \w)}*]:(?= |$)|«(?![\u00a0\u202f])|'", sentence)
            assert wrong is None, f"{key(message)}: {sentence!r}"


class Keys(NamedTuple):
    """The keys of messages that the code names."""

    whole: set[str]
    declared: set[str]
    """Built from values that their types name: f"method.{plan.method}"."""
    patterns: set[str]
    """Built from values that are only known as text, as regular expressions."""


@cache
def keys_of_the_project() -> Keys:
    return keys_in(modules())


def keys_in(modules: dict[str, ast.Module]) -> Keys:
    """What the code asks the catalogues for. `whole` holds other texts of that look as well."""
    code, keys = Code(modules), Keys(set(), set(), set())
    families = "|".join({key.split(".")[0] for key in KEYS})
    looks_like_key = re.compile(rf"({families})(\.[a-z0-9_]+)+")
    for node in code.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if looks_like_key.fullmatch(node.value) and not isinstance(
                getattr(node, "parent", None), ast.JoinedStr
            ):
                keys.whole.add(node.value)
        elif isinstance(node, ast.JoinedStr) and re.match(rf"({families})\\\.", pattern(node.values[0])):
            texts = code.texts(node)
            keys.declared.update(text for text in texts or () if looks_like_key.fullmatch(text))
            if texts is None:
                keys.patterns.add("".join(map(pattern, node.values)))
    return keys


def pattern(piece: ast.expr) -> str:
    return re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else r"(\w+)"


@cache
def modules() -> dict[str, ast.Module]:
    dotted = {
        path: name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in sources()
    }
    return {dotted[path]: tree(path) for path in sources()}


FILES = re.compile(r".*\.(py|js|css|xlsx|csv|po|toml|md)")


def test_every_key_in_the_code_exists() -> None:
    """Also those built in code: a new member of a Literal that goes into keys needs its messages."""
    keys = keys_of_the_project()
    assert {key for key in keys.whole | keys.declared if not FILES.fullmatch(key)} - set(KEYS) == set()
    assert [each for each in keys.patterns if not any(re.fullmatch(each, key) for key in KEYS)] == []


@cache
def code_patterns() -> re.Pattern[str]:
    """Codes that are put together in turn: f"series_{kind}"."""
    built = {
        "".join(map(pattern, node.values))
        for path in sources()
        for node in nodes(path, ast.JoinedStr)
        if all(
            re.fullmatch(r"[a-z_]+", str(piece.value))
            for piece in node.values
            if isinstance(piece, ast.Constant)
        )  # type: ignore[attr-defined]
    }
    return re.compile("|".join(sorted(each for each in built if re.search("[a-z]{3}", each))))


def is_code(word: str, words: set[str | None]) -> bool:
    """Whether the code knows a word, or puts it together from words that it knows."""
    built = code_patterns().fullmatch(word)
    return word.rstrip("0123456789") in words | {""} or (
        built is not None and {part for part in built.groups() if part} <= words
    )


def test_every_message_is_used() -> None:
    keys = keys_of_the_project()
    keywords = {node.arg for path in sources() for node in nodes(path, ast.keyword)}  # type: ignore[attr-defined]
    words = keywords | set(chain.from_iterable(map(literals, sources())))
    unused = {key for key in KEYS if key.removesuffix(NONE) not in keys.whole | keys.declared}
    for built in keys.patterns:
        matches = {key: match for key in unused if (match := re.fullmatch(built, key))}
        unused -= {key for key, match in matches.items() if all(is_code(w, words) for w in match.groups())}
    assert unused == set()


def test_a_new_member_of_a_type_asks_for_its_messages() -> None:
    """Every Literal gets a member that no catalogue knows: each family of keys built from one complains."""
    files = dict(zip(modules(), sources(), strict=True))
    with_types = {
        dotted: text for dotted, path in files.items() if "Literal[" in (text := path.read_text("utf-8"))
    }
    grown = {dotted: ast.parse(text) for dotted, text in with_types.items()}
    for node in chain.from_iterable(map(walk, grown.values())):
        if isinstance(node, ast.Subscript) and last_name(node.value) == "Literal":
            old = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            node.slice = ast.Tuple([*old, ast.Constant("never_said")])
    missing = keys_in(modules() | grown).declared - set(KEYS)
    assert {f"{family}.never_said" for family in ("method", "mode", "performer", "own.why")} <= missing
    assert "method.never_said.help" in missing
    assert len(missing) > 15


README = (ROOT / "README.md").read_text("utf-8")


def paths_in_readme() -> set[str]:
    quoted = re.findall(r"`([^`\s]+)`", README)
    return {
        word for word in quoted if re.fullmatch(r"[\w./-]+(/|\.(py|md|po|toml|txt|xlsx|csv))|\.ci/run", word)
    }


def test_readme_names_only_what_exists() -> None:
    made = ("clients.", "dist", "plan.", "yours")
    named = {path for path in paths_in_readme() if not path.startswith(made)}
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_readme_shows_every_page_and_every_concept() -> None:
    (tree,) = re.findall(r"```\n(app\.py.*?)```", README, re.DOTALL)
    concepts = {path.parent.name for path in LIB if path.parent.parent == ROOT / "lib"}
    shown = set(re.findall(r"^  (\w+)/", tree, re.MULTILINE))
    assert shown == concepts
    assert {path.stem for path in PAGES} <= set(re.findall(r"\w+", tree))


def test_readme_names_every_method_and_every_language() -> None:
    rows = {row[0]: row[1] for row in re.findall(r"^\| `(--\w+)` \|(.*)\|$", README, re.MULTILINE)}
    for option, codes in (("--method", METHODS), ("--language", LANGUAGES)):
        assert [code for code in codes if f"`{code}`" not in rows[option]] == []


def test_every_language_has_its_notation() -> None:
    assert set(NOTATIONS) == set(LANGUAGES)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_begins_with_what_it_is_and_where_to_start(concept: str) -> None:
    """Its docstring has two or three sentences, and every name in backquotes is a module of the concept, or
    stands in one (`module.name`) of the concept or of another."""
    about = ast.get_docstring(tree(ROOT / "lib" / concept / "__init__.py")) or ""
    assert 2 <= len(re.findall(r"[.!?](?=\s|$)", about)) <= 3
    named = re.findall(r"`([a-z_.]+(?:\.\w+)?|\w+)`", about)
    assert named, "its main type or function is not named"
    assert [each for each in named if not stands(each, concept)] == []


def stands(named: str, concept: str) -> bool:
    """Whether a name of a docstring exists: `module.name`, a module or folder, or a name in any module."""
    *module, last = named.split(".")
    folder = ROOT / "lib" / concept
    if not module:
        homes = [*folder.rglob(f"{last}.py"), *folder.glob(last), *(ROOT / "lib").glob(last)]
        return bool(homes) or any(last in declared(path) for path in folder.rglob("*.py"))
    paths = [base.joinpath(*module).with_suffix(".py") for base in (folder, ROOT / "lib")]
    if any(base.joinpath(*module, f"{last}.py").exists() for base in (folder, ROOT / "lib")):
        return True
    return any(path.exists() and last in declared(path) for path in paths)


def declared(path: Path) -> set[str]:
    """The names that a module defines."""
    functions_and_classes = {
        each.name for each in tree(path).body if isinstance(each, ast.FunctionDef | ast.ClassDef)
    }
    assigned = chain.from_iterable(
        each.targets if isinstance(each, ast.Assign) else [each.target]
        for each in tree(path).body
        if isinstance(each, ast.Assign | ast.AnnAssign)
    )
    return functions_and_classes | {target.id for target in assigned if isinstance(target, ast.Name)}


def test_tests_lie_where_what_they_test_lies() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - set(CONCEPTS) == {"pages", "browser", "faults"}


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
