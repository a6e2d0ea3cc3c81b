"""A decision as a civil servant reads it on a terminal: the most decisive first, long lists cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..decisions.decision import Assignment, Decision, DueStep, Norm
from ..decisions.wording import Wording, main_reason, told_deadlines, uncapitalised
from ..messages import mark, message
from .language import Language
from .paper import Entry, laid_out

_STEPS, _NORMS, _QUESTIONS, _SETTLED = 4, 6, 4, 2  # how many of each are shown
_SHORT = 70  # letters


def report(decision: Decision, language: Language, width: int, *, plain: bool) -> list[str]:
    """Return the lines that tell a decision.

    Args:
        decision: what the manual decided.
        language: language of the labels; the manual's texts are Spanish.
        width: columns of a line.
        plain: whether letters must not be set off.
    """
    return laid_out(_Report(decision, language).entries(), width, plain=plain)


class _Report:
    def __init__(self, decision: Decision, language: Language) -> None:
        self._decision = decision
        self._say = language
        self._words = Wording(decision.definition, language.name)

    def entries(self) -> Iterable[Entry]:
        decision, say = self._decision, self._say
        step, terminal = decision.next_step, decision.terminal
        if step:
            yield Entry(say(mark("Siguiente paso")), [step.text])
            yield Entry(say(mark("Quién")), [self._words.who(step.who)])
        elif terminal:
            yield Entry(say(mark("Estado")), [terminal.text])
        yield from self._deadlines()
        yield Entry(say(mark("Después")), self._afterwards(decision.due[1:]))
        yield Entry(say(mark("No debe")), self._norms(decision.forbidden), warning=True)
        yield Entry(say(mark("Evite")), self._norms(decision.discouraged))
        yield Entry(say(mark("Puede")), self._norms(decision.allowed))
        yield Entry(say(mark("Consejo")), self._norms(decision.advice))
        yield Entry(say(mark("A cargo")), self._assignment(decision.assignee))
        yield Entry(say(mark("Acuda a")), self._assignment(decision.escalation))
        yield Entry(say(mark("Falta saber")), self._missing())
        yield Entry(say(mark("Por qué")), self._why())

    def _deadlines(self) -> Iterable[Entry]:
        rules = [step.rule for step in self._decision.due]
        late: list[str] = []
        open_: list[str] = []
        for status in told_deadlines(self._decision.deadlines, *rules):
            said = self._words.deadline(status)
            if status.rule not in rules[:1]:
                said = f"{uncapitalised(self._words.deadline_of(status.rule))}: {said}"
            (late if status.state == "breached" else open_).append(f"{said}{self._page(status.page)}")
        yield Entry(self._say(mark("Plazo vencido")), late, warning=True)
        yield Entry(self._say(mark("Plazo")), open_)

    def _afterwards(self, steps: Sequence[DueStep]) -> list[str]:
        texts = [f"{number}. {step.text} ({self._words.who(step.who)})" for number, step in enumerate(steps, 1)]
        return self._cut(texts, _STEPS)

    def _norms(self, norms: Sequence[Norm]) -> list[str]:
        return self._cut([f"{uncapitalised(norm.text)}{self._page(norm.page)}" for norm in norms], _NORMS)

    def _page(self, page: int | None) -> str:
        return " (" + self._say(message("p. {page}", page=page)) + ")" if page else ""

    def _assignment(self, assignment: Assignment | None) -> list[str]:
        if assignment is None:
            return []
        texts = [f"{assignment.text}{self._page(assignment.page)}"]
        if assignment.say:
            texts.append(self._say(message("Qué decir: {text}", text=assignment.say)))
        if assignment.where:
            texts.append(self._say(message("A dónde acudir: {text}", text=assignment.where)))
        return texts

    def _missing(self) -> list[str]:
        texts = []
        for item in self._decision.missing:
            decided = message("(decide: {what})", what=self._words.settles(item.would_settle, _SETTLED, _SHORT))
            texts.append(f"{item.question} {self._say(decided)}")
        return self._cut(texts, _QUESTIONS)

    def _why(self) -> list[str]:
        reason = main_reason(self._decision)
        if reason is None:
            return []
        texts = [f"{self._words.origin(reason)} «{reason.quote}»"]
        interpretation = self._words.interpretation(reason)
        if interpretation:
            texts.append(self._say(message("Interpretación: {reason}", reason=interpretation)))
        facts = self._words.facts(reason.facts)
        if facts:
            texts.append(self._say(message("Se aplica porque consta: {facts}", facts="; ".join(facts))))
        return texts

    def _cut(self, texts: list[str], limit: int) -> list[str]:
        left = len(texts) - limit
        if left <= 0:
            return texts
        return [*texts[:limit], self._say(message("… y {count} más (--format json)", count=left))]
