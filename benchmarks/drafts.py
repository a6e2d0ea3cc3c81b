"""Replies to check, made of real prose with some of the expressions in them; all of it from fixed seeds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from manual_atencion import Manual

from .corpus import CORPUS, read
from .expressions import EXPRESSIONS, spellings

_GREETINGS = ("Buenos días:", "Estimada señora:", "Buenas tardes, gracias por escribirnos.", "Apreciado señor Pérez:")
_CLOSINGS = ("Quedamos atentos.", "Cordialmente, la Defensoría.", "Le responderemos en 24 horas.", "Muchas gracias.")
_SEEDED = 0.08


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft; where an expression was put into it, that expression, its place and whether it is spelled plainly."""

    text: str
    expression: str = ""
    start: int = 0
    end: int = 0
    plain: bool = False


def prose() -> tuple[list[str], str]:
    """Return paragraphs to make replies of, and what they are: the corpus, or else the packaged manual's own words."""
    if CORPUS.is_dir():
        return [text for texts in read().values() for text in texts], "real prose of the corpus"
    definition = Manual.load().definition
    quotes = [rule.source.quote for rule in definition.rules.values()]
    texts = [phrase.text for phrase in definition.phrases.values()]
    return [text for text in quotes + texts if len(text) > 40], "the manual's own words, for want of 'make corpus'"


def make_replies(paragraphs: Sequence[str], megabytes: float, seed: int = 1) -> list[Reply]:
    """Make replies of 200 to 5,000 characters, most of them near 600.

    Args:
        paragraphs: what to make them of.
        megabytes: how much text to make.
        seed: the same seed makes the same replies.
    """
    draw = Random(seed)
    order = list(paragraphs)
    draw.shuffle(order)
    replies: list[Reply] = []
    size = taken = 0
    while size < megabytes * 1e6:
        length = min(4900, max(200, int(draw.lognormvariate(6.4, 0.7))))
        parts = [draw.choice(_GREETINGS)]
        while (left := length - sum(map(len, parts))) > 60:
            parts.append(order[taken % len(order)][: left + 60])
            taken += 1
        reply = _seeded(parts, draw) if draw.random() < _SEEDED else Reply(" ".join([*parts, draw.choice(_CLOSINGS)]))
        replies.append(reply)
        size += len(reply.text.encode())
    return replies


def usual_ones(replies: Sequence[Reply], count: int) -> list[str]:
    """Return replies of about 600 characters in which nothing was put."""
    return [reply.text for reply in replies if not reply.expression and 580 <= len(reply.text) <= 620][:count]


def write_lines(replies: Sequence[Reply], path: Path) -> Path:
    """Write replies as the command's `--jsonl` reads them, one object a line."""
    with path.open("w", encoding="utf-8") as file:
        for number, reply in enumerate(replies):
            file.write(json.dumps({"id": number, "text": reply.text}, ensure_ascii=False) + "\n")
    return path


def write_files(replies: Sequence[Reply], folder: Path) -> list[Path]:
    """Write each reply as a text file of its own, which is all that the other linters read."""
    folder.mkdir()
    paths = [folder / f"{number:04d}.txt" for number in range(len(replies))]
    for path, reply in zip(paths, replies, strict=True):
        path.write_text(reply.text + "\n", encoding="utf-8")
    return paths


def _seeded(parts: list[str], draw: Random) -> Reply:
    expression = draw.choice(EXPRESSIONS)
    way, spelled = draw.choice(list(spellings(expression).items()))
    place = draw.randrange(1, len(parts) + 1)
    before = " ".join(parts[:place]).rstrip(" .,;:") + ". "
    after = " ".join([*parts[place:], draw.choice(_CLOSINGS)])
    return Reply(f"{before}{spelled}. {after}", expression, len(before), len(before) + len(spelled), way == "as it is")
