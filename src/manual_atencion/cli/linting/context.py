"""What is known of the case that a draft answers: from the settings, a case file, the draft's own top, and options."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from ...documents import FrontMatter
from ...errors import CaseError, Fault, Location
from ...facts import Case, Vocabulary
from ...located import Located
from ...manual import Manual
from ...messages import Message, message
from ..case_files import case_of, instant, over, read_facts
from ..case_options import facts_of, instant_of, slots_of
from .command import Options
from .settings import Settings

SLOTS_KEY, NOW_KEY = "espacios", "ahora"  # of a draft's own top, beside its facts


class Known(NamedTuple):
    """The facts and slots of a draft, and the instant of the answer.

    Args:
        case: the facts.
        slots: the slots, by name.
        now: the instant; None where what depends on it stays unknown.
    """

    case: Case
    slots: Mapping[str, object]
    now: datetime | None = None


class Given(NamedTuple):
    """What the command line and the settings say; a draft's own top comes between the two layers.

    Args:
        vocabulary: the facts that exist.
        below: what the draft's own top may overrule: settings and the case file.
        above: what overrules it: options, as facts not yet read, with those that are taken back.
        slots: the slots of the options.
        now: the instant of the option.
    """

    vocabulary: Vocabulary
    below: Known
    above: Mapping[str, object]
    slots: Mapping[str, object]
    now: datetime | None

    def known(self, top: FrontMatter | None, shown: str) -> Known:
        """Return what is known of one draft.

        Args:
            top: what stands at the top of its file.
            shown: the file's name in errors.

        Raises:
            ManualFileError: the top is no YAML.
            CaseError: facts are wrong.
        """
        known = self._with_top(self.below, top, shown) if top else self.below
        return known._replace(
            case=over(known.case, self.above, self.vocabulary),
            slots={**known.slots, **self.slots},
            now=self.now or known.now,
        )

    def _with_top(self, below: Known, top: FrontMatter, shown: str) -> Known:

        from ...yaml_reader import read_text

        located = read_text("\n" * (top.line - 1) + top.text, shown)
        if located.data is None:
            return below
        if not isinstance(located.data, dict):
            raise CaseError([Fault(message("se esperaba un caso: líneas «hecho: valor»"), located.place(()))])
        facts = {name: value for name, value in located.data.items() if name not in (SLOTS_KEY, NOW_KEY)}
        return Known(
            over(below.case, facts, self.vocabulary, located),
            {**below.slots, **self._slots(located)},
            self._now(located) or below.now,
        )

    def _slots(self, located: Located) -> Mapping[str, object]:
        slots = located.mapping.get(SLOTS_KEY)
        if slots is not None and not isinstance(slots, dict):
            problem = message("«{name}» espera una tabla de nombres y valores", name=SLOTS_KEY)
            raise CaseError([Fault(problem, located.place((SLOTS_KEY,)))])
        return {str(name): value for name, value in (slots or {}).items()}

    def _now(self, located: Located) -> datetime | None:
        if NOW_KEY not in located.mapping:
            return None
        value = located.mapping[NOW_KEY]
        found = instant(value if isinstance(value, str) else "")
        if isinstance(found, Message):
            problem = message("«{name}» {problem}", name=NOW_KEY, problem=found)
            raise CaseError([Fault(problem, located.place((NOW_KEY,)))])
        return found


def given_of(options: Options, settings: Settings, manual: Manual) -> Given:
    """Return what the settings and the command line say of every case.

    Raises:
        ManualFileError: the case file cannot be read.
        CaseError: facts are wrong.
    """
    try:
        case = manual.case(settings.facts)
    except CaseError as error:
        place = Location(settings.name)
        raise CaseError(fault._replace(location=place) for fault in error.faults) from None
    if options.case is not None:
        located = read_facts(options.case)
        case_of(located, manual.facts)
        case = over(case, located.mapping, manual.facts, located)
    facts = facts_of(options.facts)
    manual.case(facts)  # told once, and not for every file
    slots = {str(name): value for name, value in settings.slots.items()}
    return Given(manual.facts, Known(case, slots), facts, slots_of(options.slots), instant_of(options.now))
