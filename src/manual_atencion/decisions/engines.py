"""The engines that a manual can be decided with, by name."""

from __future__ import annotations

from typing import Literal

from .program import Engine, Program

EngineName = Literal["evaluator", "durable"]


def engine_named(name: EngineName, program: Program) -> Engine:
    """Return an engine for a manual's conditions.

    Args:
        name: `evaluator`, or `durable` where the extra `durable` is installed.
        program: the conditions.

    Raises:
        EngineError: the engine is not available here.
    """
    if name == "durable":
        from .durable import DurableEngine

        return DurableEngine(program)
    from .evaluator import MaskEngine

    return MaskEngine(program)
