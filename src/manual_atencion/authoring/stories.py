"""A case as people read it: a short story in Spanish, and an example ready to paste into a rule."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..decisions.decision import Decision
from ..decisions.wording import Wording, uncapitalised
from ..definitions import Definition
from ..messages import DEFAULT_LOCALE, Message, message


def tell(definition: Definition, case: Mapping[str, object], locale: str = DEFAULT_LOCALE) -> str:
    """Return a case as one sentence or two, from the meanings of its facts.

    Args:
        definition: the manual.
        case: the facts of the case.
        locale: language of our own words; the manual's are Spanish in any.
    """
    known = definition.vocabulary.case(case).values
    if not known:
        return message("Un caso del que todavía no se sabe nada.").render(locale)
    wording = Wording(definition, locale)
    facts = "; ".join(uncapitalised(wording.fact(name, value)) for name, value in known.items())
    return message("Un caso así: {facts}.", facts=facts).render(locale)


def outcome(decision: Decision) -> Message:
    """Return what a decision comes to, in one sentence."""
    if decision.next_step:
        return message("El manual responde hoy: «{text}».", text=decision.next_step.text)
    end = decision.terminal.text if decision.terminal else ""
    return message("El manual responde hoy que no toca ningún paso: «{text}».", text=end)


def example(case: Mapping[str, object], kind: str, text: str = "") -> str:
    """Return a case as a piece of YAML for the examples of a rule or phrase.

    Args:
        case: the facts of the case.
        kind: which of the examples it is one of, such as `aplica`.
        text: the draft of which it is an example; empty for rules.
    """
    said = [f"texto: {json.dumps(text, ensure_ascii=False)}", "caso:"] if text else []
    facts = [f"{name}: {value}" for name, value in case.items()]
    lines = [*said, *[f"  {fact}" for fact in facts]] if text else facts
    if not facts:
        lines = [*said[:1], "caso: {}"] if text else ["{}"]
    piece = "\n      ".join(lines)
    return f"ejemplos:\n  {kind}:\n    - {piece}\n"
