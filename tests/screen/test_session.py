"""What a session keeps of ours is in its one typed object; Streamlit's own keys are those of controls."""

import ast
from collections.abc import Iterator
from pathlib import Path

LIB = Path(__file__).parents[2] / "lib"
SESSION = "st.session_state"


def keys_of_session(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands between the brackets of the session, or is given to one of its methods first."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=session, slice=key) if ast.unparse(session) == SESSION:
                yield key
            case ast.Call(func=ast.Attribute(value=session), args=[key, *_]) if (
                ast.unparse(session) == SESSION
            ):
                yield key


def keys_of_controls(tree: ast.AST) -> Iterator[str]:
    """The keys of the controls, as they are written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "key":
            yield ast.unparse(node.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "key":
            yield ast.unparse(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_tier_choice", "follow"):
            yield from map(ast.unparse, node.args)


def constants_of(tree: ast.Module) -> set[str]:
    """The constants that a module sets."""
    return {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}


OURS = {("state.py", "KEY"), ("link.py", "WAITING")}
"""The session's own state, and what waits in an address until that state has come back."""


def test_only_controls_have_keys_in_streamlits_session() -> None:
    for file in LIB.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        controls, constants = set(keys_of_controls(tree)), constants_of(tree)
        for key in keys_of_session(tree):
            written = ast.unparse(key)
            numbered = not isinstance(key, ast.Constant) and written not in constants
            of_a_control = numbered or written in controls
            assert of_a_control or (file.name, written) in OURS, (file.name, written)
