"""The second engine: durable-rules, run in a cage that keeps to the part of it that was measured to be sound.

Only the C module is used, never the package's own classes with their threads and timers. One case is one flat fact;
its state is deleted after each evaluation; after any failure the C handle is dropped and built again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import NoReturn, Protocol, cast

from manual_atencion.decisions.durable_cage import MAXIMUM_RULES, SENTINEL, SENTINEL_RULE, SESSION
from manual_atencion.decisions.durable_rulesets import translate_layer
from manual_atencion.decisions.program import Program
from manual_atencion.errors import EngineError
from manual_atencion.messages import Message, message

_C_MODULE = "durable_rules_engine"
_WARM_UP_FACT = f'{{"{SENTINEL}":1,"sid":"{SESSION}"}}'


class _RulesModule(Protocol):
    """The functions of the C module that may be called; the others crash, leak or start threads."""

    error: type[Exception]

    def create_ruleset(self, name: str, definition: str, /) -> int: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, state: int, /) -> str | None: ...
    def delete_state(self, handle: int, session: str, /) -> None: ...


class _UnsoundAnswerError(Exception):
    """The C code raised nothing, yet what it gave cannot be right."""


def available() -> bool:
    """Say whether this engine can be used in this Python."""
    return unavailable_reason() is None


def unavailable_reason() -> str | None:
    """Say in one Spanish line why this engine cannot be used here, or None where it can."""
    loaded = _load()
    return loaded.render() if isinstance(loaded, Message) else None


@cache
def _load() -> _RulesModule | Message:
    try:
        return cast("_RulesModule", import_module(_C_MODULE))
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if sys.version_info >= (3, 13):
            return message("El motor «durable» no funciona en Python {version}: use 3.11 o 3.12.", version=version)
        if find_spec(_C_MODULE) is None:
            return message("El motor «durable» no está instalado: instale manual-atencion[durable].")
        return message("durable-rules está instalado, pero no se puede cargar en Python {version}.", version=version)


class DurableEngine:
    """Evaluates a program with durable-rules.

    Threads may share one engine. It cannot be pickled; a forked process builds its own rulesets. Engines of the same
    program share their rulesets, which stay in memory until the process ends.

    Args:
        program: the compiled conditions of a manual.

    Raises:
        EngineError: durable-rules cannot be used here, or did not accept the rules.
    """

    def __init__(self, program: Program) -> None:
        module = _load()
        if isinstance(module, Message):
            raise EngineError(module)
        self._facts = len(program.facts)
        self._layers = tuple(translate_layer(program, clauses) for clauses in program.layers)
        self._cages = self._caged(os.getpid())

    def _caged(self, process: int) -> _Cages:
        return process, tuple(
            tuple(_caged_ruleset(process, ruleset.definition) for ruleset in layer.rulesets) for layer in self._layers
        )

    @property
    def name(self) -> str:
        """The engine's name, as decisions report it."""
        return "durable"

    def evaluate(self, layer: int, situation: Sequence[int]) -> tuple[int, int]:
        """Evaluate one layer in three values.

        Args:
            layer: index of the layer.
            situation: for each fact its cell, or its number of cells when unknown.

        Returns:
            Two bit sets over predicates: those that are true, and those that are not false.

        Raises:
            EngineError: the situation is not one of the program's, or durable-rules failed twice.
        """
        if len(situation) != self._facts:
            raise EngineError(message("La situación no corresponde a los hechos del manual."))
        process, cages = self._cages
        if process != os.getpid():
            # Handles and locks were copied in whatever state another thread had them when the process forked.
            self._cages = _, cages = self._caged(os.getpid())
        plan = self._layers[layer]
        certain, possible, parts = plan.certain, plan.possible, 0
        for ruleset, cage in zip(plan.rulesets, cages[layer], strict=True):
            for name in cage.fire(ruleset.fact(situation)):
                effect = ruleset.effects[name]
                certain |= effect.certain
                possible |= effect.possible
                parts |= effect.part
        for joint in plan.joints:
            if joint.parts & parts == joint.parts:
                certain |= joint.certain
                possible |= joint.possible
        return certain, possible

    def __reduce__(self) -> NoReturn:
        raise EngineError(message("El motor «durable» no se puede copiar ni pasar a otro proceso: constrúyalo allí."))


class _CagedRuleset:
    """One ruleset with its C handle, and the order of calls that keeps the C code sound.

    Args:
        module: the C module.
        definition: the rules as JSON text, already checked.

    Raises:
        EngineError: the C code did not accept the rules.
    """

    def __init__(self, module: _RulesModule, definition: str) -> None:
        self._module = module
        self._definition = definition
        self._names = frozenset(json.loads(definition))
        self._lock = Lock()
        self._handle: int | None = None
        # What the C functions raise: their own error, or what the interpreter makes of a bad return value.
        self._failures = (module.error, MemoryError, ValueError, SystemError, _UnsoundAnswerError)
        if self._attempt(_WARM_UP_FACT) is None:
            raise EngineError(message("durable-rules no aceptó las reglas del manual."))

    def fire(self, fact: str) -> list[str]:
        """Return the names of the rules that fire; try a second time, with a new handle, after a failure."""
        with self._lock:
            names = self._attempt(fact)
            if names is None:
                names = self._attempt(fact)
        if names is None:
            raise EngineError(message("El motor «durable» falló dos veces al evaluar un caso."))
        return names

    def _attempt(self, fact: str) -> list[str] | None:
        """Evaluate a fact; return None after a failure, which costs the handle."""
        handle, self._handle = self._handle, None
        try:
            if handle is None:
                handle = self._new_handle()
            names = self._fired(handle, fact)
        except self._failures:
            return None
        # Only now: an interruption between two calls leaves a state that must not be touched again.
        self._handle = handle
        return names

    def _new_handle(self) -> int:
        handle = self._module.create_ruleset("manual", self._definition)
        # The C code frees an uninitialised pointer when the first state of a ruleset is deleted without any firing.
        self._fired(handle, _WARM_UP_FACT)
        return handle

    def _fired(self, handle: int, fact: str) -> list[str]:
        """Return the names of the rules that fire, without the sentinel's, and delete the state."""
        code, state = self._module.assert_fact(handle, fact)
        started = self._module.start_action_for_state(handle, state)
        if code != 0 or started is None:
            raise _UnsoundAnswerError
        names: list[str] = []
        messages: str | None = started[1]
        while messages is not None and len(names) < MAXIMUM_RULES:
            # The text begins {"name":{ and goes on with the whole fact, which is not worth parsing.
            names.append(messages[2 : messages.index('"', 2)])
            messages = self._module.complete_and_start_action(handle, state)
        if messages is not None or names.pop() != SENTINEL_RULE or not self._names.issuperset(names):
            raise _UnsoundAnswerError
        self._module.delete_state(handle, SESSION)
        return names


_Cages = tuple[int, tuple[tuple[_CagedRuleset, ...], ...]]


@cache
def _caged_ruleset(process: int, definition: str) -> _CagedRuleset:  # noqa: ARG001 - the process is part of the key
    """Return this process's ruleset of a definition: the C code gives no memory back, so each is built only once."""
    module = _load()
    if isinstance(module, Message):
        raise EngineError(module)
    return _CagedRuleset(module, definition)
