"""CPU time of several contenders in one process, their rounds taken in turn so that the machine's mood is shared."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

Call = Callable[[Any], object]

_LONGEST_SLICE = 0.15  # seconds of one contender in one round
_LEAST_CALLS = 50


@dataclass(frozen=True, slots=True)
class Contender:
    """Something to time: a call, and the arguments that it is called with in turn."""

    call: Call
    arguments: Sequence[Any]


def measure(
    contenders: Mapping[str, Contender], rounds: int, longest: float = _LONGEST_SLICE
) -> dict[str, list[float]]:
    """Return, for each contender, its CPU time for one call in each round, in microseconds.

    Args:
        contenders: what to time, by name.
        rounds: how often to go through all of them; the order is turned round by round.
        longest: seconds of one contender in one round, about; of a slow one fewer arguments are taken.
    """
    slices = {name: _slice(contender, longest) for name, contender in contenders.items()}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for name in names:
            gc.collect()
            times[name].append(_time(contenders[name].call, slices[name]))
        names.append(names.pop(0))
    return times


def ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """Return the median over the rounds of one contender's time in terms of another's in the same round."""
    return median(mine / other for mine, other in zip(of, to, strict=True))


def say(progress: str) -> None:
    """Report progress on standard error."""
    print(f"bench: {progress}", file=sys.stderr, flush=True)


def _slice(contender: Contender, longest: float) -> list[Any]:
    """Return the arguments of one round: as many as fit into the time of a slice, some of them more than once."""
    arguments = list(contender.arguments)
    once = _time(contender.call, arguments) * len(arguments) / 1e6
    if once > longest:
        return arguments[: max(_LEAST_CALLS, int(len(arguments) * longest / once))]
    return arguments * int(longest / once)


def _time(call: Call, arguments: Sequence[Any]) -> float:
    start = process_time()
    for argument in arguments:
        call(argument)
    return (process_time() - start) / len(arguments) * 1e6
