"""Which texts an expression can be, as far as the code declares it.

`Code(modules).texts(expression)` follows a name to where it is bound (an assignment, a loop over a table of
constants, the options of a control), a parameter, a field, a column or a function to its annotation, and an
annotation to its `Literal`. It runs nothing and guesses nothing: what is declared as `str` may be anything.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, product

Path = tuple[int, ...]
"""The way into nested tuples: in `for a, (b, c) in …` the path of c is (1, 1)."""
SCOPES = (ast.FunctionDef, ast.Lambda, ast.Module)
BINDING = (
    *(ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.For, ast.ExceptHandler),
    ast.ImportFrom,
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
SAME_TEXTS = {"sorted", "list", "tuple", "set", "reversed", "unique", "tolist"}
"""Calls that give the texts they get, one by one."""


@dataclass(frozen=True, eq=False)
class Items:
    """Something to go through: for each item what it can be, found out when it is asked."""

    items: tuple["Later", ...]


@dataclass(frozen=True, eq=False)
class Pairs:
    """A table: for each entry what its key and what its value can be."""

    pairs: tuple[tuple["Later", "Later"], ...]


@dataclass(frozen=True, eq=False)
class Declared:
    """Any value of a type, as an annotation spells it."""

    annotation: ast.expr


Value = str | Items | Pairs | Declared | None
"""None: anything."""
Values = frozenset[Value]
Later = Callable[[], Values]
ANYTHING: Values = frozenset({None})


PLAIN = {"ctx", "op", "ops", "id", "attr", "arg", "kind", "type_comment", "conversion", "asname", "level"}
"""Fields that hold no nodes, or only contexts and operators."""


@cache
def _holding(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold others; contexts and operators tell nothing here."""
    return () if kind is ast.Constant else tuple(field for field in kind._fields if field not in PLAIN)


def children(node: ast.AST) -> Iterator[ast.AST]:
    """What a node holds, but for contexts and operators, which are a third of all nodes."""
    for field in _holding(type(node)):
        held = getattr(node, field)
        if isinstance(held, ast.AST):
            yield held
        elif isinstance(held, list):
            yield from (each for each in held if isinstance(each, ast.AST))


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and everything in it, but for contexts and operators; what comes first in the file first."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [*children(node)][::-1]


def just(*values: Value) -> Values:
    return frozenset(values)


def union(parts: Iterable[Values]) -> Values:
    return frozenset(chain.from_iterable(parts))


def above(node: ast.AST) -> Iterator[ast.AST]:
    """Everything a node lies in, from inside out."""
    while (outer := getattr(node, "parent", None)) is not None:
        yield outer
        node = outer


def last_name(node: ast.AST) -> str:
    """The last name of a dotted name: METHODS in plan.METHODS."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def targets(node: ast.expr, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """The names in the target of an assignment, each with its path."""
    if isinstance(node, ast.Name):
        yield node.id, path
    elif isinstance(node, ast.Tuple | ast.List):
        for index, inner in enumerate(node.elts):
            yield from targets(inner, (*path, index))


def module_of(node: ast.AST) -> ast.AST:
    return next((outer for outer in above(node) if isinstance(outer, ast.Module)), node)


def parts_of(annotation: ast.expr) -> tuple[str, list[ast.expr]]:
    """tuple[A, B] → "tuple", [A, B]; A | B → "|", [A, B]; A → "A", []."""
    match annotation:
        case ast.Subscript(value=outer, slice=ast.Tuple(elts=inner)):
            return last_name(outer), inner
        case ast.Subscript(value=outer, slice=inner):
            return last_name(outer), [inner]
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return "|", [left, right]
    return last_name(annotation), []


class Code:
    """The modules of a project by their dotted names, read once."""

    def __init__(self, modules: Mapping[str, ast.Module]) -> None:
        self.modules = modules
        self.returns: dict[ast.AST, dict[str, list[ast.expr | None]]] = defaultdict(lambda: defaultdict(list))
        """By module and function: what it is annotated to return; methods are functions."""
        self.fields: dict[str, dict[str, ast.expr]] = {}
        """By class: its fields with their annotations; a property is a field."""
        self.bound: dict[ast.AST, dict[str, list[Later]]] = defaultdict(lambda: defaultdict(list))
        """By scope and name: what each of its assignments gives."""
        self.aliases: dict[ast.AST, dict[str, ast.expr]] = defaultdict(dict)
        """By module: its names for types."""
        self.imports: dict[ast.AST, dict[str, ast.AST]] = defaultdict(dict)
        """By module: where an imported name comes from."""
        self.nodes: list[ast.AST] = []
        """Everything in the modules; each node knows its `parent`."""
        self._busy: set[ast.AST] = set()
        for tree in modules.values():
            self._read(tree, tree)

    def texts(self, node: ast.expr) -> frozenset[str] | None:
        """Every text that an expression may be; None where that is not declared."""
        return self._texts(self.values(node))

    def _read(self, node: ast.AST, scope: ast.AST) -> None:
        for child in children(node):
            child.parent = node  # type: ignore[attr-defined]
            self.nodes.append(child)
            if isinstance(child, BINDING):
                self._note(child, scope)
            self._read(child, child if isinstance(child, SCOPES) else scope)

    def _note(self, node: ast.AST, scope: ast.AST) -> None:
        match node:
            case ast.FunctionDef():
                self.returns[module_of(node)][node.name].append(node.returns)
            case ast.ClassDef():
                self.fields.setdefault(node.name, {}).update(self._fields(node))
            case ast.Assign(targets=[target], value=value):
                self._bind(scope, target, partial(self.values, value))
                if isinstance(scope, ast.Module) and last_name(target) != last_name(value):
                    self.aliases[scope][last_name(target)] = value
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                self._bind(
                    scope, target, partial(self._of_type, annotation, value and partial(self.values, value))
                )
            case ast.For(target=target, iter=iterated):
                self._bind(scope, target, partial(self.each, iterated))
            case ast.ExceptHandler(name=str() as name, type=ast.expr() as annotation):
                self.bound[scope][name].append(partial(self._of_type, annotation))
            case ast.ImportFrom(module=str() as module, names=names) if module in self.modules:
                for alias in names:
                    self.imports[module_of(node)][alias.asname or alias.name] = self.modules[module]
                    there = partial(self._bound, self.modules[module], alias.name)
                    self.bound[scope][alias.asname or alias.name].append(there)

    def _fields(self, declaration: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
        for statement in declaration.body:
            if isinstance(statement, ast.AnnAssign):
                yield last_name(statement.target), statement.annotation
            elif isinstance(statement, ast.FunctionDef) and statement.returns:
                yield statement.name, statement.returns

    def _bind(self, scope: ast.AST, target: ast.expr, values: Later) -> None:
        for name, path in targets(target):
            self.bound[scope][name].append(lambda path=path: self._inside(values(), path))  # type: ignore[misc]

    # Expressions

    def values(self, node: ast.expr) -> Values:
        """What an expression can be. What is asked while it is being answered adds nothing."""
        if node in self._busy:
            return frozenset()
        self._busy.add(node)
        try:
            return self._values(node)
        finally:
            self._busy.discard(node)

    def _values(self, node: ast.expr) -> Values:
        match node:
            case ast.Constant(value=str() | int() as value):
                return just(str(value))
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                return just(Items(tuple(chain.from_iterable(map(self._items, elements)))))
            case ast.Dict(keys=keys, values=values) if all(keys):
                pairs = zip(keys, values, strict=True)
                return just(
                    Pairs(tuple((partial(self.values, k), partial(self.values, v)) for k, v in pairs))
                )  # type: ignore[arg-type]
            case ast.IfExp(body=body, orelse=otherwise):
                return self.values(body) | self.values(otherwise)
            case ast.BoolOp(values=choices):
                return union(map(self.values, choices))
            case ast.JoinedStr(values=pieces):
                return self._joined(pieces)
            case ast.FormattedValue(value=value):
                return self.values(value)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element) if not node.generators[0].ifs:
                return just(Items((partial(self.values, element),)))
            case ast.Name():
                return self._name(node)
            case ast.Attribute(value=owner, attr=attribute):
                return self._field(self.values(owner), attribute)
            case ast.Subscript(value=table, slice=key):
                return self._entries(self.values(table), key)
            case ast.Call(func=function, args=arguments):
                return self._call(function, arguments)
        return ANYTHING

    def _items(self, node: ast.expr) -> tuple[Later, ...]:
        if isinstance(node, ast.Starred):
            return tuple(chain.from_iterable(map(self._parts, self.values(node.value))))
        return (partial(self.values, node),)

    def _joined(self, pieces: Iterable[ast.expr]) -> Values:
        said = [self.texts(piece) for piece in pieces]
        if None in said:
            return ANYTHING
        return frozenset(map("".join, product(*said)))  # type: ignore[arg-type]

    def _name(self, node: ast.Name) -> Values:
        """A name is what it is bound to in the innermost scope that binds it."""
        for outer in above(node):
            if isinstance(outer, COMPREHENSIONS):
                for generator in outer.generators:
                    for name, path in targets(generator.target):
                        if name == node.id:
                            return (
                                ANYTHING if generator.ifs else self._inside(self.each(generator.iter), path)
                            )
            elif isinstance(outer, ast.FunctionDef | ast.Lambda):
                for parameter in (*outer.args.args, *outer.args.kwonlyargs):
                    if parameter.arg == node.id:
                        return self._parameter(outer, parameter)
            if isinstance(outer, SCOPES) and node.id in self.bound[outer]:
                return self._bound(outer, node.id)
        return ANYTHING

    def _bound(self, scope: ast.AST, name: str) -> Values:
        return union(give() for give in self.bound[scope][name]) or ANYTHING

    def _parameter(self, function: ast.FunctionDef | ast.Lambda, parameter: ast.arg) -> Values:
        """Any value of its type; a lambda that words the options of a control gets these."""
        owner = getattr(function, "parent", None)
        if isinstance(owner, ast.ClassDef) and parameter.arg == "self":
            return just(Declared(ast.Name(owner.name)))
        if isinstance(owner, ast.keyword) and owner.arg == "format_func":
            call = owner.parent  # type: ignore[attr-defined]
            named = [keyword.value for keyword in call.keywords if keyword.arg == "options"]
            return self.each((named or call.args[1:2])[0])
        return self._of_type(parameter.annotation) if parameter.annotation else ANYTHING

    def _field(self, owners: Values, name: str) -> Values:
        """A field of a class; of an owner that is not known, what any class declares by that name."""
        classes = {last_name(owner.annotation) for owner in owners if isinstance(owner, Declared)} & set(
            self.fields
        )
        among = [self.fields[known] for known in classes or self.fields]
        return union(self._of_type(fields[name]) for fields in among if name in fields) or ANYTHING

    def _entries(self, tables: Values, key: ast.expr) -> Values:
        """What stands in a table or a tuple under a key; a column of a data frame is called as a field."""
        if isinstance(key, ast.Slice):
            return ANYTHING
        if not isinstance(key, ast.Constant):
            return union(map(self._any_entry, tables))
        if isinstance(key.value, int):
            return self._inside(tables, (key.value,))
        if all(isinstance(table, Pairs) for table in tables):
            pairs = chain.from_iterable(table.pairs for table in tables if isinstance(table, Pairs))
            return union(value() for name, value in pairs if key.value in name())
        return self._field(frozenset(), str(key.value))

    def _any_entry(self, table: Value) -> Values:
        pairs = self._pairs(table)
        return union(
            part() for part in (self._parts(table) if pairs is None else [value for _, value in pairs])
        )

    def _call(self, function: ast.expr, arguments: list[ast.expr]) -> Values:
        name = last_name(function)
        owner = function.value if isinstance(function, ast.Attribute) else None
        match name:
            case "get_args":
                members = self._members(Declared(arguments[0])) or ()
                return just(Items(tuple(partial(just, text) for text in members)))
            case "enumerate":
                return self._tuples([lambda: ANYTHING, partial(self.each, arguments[0])])
            case "zip":
                return self._tuples([partial(self.each, each) for each in arguments])
            case "items" | "values" | "get" if owner is not None:
                return union(self._of_table(table, name) for table in self.values(owner))
            case _ if name in SAME_TEXTS and (arguments or owner):
                return self.values(arguments[0] if arguments else owner)  # type: ignore[arg-type]
            case _ if name in self.fields:
                return just(Declared(ast.Name(name)))
        return union(self._of_type(each) for each in self._returned(function, name) if each) or ANYTHING

    def _returned(self, function: ast.expr, name: str) -> Iterable[ast.expr | None]:
        """The annotations of a function: the one of that module where that is told, else all of that name."""
        module = module_of(function)
        if isinstance(function, ast.Name):
            return self.returns[self.imports[module].get(name, module)][name]
        owner = (
            function.value.id
            if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
            else ""
        )
        told = [tree for dotted, tree in self.modules.items() if owner and dotted.endswith("." + owner)]
        return chain.from_iterable(self.returns[tree][name] for tree in told or list(self.returns))

    def _tuples(self, parts: list[Later]) -> Values:
        return just(Items((lambda: just(Items(tuple(parts))),)))

    def _of_table(self, table: Value, question: str) -> Values:
        pairs = self._pairs(table)
        if pairs is None:
            return ANYTHING
        if question == "items":
            return just(Items(tuple(partial(just, Items(pair)) for pair in pairs)))
        values = tuple(value for _, value in pairs)
        return just(Items(values)) if question == "values" else union(value() for value in values)

    def _pairs(self, table: Value) -> tuple[tuple[Later, Later], ...] | None:
        if isinstance(table, Pairs):
            return table.pairs
        if isinstance(table, Declared):
            name, inner = parts_of(table.annotation)
            if name in ("dict", "Mapping"):
                return ((partial(self._of_type, inner[0]), partial(self._of_type, inner[1])),)
        return None

    # Types

    def _of_type(self, annotation: ast.expr, otherwise: Later | None = None) -> Values:
        """Any value of a type that tells which there are; of another type, what it is set to."""
        name, inner = parts_of(annotation)
        annotation = inner[0] if name == "Annotated" else annotation
        if self._tells(annotation):
            return just(Declared(annotation))
        return otherwise() if otherwise else ANYTHING

    def _tells(self, annotation: ast.expr) -> bool:
        name, inner = parts_of(annotation)
        alias = self._alias(annotation)
        return name == "Literal" or name in self.fields or any(map(self._tells, [alias] if alias else inner))

    def _alias(self, annotation: ast.expr) -> ast.expr | None:
        """What a name for a type stands for in the module that uses it."""
        if not isinstance(annotation, ast.Name):
            return None
        module = module_of(annotation)
        return self.aliases[self.imports[module].get(annotation.id, module)].get(annotation.id)

    def _texts(self, values: Values) -> frozenset[str] | None:
        said = [just(value) if isinstance(value, str) else self._members(value) for value in values]
        return None if None in said else frozenset(chain.from_iterable(said))  # type: ignore[arg-type]

    def _members(self, value: Value) -> Iterable[str] | None:
        """The texts of a Literal in order, however it is named; of a union those of its parts but None."""
        if not isinstance(value, Declared):
            return None
        name, inner = parts_of(value.annotation)
        if name == "Literal":
            return [str(each.value) for each in inner if isinstance(each, ast.Constant)]
        if name == "|":
            parts = [each for each in inner if not isinstance(each, ast.Constant)]
            return self._texts(frozenset(map(Declared, parts)))
        alias = self._alias(value.annotation)
        return self._members(Declared(alias)) if alias else None

    # Parts

    def each(self, node: ast.expr) -> Values:
        """What going through an expression gives."""
        return union(part() for value in self.values(node) for part in self._parts(value))

    def _parts(self, value: Value) -> tuple[Later, ...]:
        if isinstance(value, Items):
            return value.items
        if isinstance(value, Pairs):
            return tuple(key for key, _ in value.pairs)
        if not isinstance(value, Declared):
            return (lambda: ANYTHING,)
        name, inner = parts_of(value.annotation)
        if name in ("dict", "Mapping"):
            inner = inner[:1]
        if inner and name not in ("Literal", "|"):
            return tuple(partial(self._of_type, each) for each in inner if not isinstance(each, ast.Constant))
        if name in self.fields:
            return tuple(partial(self._of_type, each) for each in self.fields[name].values())
        alias = self._alias(value.annotation)
        # A column of a Literal is gone through as one of its values.
        return self._parts(Declared(alias)) if alias and name != "Literal" and not self._members(value) else (
            lambda: just(value),
        )  # fmt: skip

    def _inside(self, values: Values, path: Path) -> Values:
        """What lies at a path inside tuples."""
        for index in path:
            values = union(self._part(value, index) for value in values)
        return values

    def _part(self, value: Value, index: int) -> Values:
        parts = self._parts(value)
        if len(parts) > 1 or isinstance(value, Items):
            return parts[index]() if -len(parts) <= index < len(parts) else ANYTHING
        return union(part() for part in parts)
