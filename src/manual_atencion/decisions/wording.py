"""How the parts of a decision are said to a person: who, by when, from which facts, and what an answer would settle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import chain
from textwrap import shorten

from ..definitions import Act, Definition, Responsible, Step
from ..facts import NO, YES, Fact, Value
from ..messages import DEFAULT_LOCALE, Message, duration_in_words, in_a_row, long_instant, message
from .deadlines import DeadlineStatus
from .decision import Decision, Reason

_TOLD = frozenset({"running", "breached", "not_started"})


class Wording:
    """The words for what a decision names by its id.

    Args:
        definition: the manual that decided.
        locale: language of our own words; the manual's texts are Spanish in any.
    """

    def __init__(self, definition: Definition, locale: str = DEFAULT_LOCALE) -> None:
        self._zone = definition.zone
        self._definition = definition
        self._locale = locale

    def who(self, responsible: str) -> str:
        """Say who is responsible."""
        return self._definition.responsibles[responsible].text

    def settles(self, names: tuple[str, ...], limit: int = 3, letters: int = 400) -> str:
        """Say what a missing fact would settle: steps, acts, responsibles or other facts.

        Args:
            names: their ids.
            limit: how many are named.
            letters: how long each may be.
        """
        said = [f"«{shorten(self._settled(name), letters, placeholder='…')}»" for name in names[:limit]]
        rest = len(names) - limit
        if rest > 0:
            others = message("otra cosa más") if rest == 1 else message("otras {count} cosas", count=rest)
            said.append(self._say(others))
        return in_a_row(said, self._locale)

    def facts(self, facts: Mapping[str, Value | None]) -> list[str]:
        """Say each fact of a reason."""
        return [self.fact(name, value) for name, value in facts.items()]

    def fact(self, name: str, value: Value | None) -> str:
        """Say one fact with its value, as the vocabulary words it."""
        fact = self._definition.vocabulary[name]
        if value is None:
            return f"{fact.text}: " + self._say(message("no se sabe"))
        if fact.kind == "si_no":
            return fact.text if value == YES else fact.negated or f"{fact.text}: {NO}"
        return f"{fact.text}: {self._value(fact, value)}"

    def deadline(self, status: DeadlineStatus) -> str | None:
        """Say where a deadline stands; None for one that says nothing to whoever must act."""
        if status.state not in _TOLD:
            return None
        if status.state == "not_started":
            return self._say(message("el plazo todavía no empezó a correr"))
        binding, other = status.due_at, status.working_due_at
        in_working_time = self._in_working_time(status)
        if in_working_time:
            binding, other = other, binding
        said = self._due(status, binding)
        if other is not None and other != binding:
            when = long_instant(other, self._zone, self._locale)
            if in_working_time:
                said += self._say(message("; en tiempo corrido, {when}", when=when))
            else:
                said += self._say(message("; contando solo el horario de la institución, {when}", when=when))
        return said

    def deadline_of(self, rule: str) -> str:
        """Return the step to which a deadline belongs."""
        return self._definition.steps[self._definition.rules[rule].step].text

    def origin(self, reason: Reason) -> str:
        """Say where a reason stands: its slide, or the institution's document."""
        if reason.page is not None:
            return self._say(message("p. {page}", page=reason.page))
        return self._definition.rules[reason.rule].source.document

    def interpretation(self, reason: Reason) -> str:
        """Return why words that do not say it themselves were read so; empty for a literal reading."""
        return self._definition.rules[reason.rule].source.reason

    def _settled(self, name: str) -> str:
        kept = self._definition
        known: Step | Act | Responsible | Fact | None = (
            kept.steps.get(name) or kept.acts.get(name) or kept.responsibles.get(name) or kept.vocabulary.get(name)
        )
        return uncapitalised(known.text) if known else name

    def _due(self, status: DeadlineStatus, due: datetime | None) -> str:
        when = long_instant(due, self._zone, self._locale) if due else None
        if status.state == "breached":
            late = self._late(status)
            if when and late:
                return self._say(message("venció el {when}, hace {late}", when=when, late=late))
            return self._say(message("venció el {when}", when=when) if when else message("el plazo ya venció"))
        if status.remaining == timedelta(0):
            return self._say(message("vence en este momento"))
        left = duration_in_words(status.remaining, self._locale) if status.remaining is not None else None
        if when and left:
            return self._say(message("a más tardar el {when} (quedan {left})", when=when, left=left))
        if when:
            return self._say(message("a más tardar el {when}", when=when))
        return self._say(message("quedan {left}", left=left) if left else message("el plazo está corriendo"))

    def _late(self, status: DeadlineStatus) -> str | None:
        deadline = self._definition.rules[status.rule].deadline
        if deadline is None or deadline.working or status.elapsed is None:
            return None
        late = status.elapsed - deadline.duration
        return duration_in_words(late, self._locale) if late >= timedelta(seconds=1) else None

    def _in_working_time(self, status: DeadlineStatus) -> bool:
        deadline = self._definition.rules[status.rule].deadline
        return deadline is not None and deadline.working

    def _value(self, fact: Fact, value: Value) -> str:
        if isinstance(value, datetime):
            return long_instant(value, self._zone, self._locale)
        if isinstance(value, str):
            return fact.options.get(value, value)
        if fact.kind == "hora":
            return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
        return self._number(float(value), fact.unit)

    def _number(self, amount: float, unit: str) -> str:
        if unit == "cuenta":
            return f"{amount:g}"
        return duration_in_words(timedelta(**{"minutes" if unit == "minutos" else "hours": amount}), self._locale)

    def _say(self, sentence: Message) -> str:
        return sentence.render(self._locale)


def main_reason(decision: Decision) -> Reason | None:
    """Return why the next step is due, or without one why the case goes where it goes."""
    shown = decision.next_step or decision.assignee
    return next((reason for reason in decision.because if shown and reason.rule == shown.rule), None)


def uncapitalised(text: str) -> str:
    """Return a sentence as part of another one; what begins with two capitals keeps them."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def told_deadlines(statuses: tuple[DeadlineStatus, ...], *rules: str) -> list[DeadlineStatus]:
    """Return the deadlines worth telling whoever must act: breached, running, then those of the due rules.

    Args:
        statuses: every deadline of a decision.
        rules: the rules that order the due steps.
    """
    ordered = chain(
        (status for status in statuses if status.state == "breached"),
        (status for status in statuses if status.state == "running"),
        (status for status in statuses if status.state == "not_started" and status.rule in rules),
    )
    return sorted(ordered, key=lambda status: status.rule not in rules[:1])
