"""What is wrong in the patterns of phrase files: those that cannot be read, and those that are of no use."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from ..definitions import Definition
from ..errors import MOST_FAULTS, Fault
from ..messages import message
from ..phrase_definitions import Phrase, Wording
from ..phrase_lists import spelled_out, written_at
from .matching import PatternSet
from .pattern_comparison import covered, needless
from .pattern_parsing import PatternError, PatternNode, parse_pattern
from .patterns import Lexicon, vocabulary


def pattern_faults(definition: Definition) -> list[Fault]:
    """Return the named lists that cannot be read; where all can, the patterns that cannot be used.

    Args:
        definition: the manual.
    """
    return (_wrong_lists(definition) or _wrong_patterns(definition))[:MOST_FAULTS]


def _wrong_lists(definition: Definition) -> list[Fault]:
    """Try each item of the named lists alone, with any word in the place of the lists that it names itself."""
    found = []
    lexicon = Lexicon()
    any_word = dict.fromkeys(definition.lists, (Wording("palabra"),))
    for name, items in definition.lists.items():
        for item in items:
            try:
                deque(vocabulary(parse_pattern(spelled_out(item.pattern, any_word)).parts, lexicon), maxlen=0)
            except PatternError as error:
                problem = message("en la lista «{name}», «{item}», columna {column}: {problem}", name=name,
                                  item=item.pattern, column=written_at(item.pattern, any_word, error.start) + 1,
                                  problem=error.problem)  # fmt: skip
                found.append(Fault(problem, item.location))
    return found


def _wrong_patterns(definition: Definition) -> list[Fault]:
    """Try each pattern alone, to tell all that are wrong."""
    found = []
    for phrase in definition.phrases.values():
        for wording in phrase.patterns:
            try:
                PatternSet.build([spelled_out(wording.pattern, definition.lists)], (), definition.abbreviations)
            except PatternError as error:
                column = written_at(wording.pattern, definition.lists, error.start) + 1
                problem = message("en «{phrase}», patrón «{pattern}», columna {column}: {problem}", phrase=phrase.id,
                                  pattern=wording.pattern, column=column, problem=error.problem)  # fmt: skip
                found.append(Fault(problem, wording.location))
    return found


def idle_faults(definition: Definition) -> list[Fault]:
    """Return the lists that cannot be read, and the patterns that could be left out or can never mark anything.

    Args:
        definition: the manual; its patterns can be used.
    """
    lexicon = Lexicon()
    idle = (fault for phrase in definition.phrases.values() for fault in _idle_wordings(phrase, definition, lexicon))
    return (_wrong_lists(definition) or list(idle))[:MOST_FAULTS]


def _idle_wordings(phrase: Phrase, definition: Definition, lexicon: Lexicon) -> Iterator[Fault]:
    def nodes(wordings: Iterable[Wording]) -> list[PatternNode]:
        return [parse_pattern(spelled_out(wording.pattern, definition.lists)) for wording in wordings]

    found, excepted = nodes(phrase.wordings), nodes(phrase.exceptions)
    for wordings, patterns in ((phrase.wordings, found), (phrase.exceptions, excepted)):
        for number, other in needless(patterns, lexicon).items():
            if not wordings[number].literal:
                yield _needless(phrase.id, wordings[number], wordings[other])
    for number, other in covered(found, excepted, lexicon).items():
        yield _never(phrase.id, phrase.wordings[number], phrase.exceptions[other])


def _needless(name: str, wording: Wording, other: Wording) -> Fault:
    problem = message("en «{phrase}» sobra el patrón «{pattern}»: ya lo encuentra «{other}»",
                      phrase=name, pattern=wording.pattern, other=other.pattern)  # fmt: skip
    return Fault(problem, wording.location, related=other.location)


def _never(name: str, wording: Wording, exception: Wording) -> Fault:
    problem = message("en «{phrase}» el patrón «{pattern}» no marca nunca nada: lo deja pasar «{other}», de «salvo»",
                      phrase=name, pattern=wording.pattern, other=exception.pattern)  # fmt: skip
    return Fault(problem, wording.location, related=exception.location)
