"""YAML is read in one place, strictly: plain data, its places, and words of ours where it is wrong."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion import Location, ManualFileError, yaml_reader
from manual_atencion.text_files import LARGEST_FILE
from manual_atencion.yaml_reader import DEEPEST_NESTING, read_file, read_text


def said(text: str) -> str:
    with pytest.raises(ManualFileError) as raised:
        read_text(text, "a.yaml")
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("si", "si"),
        ("yes", "yes"),
        ("on", "on"),
        ("14:30", "14:30"),
        ("09:30", "09:30"),
        ("2026-01-31", "2026-01-31"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("0o7", "0o7"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("<=", "<="),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("7", 7),
        ("007", 7),
        ("-3", -3),
        ("1.0", 1.0),
        ("1.0.0", "1.0.0"),
        ("1e3", 1000.0),
        ('"7"', "7"),
        ("'true'", "true"),
        ("|\n  uno\n  dos\n", "uno\ndos\n"),
        ('""', ""),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    data = read_text(f"clave: {text}", "a.yaml").data
    assert isinstance(data, dict)
    assert (data["clave"], type(data["clave"])) == (value, type(value))


def test_a_number_of_many_digits_stays_text() -> None:
    assert read_text("9" * 5000, "a.yaml").data == "9" * 5000


def test_every_key_and_value_keeps_its_place() -> None:
    located = read_text("uno:\n  dos: [a, {tres: b}]\n", "a.yaml")
    assert located.place(("uno",), key=True) == Location("a.yaml", 1, 1)
    assert located.place(("uno", "dos"), key=True) == Location("a.yaml", 2, 3)
    assert located.place(("uno", "dos", 0)) == Location("a.yaml", 2, 9)
    assert located.place(("uno", "dos", 1, "tres")) == Location("a.yaml", 2, 19)
    assert located.place(("uno", "dos", 1, "cuatro"), key=True) == Location("a.yaml", 2, 12)
    assert located.under(("uno",)).place(("dos", 0)) == Location("a.yaml", 2, 9)


def test_columns_are_counted_in_characters() -> None:
    located = read_text("«ñandú»: {áéí: x}\n", "a.yaml")
    assert located.place(("«ñandú»", "áéí")) == Location("a.yaml", 1, 16)


def test_json_is_read_too() -> None:
    data = {"canal": "correo", "lista": [1, 2.5, None, True, {"a": "b"}], "texto": 'con "comillas" y ñ'}
    assert read_text(json.dumps(data, indent=2), "a.json").data == data
    assert read_text(json.dumps(data), "a.json").data == data


# JSON writes what lies beyond U+FFFF as two escapes, which YAML does not join; no fact, id or value needs them.
_WORDS = st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=20)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | _WORDS
    | st.floats(allow_nan=False, allow_infinity=False)
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(_DATA)
def test_any_json_is_read_as_json_reads_it(data: Any) -> None:
    found = read_text(json.dumps(data), "a.json").data
    assert _alike(found, data)


def _alike(found: Any, data: Any) -> bool:
    if isinstance(data, dict):
        return found.keys() == data.keys() and all(_alike(found[key], data[key]) for key in data)
    if isinstance(data, list):
        return len(found) == len(data) and all(map(_alike, found, data))
    return bool(math.isclose(found, data)) if isinstance(data, float) else bool(found == data)


@given(st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"%@`?, \n\t\\~<ñ0.\r\0\x07\ufeff"), max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        read_text(text, "a.yaml")
    except ManualFileError as error:
        for fault in error.faults:
            assert fault.location is not None
            assert fault.location.line >= 1
            assert not re.search(r"\b(found|expected|while|scanning|mapping|token|block)\b", fault.render())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "a: 1\na: 2\n",
            "a.yaml:2:1: la clave «a» está repetida; cada clave se escribe una sola vez (véase a.yaml:1:1)",
        ),
        (
            "a: {b: 1, b: 2}",
            "a.yaml:1:11: la clave «b» está repetida; cada clave se escribe una sola vez (véase a.yaml:1:5)",
        ),
        (
            "1: a\n1: b\n",
            "a.yaml:2:1: la clave «1» está repetida; cada clave se escribe una sola vez (véase a.yaml:1:1)",
        ),
        ("a: &x 1\nb: 2", "a.yaml:1:4: no se admiten anclas («&»); escriba el valor donde haga falta"),
        ("a: *x", "a.yaml:1:4: no se admiten alias («*»); escriba el valor completo"),
        ("a: !!python/object:os.system 1", "a.yaml:1:4: no se admiten etiquetas de tipo («!»)"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1: hay más de un documento («---»); se esperaba uno"),
        ("? [a]\n: b", "a.yaml:1:3: la clave debe ser un texto o un número entero; escriba «clave: valor»"),
        ("1.5: b", "a.yaml:1:1: la clave debe ser un texto o un número entero; escriba «clave: valor»"),
        ("a:\n\tb: 1", "a.yaml:2:1: no es YAML válido: use espacios y no tabulaciones para la sangría"),
        ("a: 'b\nc: d\n", "a.yaml:1:4: no es YAML válido: faltan las comillas de cierre de un texto"),
        ("a: |x\n  b", "a.yaml:1:5: no es YAML válido: después de «|» o «>» el texto empieza en la línea siguiente"),
        ("%YAML 1.2 x\n---\na: b", "a.yaml:1:11: no es YAML válido: no se admiten directivas («%»)"),
        ("a: b\n\x07", "a.yaml:2:1: hay un carácter de control que no se ve (U+0007); bórrelo"),
        ("a: \ud800", "a.yaml:1:4: hay un carácter de control que no se ve (U+D800); bórrelo"),
    ],
)
def test_what_is_not_strict_is_refused(text: str, words: str) -> None:
    assert said(text) == words


def test_all_repeated_keys_are_told_at_once() -> None:
    assert len(said("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n").splitlines()) == 3


def test_deep_nesting_is_refused_before_it_costs_anything() -> None:
    deepest = "[" * 100_000
    assert said(deepest) == f"a.yaml:1:{DEEPEST_NESTING + 1}: hay más de {DEEPEST_NESTING} niveles de anidación"
    assert f"hay más de {DEEPEST_NESTING} niveles" in said("- " * 100_000)
    assert f"hay más de {DEEPEST_NESTING} niveles" in said("{a: " * 100_000)
    assert f"hay más de {DEEPEST_NESTING} niveles" in said("\n".join(" " * level + "a:" for level in range(100)))


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert said(bomb) == "a.yaml:1:4: no se admiten anclas («&»); escriba el valor donde haga falta"


def test_an_empty_file_holds_nothing_and_has_a_place() -> None:
    located = read_text("", "a.yaml")
    assert located.data is None
    assert located.mapping == {}
    assert located.place(("lo", "que", "sea")) == Location("a.yaml", 1, 1)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("binario", b"PK\x03\x04\0\0\0", "1:5: el archivo es binario; se esperaba texto en UTF-8"),
        (
            "latin1",
            "a: b\nc: ñandú".encode("latin-1"),
            "2:4: el archivo no es texto UTF-8; guárdelo con codificación UTF-8",
        ),
        ("utf16", "a: b".encode("utf-16"), "1:1: el archivo está en UTF-16; guárdelo con codificación UTF-8"),
        ("utf16_sin_marca", "a: b".encode("utf-16-le"), "1:2: el archivo es binario; se esperaba texto en UTF-8"),
        (
            "grande",
            b"a: b\n" * (10_000_000 // 5),
            f"1:1: el archivo es demasiado grande; el máximo es {LARGEST_FILE} bytes",
        ),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ManualFileError) as raised:
        read_file(path, name)
    assert str(raised.value) == f"{name}:{words}"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path, "es una carpeta; se esperaba un archivo"),
        (tmp_path / "falta.yaml", "no existe el archivo"),
        (tmp_path / "a\0b", "no se puede leer el archivo"),
    ):
        with pytest.raises(ManualFileError) as raised:
            read_file(path, "x")
        assert str(raised.value) == f"x:1:1: {words}"


def test_a_byte_order_mark_and_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = read_text("a: b\nc: |\n  uno\n  dos\n", "a.yaml")
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + b"a: b\r\nc: |\r\n  uno\r\n  dos\r\n")
    found = read_file(path, "a.yaml")
    assert (found.data, found.values, found.keys) == (plain.data, plain.values, plain.keys)


@pytest.mark.parametrize(
    "text", ["a: b: c", "a: 'b", "a: [b", "a: {b", "a:\n\tb: 1", "a: @b", "- a\nb", 'a: "\\d"', "a: &x b"]
)
def test_the_slower_parser_says_the_same_in_spanish(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(yaml_reader, "_PARSER", yaml.SafeLoader)
    assert not re.search(r"\b(found|expected|while|but|could|not)\b", said(text))


@pytest.mark.parametrize("text", ["a: 1\nb: [x, {c: 'd'}]\n", "é: [ñ, {a: b}]\n"])
def test_the_slower_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    quick = read_text(text, "a.yaml")
    monkeypatch.setattr(yaml_reader, "_PARSER", yaml.SafeLoader)
    slow = read_text(text, "a.yaml")
    assert (quick.data, quick.values, quick.keys) == (slow.data, slow.values, slow.keys)
