"""Imports run one way, and each outside engine or library has one importer."""

from __future__ import annotations

import ast
from pathlib import Path

import manual_atencion

PACKAGE = Path(manual_atencion.__file__).parent

# From bottom to top: a room may import only from rooms before its own.
ORDER = [
    "messages",
    "calendar_documents",
    "errors",
    "text_files",
    "located",
    "yaml_problems",
    "yaml_reader",
    "fact_values",
    "facts",
    "folders",
    "conditions",
    "condition_parsing",
    "sources",
    "phrase_definitions",
    "phrase_lists",
    "definitions",
    "answers",
    "schema_values",
    "checking",
    "entries",
    "phrase_entries",
    "schema_rules",
    "schema_phrases",
    "rule_references",
    "phrase_references",
    "building",
    "rights_floor",
    "schema",
    "references",
    "overlays",
    "validation",
    "loading",
    "decisions",
    "replies",
    "manual",
    "packaging",
    "documents",
    "authoring",
    "cli",
    "__main__",
]
LEVEL = {room: level for level, room in enumerate(ORDER)}
SINGLE_IMPORTERS = {
    "pyromark": ("documents.markdown",),
    "yaml": ("yaml_reader", "yaml_problems"),
    "babel": ("messages",),
    "click": ("cli",),
    "re2": ("replies",),
    "pyphen": ("replies",),
}


def modules() -> dict[str, ast.Module]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imports(name: str, tree: ast.Module) -> set[str]:
    found: set[str] = set()
    is_package = (PACKAGE / name.replace(".", "/")).is_dir()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                parts = name.split(".") if name != "__init__" else []
                depth = node.level - is_package if name != "__init__" else node.level - 1
                base = parts[: len(parts) - depth] if depth else parts
                found.add(".".join(["manual_atencion", *base, *([node.module] if node.module else [])]))
            elif node.module:
                found.add(node.module)
    return found


def room(module: str) -> str:
    return module.removeprefix("manual_atencion").lstrip(".").split(".")[0]


def test_imports_run_down_only() -> None:
    upward = [
        (name, target)
        for name, tree in modules().items()
        for target in imports(name, tree)
        if name != "__init__" and target.startswith("manual_atencion.") and LEVEL[room(target)] > LEVEL[room(name)]
    ]
    assert upward == []


def test_every_room_has_a_place_in_the_order() -> None:
    assert {room(name) for name in modules()} - {"__init__"} <= set(LEVEL)


def test_decisions_and_replies_do_not_know_each_other() -> None:
    for name, tree in modules().items():
        other = {"decisions": "replies", "replies": "decisions"}.get(room(name))
        own = {room(target) for target in imports(name, tree) if target.startswith("manual_atencion")}
        assert other not in own, name


def test_each_outside_library_has_one_importer() -> None:
    for library, owners in SINGLE_IMPORTERS.items():
        for name, tree in modules().items():
            if any(target.split(".")[0] == library for target in imports(name, tree)):
                assert name in owners or room(name) in owners, (library, name)


def test_durable_rules_is_named_in_one_module() -> None:
    named = {
        name
        for name, tree in modules().items()
        if any(isinstance(node, ast.Constant) and node.value == "durable_rules_engine" for node in ast.walk(tree))
    }
    assert named == {"decisions.durable"}


def test_rules_and_phrases_hold_only_yaml() -> None:
    for folder in ("rules", "phrases"):
        assert {path.suffix for path in (PACKAGE / folder).glob("*")} <= {".yaml"}


def test_no_module_outgrows_its_room() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > 280} == {}
