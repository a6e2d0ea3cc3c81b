"""A decision as Spanish prose that a civil servant can read aloud."""

from __future__ import annotations

from ..answers import Missing
from .decision import Assignment, Decision, DueStep, Norm, Reason
from .wording import Wording, main_reason, told_deadlines, uncapitalised

_QUESTIONS = 5  # more than a person can keep in mind; the rest is in the JSON


def explain(decision: Decision) -> str:
    """Say a decision in Spanish: the step, who, by when, why, what must not be done, and what is missing.

    Args:
        decision: what the manual decided.

    Returns:
        Sentences, one paragraph a line.
    """
    words = Wording(decision.definition)
    paragraphs = [
        _what(decision, words),
        *_deadlines(decision, words),
        _why(decision, words),
        _afterwards(decision.due[1:], words),
        _norms("Mientras tanto no se debe", decision.forbidden),
        _norms("Conviene evitar", decision.discouraged),
        _norms("Se permite", decision.allowed),
        _norms("Se aconseja", decision.advice),
        _routing(decision.assignee),
        _escalation(decision.escalation),
        _missing(decision.missing, words),
        f"Así lo dice el manual «{decision.manual.id}», versión {decision.manual.version}.",
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _what(decision: Decision, words: Wording) -> str:
    step = decision.next_step
    if step is None:
        return f"No hay ningún paso que dar. {_sentence(decision.terminal.text)}" if decision.terminal else ""
    said = _sentence(uncapitalised(step.text))
    return f"El siguiente paso es este: {said} Le corresponde {_to(words.who(step.who))}."


def _deadlines(decision: Decision, words: Wording) -> list[str]:
    told = []
    next_rule = decision.next_step.rule if decision.next_step else None
    for status in told_deadlines(decision.deadlines, *(step.rule for step in decision.due)):
        said = words.deadline(status)
        if said and status.rule == next_rule:
            told.append(f"Plazo de este paso: {said}.")
        elif said:
            told.append(f"Plazo para «{uncapitalised(words.deadline_of(status.rule))}»: {said}.")
    return told


def _why(decision: Decision, words: Wording) -> str:
    reason = main_reason(decision)
    if reason is None:
        return ""
    said = f"La razón: {_source(reason, words)} dice «{reason.quote}»."
    interpretation = words.interpretation(reason)
    if interpretation:
        said += f" Es una interpretación: {_sentence(uncapitalised(interpretation))}"
    facts = words.facts(reason.facts)
    return f"{said} Se aplica porque consta lo siguiente: {'; '.join(facts)}." if facts else said


def _source(reason: Reason, words: Wording) -> str:
    return f"la diapositiva {reason.page}" if reason.page is not None else f"«{words.origin(reason)}»"


def _afterwards(steps: tuple[DueStep, ...], words: Wording) -> str:
    if not steps:
        return ""
    said = [f"{_sentence(step.text)} Le corresponde {_to(words.who(step.who))}." for step in steps]
    return "\n".join(["Después, en este orden:", *(f"{number}. {text}" for number, text in enumerate(said, 1))])


def _norms(beginning: str, norms: tuple[Norm, ...]) -> str:
    return f"{beginning}: {'; '.join(_cited(norm) for norm in norms)}." if norms else ""


def _cited(norm: Norm) -> str:
    return f"{uncapitalised(norm.text)} (diapositiva {norm.page})" if norm.page else uncapitalised(norm.text)


def _routing(assignee: Assignment | None) -> str:
    if assignee is None:
        return ""
    said = f"El caso corresponde {_to(assignee.text)}."
    if assignee.say:
        said += f" Qué decir: {_sentence(uncapitalised(assignee.say))}"
    return f"{said} A dónde acudir: {_sentence(uncapitalised(assignee.where))}" if assignee.where else said


def _escalation(escalation: Assignment | None) -> str:
    return f"Se debe acudir además {_to(escalation.text)}." if escalation else ""


def _missing(missing: tuple[Missing, ...], words: Wording) -> str:
    if not missing:
        return ""
    said = [
        f"– {item.question} De la respuesta depende: {words.settles(item.would_settle)}."
        for item in missing[:_QUESTIONS]
    ]
    if len(missing) > _QUESTIONS:
        said.append(f"– Y otras preguntas menos urgentes: {len(missing) - _QUESTIONS}.")
    return "\n".join(["Falta saber:", *said])


def _to(who: str) -> str:
    return f"al {who[3:]}" if who.startswith("el ") else f"a {who}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
