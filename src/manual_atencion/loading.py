"""Folders of YAML, an overlay over the packaged manual, to one frozen definition; all faults at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .building import build
from .definitions import Definition
from .entries import TABLE_RULES
from .errors import MOST_FAULTS, Fault, Location, ManualFileError
from .folders import fingerprint, read_sections, source_files
from .located import KeyPath, Located
from .messages import Message
from .phrase_entries import place_name

PACKAGE = Path(__file__).parent
PACKAGED_COPY = PACKAGE / "packaged.json"

_BELOW = "empaquetado"  # what `base` says of a folder that is laid over the packaged manual

# Sections of which a wrong entry can be left out, and the rest still be checked without drawing wrong conclusions.
_SEPARABLE = frozenset({"reglas", "actos", "responsables", "enunciados", "tabla_de_competencias", "frases"})


@dataclass(frozen=True, slots=True)
class PackagedCopy:
    """What was made ready when the packaged copy was written, beside the definition: the phrases' patterns."""

    patterns: Mapping[str, Any]


def load_definition(folder: str | Path | None = None) -> tuple[Definition, PackagedCopy | None]:
    """Load the packaged manual, or a folder layered over it.

    Args:
        folder: an overlay, or with `base: ninguna` in its `manual.yaml` a manual of its own; None for the packaged one.

    Returns:
        The definition, and where it comes from the packaged copy, what was made ready with it.

    Raises:
        ManualFileError: every fault of every file, with file, line and column.
    """
    if folder is not None:
        return define(*sections_of(Path(folder))), None
    files, faults = source_files(PACKAGE, shown="")
    kept = None if faults else _read_copy(fingerprint(files))
    if kept is not None:
        places = {name: Location(*place) for name, place in kept["places"].items()}
        return build(kept["data"], _never, places, kept["digest"]), PackagedCopy(kept["patterns"])
    return define(*sections_of(None)), None


def sections_of(folder: Path | None) -> tuple[Located, list[Fault], list[Fault]]:
    """Return the merged sections of the packaged manual, or of a folder layered over it.

    Returns:
        The sections, what could not be read, and what an overlay asked for that it may not have.

    Raises:
        ManualFileError: there is nothing to read, or the packaged manual itself is wrong.
    """
    if folder is None:
        return *_sections(PACKAGE, ""), []
    own, faults = _sections(folder, str(folder))
    head = own.mapping.get("manual")
    if isinstance(head, dict) and head.get("base", _BELOW) != _BELOW:
        return own, faults, []
    if any(fault.location and fault.location.file.endswith("rules/manual.yaml") for fault in faults):
        raise ManualFileError(faults)  # nobody knows what it should be laid over
    from .overlays import overlay

    packaged, wrong = _sections(PACKAGE, "")
    if wrong:
        raise ManualFileError(wrong)
    merged, refused = overlay(packaged, own, folder.resolve().name)
    return merged, faults, refused


def _sections(folder: Path, shown: str) -> tuple[Located, list[Fault]]:
    files, misplaced = source_files(folder, shown)
    located, faults = read_sections(files, f"{shown}/rules" if shown else "rules")
    return located, misplaced + faults


def define(located: Located, unread: Iterable[Fault] = (), refused: Iterable[Fault] = ()) -> Definition:
    """Check merged sections in full and return their definition.

    Args:
        located: the sections.
        unread: what could not be read.
        refused: what an overlay asked for and was not merged.

    Raises:
        ManualFileError: every fault together. Where a whole file cannot be read, or an entry on which others build is
            wrong, names are not checked against what it would have said.
    """
    from .references import reference_faults
    from .validation import schema_findings

    incomplete = list(unread)
    findings = schema_findings(located)
    found = [*incomplete, *refused]
    found += [finding.fault for finding in findings if not (incomplete and finding.path == () and finding.missing)]
    if incomplete or any(len(finding.path) < 2 or finding.path[0] not in _SEPARABLE for finding in findings):
        raise ManualFileError(found)
    wrong = {finding.path[:2] for finding in findings}
    sound = _without(located, wrong)

    def report(path: KeyPath, problem: Message, suggestion: str | None = None, /, *, key: bool = False) -> None:
        found.append(Fault(problem, located.place(path, key=key), suggestion))
        if len(found) >= MOST_FAULTS:
            raise ManualFileError(found)

    definition = build(sound.mapping, report, {**_rule_places(located), **_phrase_places(located)})
    found += reference_faults(definition, sound, frozenset(str(path[1]) for path in wrong))
    if found:
        raise ManualFileError(found)
    return definition


def _without(located: Located, entries: set[KeyPath]) -> Located:
    """Return the sections without some of their entries."""
    if not entries:
        return located
    sections = {name: {key: entry for key, entry in section.items() if (name, key) not in entries}
                if name in _SEPARABLE else section for name, section in located.mapping.items()}  # fmt: skip
    return Located(sections, located.values, located.keys)


def _rule_places(located: Located) -> dict[str, Location]:
    """Return where each rule stands, and each row of the table of competences by the name of its rules."""
    named = {"reglas": "", "tabla_de_competencias": f"{TABLE_RULES}."}
    return {f"{named[str(path[0])]}{path[1]}": place for path, place in located.keys.items()
            if len(path) == 2 and path[0] in named}  # fmt: skip


def _phrase_places(located: Located) -> dict[str, Location]:
    """Return where each phrase, each of its patterns and each item of a list stands."""
    found = {place_name(*path[1:]): place for path, place in located.values.items()
             if path[:1] == ("frases",) and len(path) > 2}  # fmt: skip
    found |= {place_name(*path[1:]): place for path, place in located.keys.items()
              if path[:1] == ("frases",) and (len(path) == 2 or path[2:3] == ("terminos",))}  # fmt: skip
    found |= {place_name(*path): place for path, place in located.values.items() if path[:1] == ("listas",)}
    return found


def _read_copy(expected: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(PACKAGED_COPY.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("fingerprint") == expected else None


def _never(path: KeyPath, problem: Message, suggestion: str | None = None, /, *, key: bool = False) -> None:  # noqa: ARG001
    raise AssertionError(f"the packaged copy was checked when it was written: {path} {problem.template}")


def rule_places(definition: Definition) -> Mapping[str, list[object]]:
    """Return each rule's place as plain data, for the packaged copy."""
    return {
        name: [rule.location.file, rule.location.line, rule.location.column]
        for name, rule in definition.rules.items()
        if rule.location
    }
