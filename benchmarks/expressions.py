"""The wording that the check is measured with: 60 expressions, a thousand, and the ways in which people spell them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from random import Random

EXPRESSIONS = (
    "no puedo hacer más", "no es mi problema", "ese no es mi trabajo", "póngase en mi lugar", "póngase en mi situación",
    "mi amor", "mi cielo", "mi reina linda", "mamita querida", "papito lindo", "corazón de melón", "cariño mío",
    "usted no entiende nada", "usted no me escucha", "ya se lo expliqué", "ya se lo dije antes", "como le dije ayer",
    "cálmese de una vez", "no se altere conmigo", "baje la voz", "no me grite", "está muy equivocada",
    "está usted equivocado", "tiene que esperar", "espere callado su turno", "vuelva otro día", "vuelva mañana pronto",
    "llame más tarde", "llame después del almuerzo", "no tengo idea", "no sé nada de eso", "a mí qué me pregunta",
    "pregúntele a otra persona", "eso no me corresponde", "eso es imposible", "aquí nunca se hace así",
    "son las reglas", "así es el reglamento", "el sistema no me deja", "se cayó el sistema", "no hay sistema hoy",
    "estoy muy ocupada", "estoy ocupado ahora", "no tengo tiempo", "tengo demasiados expedientes",
    "no recuerdo su expediente", "son tantos casos que no recuerdo", "sí, pero", "con todo respeto, pero",
    "sinceramente lo dudo", "yo en su lugar no insistiría", "haga lo que quiera", "vaya y quéjese",
    "demándenos si quiere", "usted debió avisar", "usted firmó sin leer", "para qué firmó", "todos dicen lo mismo",
    "la gente siempre se queja", "es la última vez que se lo digo",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def thousand(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the expressions and 940 phrases of two to five words of a corpus.

    Args:
        texts: the corpus; its frequent words and its middling ones are drawn from, always alike.
    """
    draw = Random(7)
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    frequent, middling = ranked[:60], ranked[60:4000]
    found = dict.fromkeys(EXPRESSIONS)
    while len(found) < 1000:
        words = [
            draw.choice(middling if draw.random() < 0.6 else frequent) for _ in range(draw.choice((2, 3, 3, 4, 5)))
        ]
        if any(len(word) > 4 for word in words):
            found[" ".join(words)] = None
    return tuple(found)


def spellings(expression: str) -> dict[str, str]:
    """Return an expression as people and their programs write it, by the name of the way."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", expression) if not unicodedata.combining(sign))
    inside = next(place for place in range(len(expression) // 2, 0, -1) if expression[place - 1 : place + 1].isalpha())
    other_signs = expression.replace(", ", " ") if "," in expression else expression.replace(" ", ", ", 1)
    return {
        "as it is": expression,
        "sentence case": expression[0].upper() + expression[1:],
        "capitals": expression.upper(),
        "no accents": bare,
        "capitals, no accents": bare.upper(),
        "decomposed": unicodedata.normalize("NFD", expression),
        "two blanks": expression.replace(" ", "  ", 1),
        "line break": expression.replace(" ", "\n", 1),
        "no-break blank": expression.replace(" ", "\u00a0", 1),
        "zero width": f"{expression[:inside]}\u200b{expression[inside:]}",
        "soft hyphen": f"{expression[:inside]}\u00ad{expression[inside:]}",
        "other signs": other_signs,
        "full width": "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in expression),
    }
