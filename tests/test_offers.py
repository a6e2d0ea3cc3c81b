"""Approved wording, with the form that the case asks for and its slots filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion.conditions import Condition, evaluate
from manual_atencion.conditions import Test as FactTest
from manual_atencion.errors import CaseError
from manual_atencion.facts import Fact, Value, Vocabulary
from manual_atencion.messages import long_date
from manual_atencion.phrase_definitions import Form, Phrase, Slot, SlotKind
from manual_atencion.replies.agreement import joined, opens_sentence
from manual_atencion.replies.offers import Offer, Offers
from manual_atencion.replies.slots import read_slots
from manual_atencion.sources import Source

CANARY = "Zoraida Quintín"


def fact(name: str, *options: str) -> Fact:
    return Fact(name, "opcion", name, f"¿{name}?", options=MappingProxyType({item: item for item in options}))


GREETINGS = MappingProxyType(
    {"buenos_dias": "«Buenos días»", "buenas_tardes": "«Buenas tardes»", "buenas_noches": "«Buenas noches»"}
)
VOCABULARY = Vocabulary(
    {
        "saludo_segun_hora": Fact("saludo_segun_hora", "opcion", "saludo", "¿Cuál?", options=GREETINGS),
        "identidad": fact("identidad", "identificada", "reservada", "anonima", "no_solicitada"),
        "nombre_conocido": Fact("nombre_conocido", "si_no", "se conoce el nombre", "¿Se conoce?"),
    }
)
KINDS: Mapping[str, SlotKind] = {
    "institucion": "texto",
    "nombre": "nombre",
    "cargo": "texto",
    "numero": "numero",
    "fecha": "fecha",
    "momento": "hora",
    "plazo": "duracion",
    "telefono": "telefono",
    "genero": "genero",
}
SLOTS = {name: Slot(name, kind, name, "x") for name, kind in KINDS.items()} | {
    "nombre_usuario": Slot("nombre_usuario", "nombre", "nombre", "Rosa Díaz", personal=True),
    "apellido_usuario": Slot("apellido_usuario", "nombre", "apellido", "Díaz", personal=True),
}
TEXTS = {
    "bienvenida": "{saludo}, le damos la bienvenida a {institucion}. ¿En qué le puedo servir?",
    "contestar": "{institucion}, {saludo}, le atiende {nombre}.",
    "devolucion": "{saludo}, {tratamiento}; le hablamos de {institucion}. Mi nombre es {nombre}; soy {cargo}.",
    "preguntar": "{saludo}, ¿me podría comunicar con {tratamiento}?",
    "señas": "Sí, {tratamiento} {apellido_usuario}. {tratamiento} {nombre_usuario}, pase. Es de {tratamiento} "
    "{nombre_usuario}.",
    "carta": "{tratamiento}: su número es {numero}.",
    "por_su_nombre": "Gracias, {nombre_usuario}. Le esperamos el {fecha} a las {momento}, en {plazo}: {telefono}.",
}
FORMS = {
    "preguntar": (
        Form(FactTest("identidad", ("anonima", "reservada")), "{saludo}, ¿me podría comunicar con quien nos llamó?"),
    )
}


def approved(name: str, text: str) -> Phrase:
    return Phrase(f"guion.{name}", "aprobada", Source(6, "x"), text=text, forms=FORMS.get(name, ()))


PHRASES = {f"guion.{name}": approved(name, text) for name, text in TEXTS.items()} | {
    "trato.carino": Phrase("trato.carino", "prohibida", Source(29, "x"), suggests=("guion.carta",))
}
OFFERS = Offers(PHRASES, SLOTS, VOCABULARY)


def holding(facts: Mapping[str, Value]) -> Callable[[Condition], bool | None]:
    return lambda condition: evaluate(condition, facts, VOCABULARY)


def fill(name: str, facts: Mapping[str, Value] = MappingProxyType({}), **slots: object) -> Offer:
    return OFFERS.fill(f"guion.{name}", holding(facts), facts, slots)


TARDE: Mapping[str, Value] = {"saludo_segun_hora": "buenas_tardes"}


def test_the_greeting_is_the_one_of_the_hour() -> None:
    offer = fill("bienvenida", TARDE, institucion="la Defensoría del Pueblo")
    assert offer.text == "Buenas tardes, le damos la bienvenida a la Defensoría del Pueblo. ¿En qué le puedo servir?"
    assert offer.open_slots == ()


def test_what_is_not_known_stays_open_and_is_listed() -> None:
    offer = fill("bienvenida")
    assert offer.text == TEXTS["bienvenida"]
    assert offer.open_slots == ("saludo", "institucion")
    assert fill("bienvenida", institucion=None).open_slots == ("saludo", "institucion")


def test_an_institution_loses_its_article_where_it_is_announced() -> None:
    for name in ("la Defensoría del Pueblo", "Defensoría del Pueblo"):
        text = fill("contestar", TARDE, institucion=name, nombre="Ana Pérez").text
        assert text == "Defensoría del Pueblo, buenas tardes, le atiende Ana Pérez."


def test_articles_contract() -> None:
    text = fill("bienvenida", TARDE, institucion="el Ministerio de Salud").text
    assert "bienvenida al Ministerio de Salud." in text
    text = fill("devolucion", TARDE, institucion="el Ministerio", nombre="Ana", cargo="asesora").text
    assert "le hablamos del Ministerio." in text
    assert joined("viaja a ", "El Salvador", ".") == "viaja a El Salvador"
    assert joined("soy de ", "la Defensoría", ".") == "soy de la Defensoría"
    assert joined("", "el Ministerio", " confirma") == "El Ministerio"
    assert joined("hasta ", "el Ministerio", "") == "hasta el Ministerio"


def test_a_full_stop_is_not_doubled() -> None:
    assert (
        joined("Le atiende ", "Construcciones S.A.", ". Gracias") + ". Gracias"
        == "Le atiende Construcciones S.A. Gracias"
    )


@pytest.mark.parametrize(
    ("slots", "facts", "expected", "left_open"),
    [
        ({"genero": "femenino", "nombre_usuario": "Díaz"}, {}, "señora Díaz", ()),
        ({"genero": "masculino", "nombre_usuario": "Díaz"}, {}, "señor Díaz", ()),
        ({"genero": "neutro", "nombre_usuario": "Rosa Díaz"}, {}, "Rosa Díaz", ()),
        ({"nombre_usuario": "Rosa Díaz"}, {}, "Rosa Díaz", ()),
        ({"genero": "femenino", "nombre_usuario": "Rosa Díaz", "apellido_usuario": "Díaz"}, {}, "señora Díaz", ()),
        ({"nombre_usuario": "Rosa Díaz", "apellido_usuario": "Díaz"}, {}, "Rosa Díaz", ()),
        ({"apellido_usuario": "Díaz", "genero": "masculino"}, {"identidad": "identificada"}, "señor Díaz", ()),
        ({"genero": "femenino"}, {}, "señora", ()),
        ({}, {}, "estimada persona usuaria", ()),
        ({}, {"identidad": "identificada"}, "{nombre_usuario}", ("nombre_usuario",)),
        ({"genero": "femenino"}, {"nombre_conocido": "si"}, "señora {nombre_usuario}", ("nombre_usuario",)),
        ({"nombre_usuario": "Rosa Díaz"}, {"identidad": "anonima"}, "estimada persona usuaria", ()),
        ({"nombre_usuario": "Rosa", "genero": "femenino"}, {"identidad": "reservada"}, "señora", ()),
        ({"apellido_usuario": "Díaz", "genero": "femenino"}, {"identidad": "anonima"}, "señora", ()),
        (
            {"nombre_usuario": "Rosa"},
            {"identidad": "reservada", "nombre_conocido": "si"},
            "estimada persona usuaria",
            (),
        ),
    ],
)
def test_the_user_is_addressed_as_they_wish_and_never_guessed(
    slots: dict[str, object], facts: dict[str, Value], expected: str, left_open: tuple[str, ...]
) -> None:
    given = {"institucion": "la Defensoría", "nombre": "Ana", "cargo": "asesora", **slots}
    offer = fill("devolucion", {**TARDE, **facts}, **given)
    assert offer.text == f"Buenas tardes, {expected}; le hablamos de la Defensoría. Mi nombre es Ana; soy asesora."
    assert offer.open_slots == left_open


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"genero": "femenino", "nombre_usuario": "Rosa Díaz"}, "la señora Rosa Díaz"),
        ({"genero": "masculino", "nombre_usuario": "Juan Pérez"}, "el señor Juan Pérez"),
        ({"nombre_usuario": "Rosa Díaz"}, "Rosa Díaz"),
        ({"genero": "femenino"}, "la señora {nombre_usuario}"),
        ({}, "{nombre_usuario}"),
    ],
)
def test_the_user_is_spoken_of_with_an_article(slots: dict[str, object], expected: str) -> None:
    assert fill("preguntar", TARDE, **slots).text == f"Buenas tardes, ¿me podría comunicar con {expected}?"


@pytest.mark.parametrize(
    ("gender", "expected"),
    [
        ("masculino", "Sí, señor Díaz. Señor Luis Díaz, pase. Es del señor Luis Díaz."),
        ("femenino", "Sí, señora Díaz. Señora Luis Díaz, pase. Es de la señora Luis Díaz."),
        ("neutro", "Sí, Díaz. Luis Díaz, pase. Es de Luis Díaz."),
    ],
)
def test_a_phrase_may_put_its_own_name_after_the_title(gender: str, expected: str) -> None:
    assert fill("señas", nombre_usuario="Luis Díaz", apellido_usuario="Díaz", genero=gender).text == expected


def test_a_sentence_begins_with_a_capital() -> None:
    assert fill("carta", genero="femenino", nombre_usuario="Díaz", numero=147).text == "Señora Díaz: su número es 147."
    assert fill("carta", numero="DP-1").text == "Estimada persona usuaria: su número es DP-1."


@pytest.mark.parametrize("identity", ["anonima", "reservada"])
def test_the_form_that_the_case_asks_for_is_used(identity: str) -> None:
    offer = fill("preguntar", {**TARDE, "identidad": identity}, nombre_usuario=CANARY)
    assert offer.text == "Buenas tardes, ¿me podría comunicar con quien nos llamó?"


@pytest.mark.parametrize("identity", ["anonima", "reservada"])
@pytest.mark.parametrize("name", TEXTS)
def test_no_phrase_names_a_user_whose_identity_is_kept(name: str, identity: str) -> None:
    names = {"nombre_usuario": CANARY, "apellido_usuario": CANARY}
    offer = fill(name, {**TARDE, "identidad": identity}, genero="femenino", **names)
    assert "Zoraida" not in offer.text
    assert ("nombre_usuario" in offer.open_slots) == (name in ("por_su_nombre", "señas"))


def test_each_kind_of_slot_is_written_as_spanish_writes_it() -> None:
    offer = fill("por_su_nombre", nombre_usuario="Rosa", fecha=date(2026, 11, 2), momento="09:05", plazo="PT24H",
                 telefono="500-1234")  # fmt: skip
    assert offer.text == "Gracias, Rosa. Le esperamos el 2 de noviembre de 2026 a las 9:05, en 24 horas: 500-1234."
    assert offer.open_slots == ()


@pytest.mark.parametrize(
    ("slot", "raw", "written"),
    [
        ("fecha", "2026-02-03", "3 de febrero de 2026"),
        ("momento", time(14, 30), "14:30"),
        ("plazo", timedelta(hours=1), "1 hora"),
        ("plazo", timedelta(minutes=15), "15 minutos"),
        ("plazo", "1 días", "1 día"),
        ("plazo", "10 dia habiles", "10 días hábiles"),
        ("plazo", "2 mes", "2 meses"),
        ("plazo", "1 día hábil", "1 día hábil"),
        ("numero", 0, "0"),
        ("numero", "DP 2026/147", "DP 2026/147"),
        ("telefono", "+507 500-1234 ext. 12", "+507 500-1234 ext. 12"),
        ("cargo", " Oficial\u00a0de  Derechos ", "Oficial de Derechos"),
        ("nombre", "María-José O'Neill", "María-José O'Neill"),
    ],
)
def test_values_are_read_by_their_kind(slot: str, raw: object, written: str) -> None:
    assert read_slots(SLOTS, {slot: raw}).texts == {slot: written}


@pytest.mark.parametrize(
    ("slot", "raw"),
    [
        ("nombre", f"{CANARY}\nSegunda línea"),
        ("nombre", f"{CANARY} {{saludo}}"),
        ("nombre", f"{CANARY}\x07"),
        ("nombre", f"{CANARY}\u200b"),
        ("nombre", f"{CANARY}\u202e"),
        ("nombre", CANARY * 20),
        ("nombre", "12345"),
        ("nombre", 7),
        ("cargo", ""),
        ("cargo", "   "),
        ("cargo", "a" * 401),
        ("numero", CANARY),
        ("numero", True),
        ("numero", -1),
        ("fecha", f"2026-13-01 {CANARY}"),
        ("fecha", "2026-02-30"),
        ("fecha", datetime(2026, 1, 1)),  # noqa: DTZ001  # a moment is not a day
        ("momento", "25:00"),
        ("plazo", "pronto"),
        ("plazo", "0 horas"),
        ("plazo", timedelta()),
        ("plazo", timedelta(days=-1)),
        ("plazo", "PT"),
        ("telefono", CANARY),
        ("telefono", "12"),
        ("genero", "mujer"),
        ("genero", True),
    ],
)
def test_a_wrong_value_is_refused_and_never_repeated(slot: str, raw: object) -> None:
    with pytest.raises(CaseError) as refused:
        OFFERS.fill("guion.bienvenida", holding({}), {}, {slot: raw})
    assert [f"el espacio «{slot}»" in item.message.render() for item in refused.value.faults] == [True]
    assert "Zoraida" not in repr(refused.value) + str(refused.value) + refused.value.render("en")
    assert refused.value.__context__ is None
    assert refused.value.__cause__ is None


def test_wrong_slots_are_told_together_with_what_was_meant() -> None:
    with pytest.raises(CaseError) as refused:
        read_slots(SLOTS, {"nombr": "Ana", "genero": "femenina", "saludo": "Hola", f"{CANARY} {CANARY}": 1})
    assert [(item.message.render().split("»")[0], item.suggestion) for item in refused.value.faults] == [
        ("el espacio «genero", "femenino"),
        ("hay un espacio cuyo nombre no es válido", None),
        ("no existe el espacio «nombr", "nombre"),
        ("no existe el espacio «saludo", None),
    ]
    assert "Zoraida" not in str(refused.value)


def test_only_approved_phrases_are_offered() -> None:
    with pytest.raises(CaseError, match=r"no existe la frase «guion\.bienvenid»") as missing:
        OFFERS.fill("guion.bienvenid", holding({}), {})
    assert missing.value.faults[0].suggestion == "guion.bienvenida"
    with pytest.raises(CaseError, match=r"«trato\.carino» no es una frase aprobada") as forbidden:
        OFFERS.fill("trato.carino", holding({}), {})
    assert forbidden.value.faults[0].suggestion == "guion.carta"


def test_slots_may_be_read_once_for_many_phrases() -> None:
    values = OFFERS.read({"institucion": "la Defensoría", "nombre": CANARY})
    assert OFFERS.fill("guion.contestar", holding(TARDE), TARDE, values) == fill(
        "contestar", TARDE, institucion="la Defensoría", nombre=CANARY
    )
    assert repr(values) == "<SlotValues: 2 slots>"


def test_the_text_forms_show_no_text() -> None:
    offer = fill("contestar", TARDE, institucion="la Defensoría", nombre=CANARY)
    assert repr(offer) == f"<Offer guion.contestar: {len(offer.text)} characters, 0 open slots>"


def test_a_manual_without_these_facts_and_slots_still_offers() -> None:
    bare = Offers({"guion.carta": PHRASES["guion.carta"]}, {}, Vocabulary({}))
    offer = bare.fill("guion.carta", holding({}), {"identidad": "identificada"}, {})
    assert offer == Offer("guion.carta", "Estimada persona usuaria: su número es {numero}.", ("numero",))


def test_days_are_written_long() -> None:
    assert long_date(date(2026, 11, 2)) == long_date(date(2026, 11, 2), "es_PA") == "2 de noviembre de 2026"


names = st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and text.isprintable()
)


@given(name=names, identity=st.sampled_from(["identificada", "reservada", "anonima", "no_solicitada"]),
       gender=st.sampled_from(["femenino", "masculino", "neutro", None]))  # fmt: skip
def test_a_name_is_used_exactly_when_the_identity_allows_it(name: str, identity: str, gender: str | None) -> None:
    offer = fill("devolucion", {"identidad": identity}, nombre_usuario=f"Q{name}Q", genero=gender)
    shown = "Q" + " ".join(name.split(" ")) + "Q" if not name.isspace() else "Q Q"
    kept = identity in ("reservada", "anonima")
    assert (" ".join(shown.split()) in " ".join(offer.text.split())) != kept
    assert "nombre_usuario" not in offer.open_slots


@given(raw=st.one_of(st.text(max_size=60), st.integers(), st.binary(max_size=5), st.floats(), st.booleans()),
       slot=st.sampled_from(sorted(SLOTS)))  # fmt: skip
def test_whatever_a_host_gives_is_one_clean_line_or_a_case_error(raw: object, slot: str) -> None:
    try:
        texts = read_slots(SLOTS, {slot: raw}).texts
    except CaseError:
        return
    assert all(text.isprintable() and not set(text) & set("{}") and text.strip() == text for text in texts.values())


@given(before=st.sampled_from(["", "Hola. ", "¿", "Bien. ¿", "con ", "a ", "de ", "Sí, "]), value=names)
def test_joining_keeps_the_words(before: str, value: str) -> None:
    assert joined(before, value, "").casefold().endswith(value[-1].casefold())
    assert opens_sentence(before) == (before in ("", "Hola. ", "¿", "Bien. ¿"))
