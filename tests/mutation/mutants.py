"""The mutants of a module: its code with one small fault each, as Cosmic Ray makes them."""

import difflib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

ROOT = Path(__file__).parents[2]
PAIRS = {
    "Binary": "Add_Sub Sub_Add Mul_Div Mul_FloorDiv Div_Mul FloorDiv_Mul FloorDiv_Div Mod_FloorDiv Pow_Mul "
    "BitOr_BitAnd BitAnd_BitOr LShift_RShift RShift_LShift",
    "Comparison": "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot "
    "IsNot_Is",
    "Unary": "USub_UAdd Delete_Not Delete_Invert",
}
"""What is put for what: the neighbour that is easily mistaken for it, and its contrary. The other pairs that
Cosmic Ray knows (`+` for `<<`) fail at once and would only flatter the figure."""
OPERATORS = (
    *(f"Replace{kind}Operator_{pair}" for kind, pairs in PAIRS.items() for pair in pairs.split()),
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "NumberReplacer", "ZeroIterationForLoop"),
)
"""RemoveDecorator is left out: the decorators here only keep answers, or would make the import fail."""


@dataclass(frozen=True)
class Mutant:
    """A module with one fault."""

    module: str
    """Its path in the project."""
    code: str
    line: int
    before: str
    """The line as it was, and as it became."""
    after: str


def mutants(module: str, most: int) -> tuple[list[Mutant], int]:
    """The mutants of a module, in the order of its lines, and how many there are in all: where there are
    more than `most`, a sample, the same at every run."""
    code = (ROOT / module).read_text("utf-8")
    places = list(_places(code))
    chosen = random.Random(module).sample(places, min(most, len(places)))
    made = (_mutant(module, code, *place) for place in chosen)
    return sorted((each for each in made if each is not None), key=lambda each: each.line), len(places)


def _places(code: str) -> Iterator[tuple[str, int]]:
    """Every operator with each of the occurrences at which it can change something."""
    nodes = list(ast_nodes(get_ast(code)))
    provided = OperatorProvider()
    for name in OPERATORS:
        operator = provided[name]()
        count = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        yield from ((name, occurrence) for occurrence in range(count))


def _mutant(module: str, code: str, name: str, occurrence: int) -> Mutant | None:
    changed = mutate_code(code, OperatorProvider()[name](), occurrence)
    old, new = code.splitlines(), (changed or code).splitlines()
    for tag, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            before, after = (" ".join(" ".join(lines).split()) for lines in (old[start:end], new[first:last]))
            return Mutant(module, changed, start + 1, before, after)
    return None
