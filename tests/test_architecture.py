"""Imports run one way, and each outside engine or library has one importer."""

from __future__ import annotations

import ast
from pathlib import Path

import manual_atencion

PACKAGE = Path(manual_atencion.__file__).parent

# From bottom to top: a module may import only from rooms below its own, or from its own room.
ORDER = [
    {"messages"}, {"errors"}, {"yaml_reader"}, {"facts"}, {"conditions"}, {"definitions"}, {"schema"}, {"building", "calendar_documents"},
    {"validation"}, {"overlays", "references"}, {"loading"}, {"decisions"}, {"replies"}, {"manual"}, {"packaging"}, {"authoring"},
    {"cli", "__main__"},
]  # fmt: skip
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
SINGLE_IMPORTERS = {"yaml": "yaml_reader", "babel": "messages", "durable_rules_engine": "decisions.durable", "click": "cli"}


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
    upward = []
    for name, tree in modules().items():
        if name == "__init__":
            continue
        for target in imports(name, tree):
            if target.startswith("manual_atencion.") and LEVEL[room(target)] > LEVEL[room(name)]:
                upward.append((name, target))
    assert upward == []


def test_every_room_has_a_place_in_the_order() -> None:
    assert {room(name) for name in modules()} - {"__init__"} <= set(LEVEL)


def test_decisions_and_replies_do_not_know_each_other() -> None:
    for name, tree in modules().items():
        other = {"decisions": "replies", "replies": "decisions"}.get(room(name))
        assert not other or not any(room(target) == other for target in imports(name, tree) if target.startswith("manual_atencion"))


def test_each_outside_library_has_one_importer() -> None:
    for library, owner in SINGLE_IMPORTERS.items():
        users = {name for name, tree in modules().items() if any(target.split(".")[0] == library for target in imports(name, tree))}
        assert all(user == owner or user.startswith(f"{owner}.") for user in users), (library, users)
    named = {name for name, tree in modules().items() if "durable_rules_engine" in {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}}  # fmt: skip
    assert named == {"decisions.durable"}


def test_rules_and_phrases_hold_only_yaml() -> None:
    for folder in ("rules", "phrases"):
        assert {path.suffix for path in (PACKAGE / folder).glob("*")} <= {".yaml"}


def test_no_module_outgrows_its_room() -> None:
    long = {path.name: lines for path in PACKAGE.rglob("*.py") if (lines := len(path.read_text("utf-8").splitlines())) > 300}
    assert long == {}
