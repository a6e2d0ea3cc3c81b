"""The manual as a host system uses it. Start reading here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from .answers import JsonObject, ManualReference
from .definitions import Definition
from .errors import CaseError, Fault, ManualFileError
from .facts import Case, Vocabulary, question_instant
from .loading import load_definition
from .messages import message

if TYPE_CHECKING:
    from .decisions.answer import Decider
    from .decisions.context import ContextReader
    from .decisions.decision import Decision, Reason
    from .decisions.engines import EngineName
    from .decisions.records import Replay
    from .replies.catalogue import Catalogue
    from .replies.checker import Checker
    from .replies.offers import Offer, Offers
    from .replies.pattern_data import PatternData
    from .replies.verdict import Verdict


class Manual:
    """A loaded manual: immutable, pure at answer time, and safe to share between threads.

    Args:
        definition: what the files say; `Manual.load` reads them.
        engine: which engine evaluates conditions.
        checked: whether rules and patterns were checked before.
        patterns: the phrases' patterns, made ready before.

    Raises:
        ManualFileError: rules contradict each other or can never apply, or patterns are wrong.
        EngineError: the engine is not available here.
    """

    def __init__(
        self,
        definition: Definition,
        engine: EngineName = "evaluator",
        *,
        checked: bool = False,
        patterns: Mapping[str, Any] | None = None,
    ) -> None:
        self._definition = definition
        self._engine_name = engine
        self._patterns = patterns
        if not checked:
            from .decisions.compiler import compile_definition
            from .decisions.contradictions import rule_faults

            compiled = compile_definition(definition)
            _ = self._catalogue
            faults = rule_faults(definition, compiled)
            if faults:
                raise ManualFileError(faults)
        if engine == "durable":
            _ = self._decider  # an engine that is not there is told of now

    @classmethod
    def load(cls, folder: str | Path | None = None, *, engine: EngineName = "evaluator") -> Manual:
        """Load the packaged manual, or a folder of the same shape layered over it.

        Args:
            folder: an institution's overlay, or (with `base: ninguna` in its `manual.yaml`) a manual of its own.
            engine: `evaluator`, or `durable` where the extra `durable` is installed.

        Raises:
            ManualFileError: every fault of every file, each with file, line and column.
            EngineError: the engine is not available here.
        """
        definition, copy = load_definition(folder)
        return cls(definition, engine, checked=copy is not None, patterns=copy.patterns if copy else None)

    @cached_property
    def _decider(self) -> Decider:
        from .decisions.answer import Decider
        from .decisions.compiler import compile_definition
        from .decisions.engines import engine_named

        compiled = compile_definition(self._definition)
        return Decider(self._definition, compiled, engine_named(self._engine_name, compiled.program))

    @cached_property
    def _catalogue(self) -> Catalogue:
        from .replies.catalogue import Catalogue

        return Catalogue(self._definition, cast("PatternData | None", self._patterns))

    @cached_property
    def _contexts(self) -> ContextReader:
        from .decisions.context import ContextReader, NamedCondition

        phrases = self._definition.phrases.values()
        return ContextReader(
            self._definition,
            [NamedCondition(item.id, item.condition, item.valid_from, item.valid_until) for item in phrases],
        )

    @cached_property
    def _offers(self) -> Offers:
        from .replies.offers import Offers

        return Offers(self._definition.phrases, self._definition.slots, self.facts)

    @cached_property
    def _checker(self) -> Checker:
        from .replies.checker import Checker

        return Checker(self._definition, self._catalogue, self._offers)

    @property
    def definition(self) -> Definition:
        """What the manual's files say, as frozen values."""
        return self._definition

    @property
    def facts(self) -> Vocabulary:
        """The closed vocabulary of facts."""
        return self._definition.vocabulary

    def case(self, facts: Mapping[str, object] | None = None, /, **more: object) -> Case:
        """Validate the facts of a case.

        Args:
            facts: fact names and values.
            more: further facts by name.

        Raises:
            CaseError: every unknown name and wrong value, by name, never with its contents.
        """
        return self.facts.case({**facts, **more} if facts else more)

    def decide(
        self, case: Case | Mapping[str, object], *, now: datetime | None = None, as_of: date | None = None
    ) -> Decision:
        """Say which step comes next, and why.

        Args:
            case: the case, or its facts.
            now: the instant of the question, with its time zone; without it nothing that depends on time is known.
            as_of: the day as of which the manual is taken (`vigencia`); without it, the day of `now`.

        Raises:
            CaseError: a fact is wrong, or `now` has no time zone.
        """
        return self._decider.decide(case, question_instant(now), as_of)

    def record(
        self, case: Case | Mapping[str, object], *, now: datetime | None = None, as_of: date | None = None
    ) -> JsonObject:
        """Decide, and return the decision as JSON-ready data together with its question, for `replay`.

        It holds the facts of the case: keep it where the case is kept. The arguments and errors are those of `decide`.
        """
        from .decisions.records import record_of

        read = case if isinstance(case, Case) else self.case(case)
        return record_of(self.decide(read, now=now, as_of=as_of), read, question_instant(now))

    def replay(self, record: Mapping[str, object]) -> Replay:
        """Decide again what a record asks, and say where the answer differs from the recorded one.

        Args:
            record: what `record` returned, perhaps written to JSON and read again.

        Raises:
            CaseError: the record has no question, or a fact of it is wrong.
        """
        from .decisions.records import Replay, first_difference, question_of

        question = question_of(record)
        decision = self.decide(question.facts, now=question.now, as_of=question.as_of)
        return Replay(decision, first_difference(record, decision))

    def match(
        self, case: Case | Mapping[str, object], *, now: datetime | None = None, as_of: date | None = None
    ) -> tuple[Reason, ...]:
        """Say only which rules apply, sorted by id, each with its slide, its words and the facts behind it.

        The arguments and errors are those of `decide`.
        """
        return self._decider.match(case, question_instant(now), as_of)

    def check(
        self,
        text: str,
        case: Case | Mapping[str, object] | None = None,
        *,
        now: datetime | None = None,
        as_of: date | None = None,
        slots: Mapping[str, object] | None = None,
        reading: bool = False,
    ) -> Verdict:
        """Say whether a draft reply is acceptable, and what to write instead where it is not.

        Args:
            text: the draft.
            case: the case that it answers, or its facts; without it, what depends on the case is only warned of.
            now: the instant of the answer, with its time zone; without it nothing that depends on time is known.
            as_of: the day as of which the manual is taken (`vigencia`); without it, the day of `now`.
            slots: values of the slots of approved phrases; names among them are nobody's wording.
            reading: whether to say also how hard a long draft is to read (needs the extra `readability`).

        Raises:
            CaseError: a fact or slot is wrong, the draft is no text, or `now` has no time zone.
        """
        if not isinstance(text, str):
            raise CaseError([Fault(message("se esperaba un texto que revisar"))])
        instant = question_instant(now)
        values = self._offers.read(slots or {})
        context = self._contexts.read(case, instant, as_of)
        return self._checker.check(text, context, values, self._reference(instant, as_of), reading=reading)

    def fix(
        self,
        text: str,
        case: Case | Mapping[str, object] | None = None,
        *,
        now: datetime | None = None,
        as_of: date | None = None,
        slots: Mapping[str, object] | None = None,
    ) -> str:
        """Return a draft with every safe change made; the arguments and errors are those of `check`."""
        from .replies.fixing import fixed

        return fixed(text, lambda draft: self.check(draft, case, now=now, as_of=as_of, slots=slots))

    def phrase(
        self,
        phrase: str,
        case: Case | Mapping[str, object] | None = None,
        /,
        *,
        now: datetime | None = None,
        **slots: object,
    ) -> Offer:
        """Return approved wording for a case, with its slots filled.

        Args:
            phrase: id of an approved phrase.
            case: the case, or its facts.
            now: the instant at which it is said, with its time zone; the greeting depends on it.
            slots: values of the phrase's slots; those not given stay open, and are named in the answer.

        Raises:
            CaseError: there is no such phrase, a fact or slot is wrong, or `now` has no time zone.
        """
        context = self._contexts.read(case, question_instant(now))
        values = self._offers.read(slots)
        return self._offers.fill(phrase, context.holds, context.values, values)

    def _reference(self, now: datetime | None, as_of: date | None) -> ManualReference:
        definition = self._definition
        day = as_of or (now.astimezone(ZoneInfo(definition.zone)).date() if now else None)
        return ManualReference(definition.id, definition.version, definition.digest, day, self._engine_name)

    def __repr__(self) -> str:
        return f"<Manual {self._definition.id} {self._definition.version}>"
