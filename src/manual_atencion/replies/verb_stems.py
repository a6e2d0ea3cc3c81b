"""The stems of a Spanish verb, found from its infinitive."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from .irregular_verbs import (
    ALONE,
    ALTERNATIVES,
    CHANGE_IS_OPTIONAL,
    COMPOUNDS_OF_ALONE,
    E_TO_IE,
    I_TO_IE,
    IE_AND_I_IN_IR,
    O_TO_UE,
    O_TO_UE_AND_U,
    U_TO_UE,
    UNCHANGED_IN_IR,
    UNRAISED_IN_IR,
    WITH_COMPOUNDS,
    WITHOUT_ZC,
    Y_IN_SPITE_OF_G,
    Irregular,
)
from .spelling import VOWELS, before_back, before_front, replace_last

_REGULAR = Irregular()
_PARTICIPLE = {"ar": "ad", "er": "id", "ir": "id"}
_BEFORE_ZC = frozenset(VOWELS)
_BASES = tuple(sorted(WITH_COMPOUNDS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Stems:
    """What the endings are put to.

    Args:
        kind: ar, er or ir.
        infinitive: the verb itself.
        plain: the infinitive without its ending.
        stressed: stem of the forms stressed on the stem: pued(e).
        raised: stem before ie and io: durm(ió).
        subjunctive: stem of the present subjunctive, stressed on the stem.
        subjunctive_plain: the same where the ending is stressed.
        speaker: the present of "yo".
        special: what is peculiar to the verb.
    """

    kind: str
    infinitive: str
    plain: str
    stressed: str
    raised: str
    subjunctive: str
    subjunctive_plain: str
    speaker: str
    special: Irregular

    @property
    def participles(self) -> tuple[str, ...]:
        """Participles without -o, -a, -os, -as."""
        return self.special.participles or (self.plain + _PARTICIPLE[self.kind],)


def stems(infinitive: str) -> tuple[Stems, ...]:
    """Find the stems of a verb, twice where its vowel may change or not.

    Args:
        infinitive: without accents and without a pronoun at its end.
    """
    special, *others = _specials(infinitive)
    found = [_stems(infinitive, special, *_vowels(infinitive))]
    plain = infinitive[:-2]
    if infinitive in CHANGE_IS_OPTIONAL:
        found.append(_stems(infinitive, replace(special, stressed=""), plain, plain))
    found += [_stems(infinitive, other, plain, plain) for other in others]
    return tuple(found)


def _specials(infinitive: str) -> tuple[Irregular, ...]:
    base = COMPOUNDS_OF_ALONE.get(infinitive, infinitive)
    others = ALTERNATIVES.get(base, ())
    if base in ALONE:
        return tuple(_prefixed(special, infinitive.removesuffix(base)) for special in (ALONE[base], *others))
    return (_of_compound(infinitive), *others)


def _of_compound(infinitive: str) -> Irregular:
    for base in _BASES:
        if infinitive.endswith(base):
            return _prefixed(WITH_COMPOUNDS[base], infinitive.removesuffix(base))
    return _REGULAR


def _prefixed(special: Irregular, prefix: str) -> Irregular:
    if not prefix:
        return special
    changed: dict[str, Any] = {
        field.name: _with_prefix(getattr(special, field.name), prefix) for field in fields(special)
    }
    return Irregular(**changed)


def _with_prefix(value: str | tuple[str, ...], prefix: str) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(prefix + stem for stem in value)
    return prefix + value if value else ""


def _stems(infinitive: str, special: Irregular, stressed: str, raised: str) -> Stems:
    kind, plain = infinitive[-2:], infinitive[:-2]
    stressed, raised = special.stressed or stressed, special.raised or raised
    subjunctive = special.first or _first(infinitive, stressed)
    if special.first or _keeps_first(infinitive, stressed):
        steady = subjunctive
    else:
        steady = _before_ending(kind, raised if kind == "ir" else plain)
    speaker = special.speaker or (stressed if kind == "ar" else subjunctive) + "o"
    return Stems(kind, infinitive, plain, stressed, raised, subjunctive, steady, speaker, special)


def _before_ending(kind: str, stem: str) -> str:
    return before_front(stem) if kind == "ar" else before_back(stem)


def _first(infinitive: str, stressed: str) -> str:
    if _takes_zc(infinitive):
        return stressed[:-1] + "zc"
    return _before_ending(infinitive[-2:], stressed)


def _keeps_first(infinitive: str, stressed: str) -> bool:
    return _takes_zc(infinitive) or (stressed.endswith("y") and infinitive.endswith("ir"))


def _takes_zc(infinitive: str) -> bool:
    return infinitive[-3:] in ("cer", "cir") and infinitive[-4:-3] in _BEFORE_ZC and infinitive not in WITHOUT_ZC


def _vowels(infinitive: str) -> tuple[str, str]:
    """Return the stem stressed, and the stem before ie and io."""
    plain = infinitive[:-2]
    if infinitive in E_TO_IE:
        return replace_last(plain, "e", "ie"), plain
    if infinitive in O_TO_UE:
        changed = replace_last(plain, "o", "ue")
        return ("h" + changed if changed.startswith("ue") else changed), plain
    if infinitive in U_TO_UE:
        return replace_last(plain, "u", "ue"), plain
    return _vowels_in_ir(infinitive, plain) if infinitive.endswith("ir") else (plain, plain)


def _vowels_in_ir(infinitive: str, plain: str) -> tuple[str, str]:
    if infinitive in I_TO_IE:
        return replace_last(plain, "i", "ie"), plain
    if infinitive in O_TO_UE_AND_U:
        return replace_last(plain, "o", "ue"), replace_last(plain, "o", "u")
    if _takes_y(infinitive, plain):
        return plain + "y", plain
    if _last_vowel(plain) != "e" or infinitive.endswith(UNCHANGED_IN_IR):
        return plain, plain
    raised = plain if infinitive.endswith(UNRAISED_IN_IR) else replace_last(plain, "e", "i")
    if infinitive.endswith(IE_AND_I_IN_IR):
        return replace_last(plain, "e", "ie"), raised
    return raised, raised


def _takes_y(infinitive: str, plain: str) -> bool:
    return plain.endswith(("u", "ü")) and (not plain.endswith(("gu", "qu")) or infinitive in Y_IN_SPITE_OF_G)


def _last_vowel(plain: str) -> str:
    bare = plain.removesuffix("u") if plain.endswith(("gu", "qu")) else plain
    return next((letter for letter in reversed(bare) if letter in VOWELS + "ü"), "")
