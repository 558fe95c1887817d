"""The rules of the design that can be read off the code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = sorted((ROOT / "layers").rglob("*.py"))
DASHBOARD = sorted((ROOT / "dashboard").rglob("*.py"))
MODULES = LAYERS + DASHBOARD

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
CLOCK_MODULES = {"time"}
CLOCK_CALLS = {"now", "today", "utcnow"}
READ_ONLY_TYPES = {"Final", "Mapping", "Sequence", "Collection", "Iterable", "Set"}
MUTABLE_MAKERS = {"Counter", "OrderedDict", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
MUTABLE_LITERALS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)

IMPORT_ALL_OF_LAYERS = """
import importlib, pkgutil, sys, layers
for module in pkgutil.walk_packages(layers.__path__, "layers."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"streamlit", "dashboard"}))
"""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), named(path)))


def places(path: Path, found: list[ast.AST]) -> list[str]:
    return [f"{named(path)}:{getattr(node, 'lineno', 1)}" for node in found]


def imported_packages(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module.partition(".")[0]}
    return set()


def last_name(node: ast.AST | None) -> str:
    """The word that ends a dotted or subscripted name: `Final` for `typing.Final[int]`."""
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def reads_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in CLOCK_CALLS
    return bool(imported_packages(node) & CLOCK_MODULES)


def catches_everything(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return node.type is None or bool({last_name(kind) for kind in caught} & {"Exception", "BaseException"})


def is_mutable(value: ast.AST | None) -> bool:
    made = isinstance(value, ast.Call) and last_name(value.func) in MUTABLE_MAKERS
    return made or isinstance(value, MUTABLE_LITERALS)


def is_mutable_state(statement: ast.stmt) -> bool:
    """Whether a statement of a module makes something that could change while the program runs.

    A constant may be a literal where its type (`Final`, `Mapping`, ...) tells mypy that nobody changes it.
    """
    if isinstance(statement, ast.AnnAssign):
        return is_mutable(statement.value) and last_name(statement.annotation) not in READ_ONLY_TYPES
    if isinstance(statement, ast.Assign):
        return is_mutable(statement.value) and last_name(statement.targets[0]) != "__all__"
    return False


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", LAYERS, ids=named)
def test_layers_name_neither_the_dashboard_nor_streamlit(path: Path) -> None:
    found = [node for node in nodes(path) if imported_packages(node) & {"dashboard", "streamlit"}]
    assert places(path, found) == []


def test_layers_load_neither_the_dashboard_nor_streamlit() -> None:
    command = [sys.executable, "-c", IMPORT_ALL_OF_LAYERS]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout.split(), run.returncode, run.stderr) == ([], 0, "")


@pytest.mark.parametrize("path", LAYERS, ids=named)
def test_layers_never_read_the_clock(path: Path) -> None:
    assert places(path, [node for node in nodes(path) if reads_the_clock(node)]) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_catches_every_exception(path: Path) -> None:
    assert places(path, [node for node in nodes(path) if catches_everything(node)]) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_holds(path: Path) -> None:
    assert path.stem not in NAMES_THAT_SAY_NOTHING


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_holds_no_state(path: Path) -> None:
    statements = ast.parse(path.read_text(encoding="utf-8")).body
    assert places(path, [statement for statement in statements if is_mutable_state(statement)]) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_function_sets_a_global(path: Path) -> None:
    assert places(path, [node for node in nodes(path) if isinstance(node, ast.Global)]) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_functions_fit_on_a_screen(path: Path) -> None:
    functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [node.name for node in functions if code_lines(node) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
