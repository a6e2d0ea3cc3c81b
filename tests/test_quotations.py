# ruff: noqa: E501, RUF001  the drafts are as people write them
"""Braces mark words that are not the official's own, brackets words that are."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion.replies.folding import fold
from manual_atencion.replies.quotations import quoted

DRAFTS = """
Usted indicó: «{mi vida corre peligro}». Le informamos el [paso siguiente].
Usted indicó que {mi vida corre peligro}.
usted indico que {mi vida corre peligro} y le informamos que [no podemos hacer nada]
La señora manifestó que {su mamita la cuida}, pero [no puedo hacer más nada].
La señora manifestó que {su mamita la cuida}; [no puedo] ayudarla.
El usuario dijo “{no puedo hacer más nada}” al salir de la oficina.
El usuario dijo "{no puedo hacer más nada}" al salir de la oficina.
El usuario dijo '{no puedo hacer más nada}' al salir de la oficina.
El usuario dijo ‘{no puedo hacer más nada}’ al salir de la oficina.
El usuario dijo „{no puedo hacer más nada}“ al salir de la oficina.
El usuario dijo ‹{no puedo hacer más nada}› al salir de la oficina.
Ella contó que «el jefe le dijo “{mi amor}” varias veces» y [nada más].
Espere un momento " [mi amor] que ya la atienden.
Espere un momento « [mi amor] que ya la atienden.\\n\\nGracias, [mi vida]» por llamar.
Le digo: "[no puedo hacer más nada]"
Le digo: «[no puedo hacer más nada]», así de claro es.
Le repito que [no puedo hacer más nada].
Le informo que [no puedo hacer más nada].
Le informamos que [no podemos hacer más nada].
"[Mi amor, no puedo hacer más nada por usted.]"
«[Mi amor], espere en la sala.»
> [Mi amor, espere.]
Mi jefe dijo que [no puedo hacer más nada].
El director indicó: «[no podemos hacer más nada]» y así queda la respuesta.
Mi compañera me dijo que [usted no entiende].
El sistema indica que [no puedo hacer nada].
La institución señala que [no puede hacer más nada].
El abogado de la Defensoría manifestó que [no puede hacer más nada].
El área de quejas indicó que [no puede hacer más nada].
Nosotros dijimos que [no podemos].
Según usted, {mi vida no vale nada}. [Mi amor], espere.
Según la señora Díaz, {la funcionaria le gritó}, pero [no puedo] hacer nada.
Según indica el peticionario, {le dijeron mi amor}.
Según el sistema, [no puedo hacer más nada].
En sus palabras: {me trataron de mamita}. [Mi vida], pase.
En palabras de la usuaria, {le dijeron mi amor}.
Como usted indica, {le dijeron papito} en la agencia.
Como usted indica, [no puedo hacer más nada].
Usted nos dice que {le dijeron mi amor} en recepción.
Nos indicó que {le dijeron mi amor}.
Indicó que {le dijeron mi amor}.
Se le informa que [no podemos hacer más nada].
Se le indicó que [no podemos hacer más nada].
Usted dijo:\\n— {Mi vida corre peligro}.\\n— {Me dicen mamita}.\\n[Mi amor], espere.
—{Mi vida corre peligro} —dijo la señora—. [Mi amor], espere.
Usted afirmó —{mi vida corre peligro}— y [mi amor], espere.
Buenas tardes:\\n\\nRecibimos su nota, [mi amor].\\n\\nEl lun., 3 nov. 2026 a las 10:00, Rosa <x@y.com> escribió:\\n> {me dijeron mi amor}\\n> {y mi vida}
Buenas tardes:\\n\\nRecibimos su nota, [mi amor].\\n\\nEl lun., 3 nov. 2026 a las 10:00, Rosa <x@y.com> escribió:\\n\\n{me dijeron mi amor}\\n\\n{y mi vida}
> {me dijeron mi amor}\\n\\nLo lamentamos, [mi amor].
Recibido, [mi amor].\\n\\n-----Mensaje original-----\\nDe: Rosa\\n{me dijeron mi amor}
Recibido, [mi amor].\\n\\nDe: Rosa <x@y>\\nEnviado: lunes, 3 de noviembre\\nPara: Quejas\\nAsunto: Maltrato\\n\\n{me dijeron mi amor}
Recibido, [mi amor].\\n\\nEl lunes 3 de noviembre de 2026,\\nRosa Díaz <x@y.com> escribió:\\n{me dijeron mi amor}
De: la sala de espera pase aquí, [mi amor].
Tenga en cuenta que [no puedo hacer más nada].
Me doy cuenta que [no puedo hacer más nada].
Dicho documento indica que [no puedo] nada según el manual.
La ley dice: «{sí, pero no antes}» y eso se aplica.
La ley dice que [no puedo hacer más nada].
Usted preguntó si {le podían decir mi amor}.
El usuario dijo que pa' {eso no vino}. [Mi amor], espere.
USTED INDICO QUE {MI VIDA CORRE PELIGRO}.
La usuaria ha dicho que {le dijeron mi amor}.
He dicho que [no puedo hacer más nada].
Quiero decirle que [no puedo hacer más nada].
Le comento que [mi amor], no se puede.
le comento usted que [no se puede].
Usted comentó, por teléfono, que {le dijeron mi amor}.
"{No puedo hacer más nada}", me dijo el vigilante de la tienda según relató usted.
"[No puedo hacer más nada]", le digo yo a usted hoy.
Usted dice que {está mal}, [mi amor], espere.
Usted indica que {perdió la cédula}: [no puedo hacer más nada].
Señora, le dijeron mal; [mi amor], espere.
Dicen que [no se puede hacer más nada].
El quejoso alega que {el jefe le dijo papito} por lo que [no puedo] cerrar.
La denunciante refiere que {le dicen mamita} y [nosotros no podemos] intervenir.
Le respondo: [no puedo hacer más nada].
Usted escribió: {no puedo más, mi vida es un infierno}. Le entendemos, [mi amor].
El usuario expresó: {"mi vida corre peligro"} y [no puedo hacer más nada].
Usted dijo que “{mi vida corre peligro}” y [le digo que no puedo hacer más nada].
Le digo que usted escribió «{mi vida corre peligro}» en la nota.
Estimada señora: en su correo usted nos relata que {el supervisor la llamó mamita}. Lamentamos lo ocurrido, [mi amor].
Usted expresó su inconformidad porque [no puedo hacer más nada].
La quejosa relató: {"me dijo: mi amor, espere"}. Se abrió [mi vida] el caso.
Hemos recibido su queja, en la que manifiesta que {el médico le dijo papito}.
En su queja usted alega que {le gritaron "póngase en mi situación"}, por lo que [nosotros] iniciamos el trámite.
Según nos contó, {su jefe la llama mi reina}. [Mi reina], firme aquí.
Ella contó que {le dicen cariño}. [Cariño], espere.
Me indicó el señor Pérez que {su jefe le dice papito}.
me dijo la señora que {le dicen mami} y yo [no puedo hacer más nada]
Usted mencionó «{no puedo hacer más nada}», frase que lamentamos.
Como ya le dije, [no puedo hacer más nada].
Como le expliqué: «[no puedo hacer más nada por usted]» y punto.
Le dijimos que [no podemos hacer más nada].
El funcionario dijo que [no puede hacer más nada].
La ventanilla informó: "[no podemos hacer más nada] hoy", lo siento.
Permítame decirle que [no puedo hacer más nada].
Debo indicarle: "[no puedo hacer más nada]", señora.
La respuesta es «{sí, pero no}» según el estatuto.
Usted pide que {lo llamen mi amor}, y le respondo que [no puedo].
Informó usted que {perdió su vida}.
No me diga que [no puedo hacer más nada].
"""


def drafts() -> list[str]:
    return [line.replace("\\n", "\n") for line in DRAFTS.splitlines() if line]


def parsed(marked: str) -> tuple[str, list[tuple[bool, int, int]]]:
    text, zones = "", list[tuple[bool, int, int]]()
    for part in re.split(r"([{}\[\]])", marked):
        if part in ("{", "["):
            zones.append((part == "{", len(text), -1))
        elif part in ("}", "]"):
            zones[-1] = (*zones[-1][:2], len(text))
        else:
            text += part
    return text, zones


def assert_as_marked(marked: str) -> None:
    text, zones = parsed(marked)
    found = quoted(fold(text))
    for is_quoted, start, end in zones:
        if is_quoted:
            assert any(first <= start and end <= last for first, last in found), (text[start:end], found)
        else:
            assert not any(first < end and start < last for first, last in found), (text[start:end], found)


@pytest.mark.parametrize("marked", drafts())
def test_whose_words(marked: str) -> None:
    assert_as_marked(marked)


@pytest.mark.parametrize("marked", drafts())
def test_decomposed_accents_change_nothing(marked: str) -> None:
    assert_as_marked(unicodedata.normalize("NFD", marked))


@pytest.mark.parametrize("marked", drafts())
def test_capitals_change_nothing(marked: str) -> None:
    assert_as_marked(marked.upper())


@pytest.mark.parametrize("marked", [line for line in drafts() if "\n" not in line and line[0] not in ">—"])
def test_invisible_characters_change_nothing(marked: str) -> None:
    assert_as_marked(re.sub(r"(?<=[a-záéíóúñ])(?=[a-záéíóúñ])", "\u200b", marked))


@pytest.mark.parametrize("sign", list("«»“”„‘’‹›\"'—"))
def test_one_stray_sign_hides_nothing(sign: str) -> None:
    assert_as_marked(f"Buenas tardes, señora Díaz. {sign}[Mi amor, no puedo hacer más nada por usted.]\n\n[Espere.]")


def test_marks_do_not_pair_across_paragraphs() -> None:
    assert_as_marked("Buenas tardes, señora «Díaz.\n\n[Mi amor, no puedo hacer nada.]\n\nGracias» por su llamada.")


@given(st.text(alphabet="ab .,:;!\n\"'«»“”‘’—->usted dijo que le digo según", max_size=120))
def test_spans_are_in_order_apart_and_inside(text: str) -> None:
    found = quoted(fold(text))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    assert not edges or edges[-1] <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        '"a" ',
        "«a ",
        "«a»",
        "—",
        "—a ",
        "dijo que ",
        "dijo —a ",
        "usted dijo, ",
        "> a\n",
        "escribió: ",
        "De:\n",
        "\n- a",
        "según a ",
    ],
)
def test_hostile_drafts_come_to_an_end(piece: str) -> None:
    found = quoted(fold("usted dijo:\n" + piece * (200_000 // len(piece))))
    assert list(found) == sorted(found)


def test_nothing_quoted() -> None:
    assert quoted(fold("")) == ()
    assert quoted(fold("Buenas tardes. Recibimos su solicitud.\nLe llamaremos mañana.")) == ()
