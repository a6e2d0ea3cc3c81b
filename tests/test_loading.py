"""Loading: what is no part of a manual's meaning changes nothing; what cannot be loaded is told; nothing is written."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.broken_manuals import BASE, FINE, complaints, copy_of_base, put

from manual_atencion import Manual, ManualFileError
from manual_atencion.errors import MOST_FAULTS

CASE = {"canal": "presencial", "enojado": "si", "minutos_de_espera": 20}
FILES = sorted((BASE / "rules").iterdir())


def fresh(tmp_path: Path, **files: str | bytes) -> Path:
    return put(copy_of_base(tmp_path / "manual"), {f"rules/{stem}.yaml": content for stem, content in files.items()})


def answer(manual: Manual) -> str:
    return f"{manual.definition.digest} {manual.decide(CASE).to_json()}"


def rewritten(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    folder = copy_of_base(tmp_path / "manual")
    for path in (folder / "rules").iterdir():
        path.write_bytes(change(path.read_bytes()))
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw + b"\n\n# un comentario\n",
        lambda raw: b"# otro\n---\n" + raw,
        lambda raw: raw.rstrip(b"\n"),
    ],
    ids=["line ends", "byte order mark", "comment", "document mark", "no last line end"],
)
def test_how_a_file_is_written_is_no_part_of_its_meaning(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    assert answer(Manual.load(rewritten(tmp_path, change))) == answer(Manual.load(BASE))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_keys_and_the_style_of_yaml_change_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)

    def change(raw: bytes) -> bytes:
        data = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506  # all scalars as text, none built
        return yaml.safe_dump(_plain(_shuffled(data, rng)), sort_keys=False, allow_unicode=True).encode()

    assert answer(Manual.load(rewritten(tmp_path, change))) == answer(Manual.load(BASE))


def _plain(data: Any) -> Any:
    """Give numbers back their kind; `safe_dump` quotes every text that YAML 1.1 would take for something else."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return int(data) if data.isdigit() else data


def _shuffled(data: Any, rng: random.Random) -> Any:
    if not isinstance(data, dict):
        return [_shuffled(item, rng) for item in data] if isinstance(data, list) else data
    names = list(data)
    rng.shuffle(names)
    return {name: _shuffled(data[name], rng) for name in names}


def test_the_order_in_which_the_system_lists_files_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = answer(Manual.load(BASE))
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(sorted(listed(self), reverse=True)))
    assert answer(Manual.load(BASE)) == usual


def test_the_hash_seed_changes_nothing() -> None:
    show = f"m = Manual.load({str(BASE)!r}); print(m.definition.digest, m.decide({CASE!r}).to_json())"
    command = [sys.executable, "-c", f"from manual_atencion import Manual; {show}"]
    said = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout  # noqa: S603
        for seed in ("0", "1", "77")
    }
    assert [text.decode().strip() for text in said] == [answer(Manual.load(BASE))]


def test_a_change_of_meaning_changes_the_digest(tmp_path: Path) -> None:
    folder = rewritten(
        tmp_path,
        lambda raw: raw.replace(b"> 10", b"> 11").replace(b"minutos_de_espera: 11}", b"minutos_de_espera: 12}"),
    )
    assert Manual.load(folder).definition.digest != Manual.load(BASE).definition.digest


def test_rules_may_be_spread_over_any_files(tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "manual")
    (folder / "rules/conflicto.yaml").rename(folder / "rules/zanjas.yaml")
    assert complaints(folder) == FINE
    assert "zanjas.escuchar" in Manual.load(folder).definition.rules


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda room: room / "falta", "falta:1:1: no existe la carpeta"),
        (
            lambda room: put(room, {"a.yaml": "x"}) / "a.yaml",
            "a.yaml:1:1: es un archivo; se esperaba una carpeta con rules/",
        ),
        (
            lambda room: put(room, {"vacia/leame.txt": ""}) / "vacia",
            "vacia:1:1: la carpeta no contiene rules/ ni phrases/",
        ),
        (
            lambda room: put(room, {"plano/rules": "x"}) / "plano",
            "plano:1:1: la carpeta no contiene rules/ ni phrases/",
        ),
    ],
)
def test_what_is_no_manual_folder_is_told(tmp_path: Path, make: Callable[[Path], Path], words: str) -> None:
    assert complaints(make(tmp_path)) == words


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("binario", b"\x7fELF\0\0", "1:5: el archivo es binario; se esperaba texto en UTF-8"),
        ("utf16", "a: b\n".encode("utf-16"), "1:1: el archivo está en UTF-16; guárdelo con codificación UTF-8"),
        (
            "latin1",
            "compañero: b\n".encode("latin-1"),
            "1:6: el archivo no es texto UTF-8; guárdelo con codificación UTF-8",
        ),
        ("grande", b"# diez megas\n" * 800_000, "1:1: el archivo es demasiado grande; el máximo es 1000000 bytes"),
        ("bomba", b"a: &a [x]\nb: [*a, *a]\n", "1:4: no se admiten anclas («&»); escriba el valor donde haga falta"),
        ("hondo", b"a: " + b"[" * 100_000, "1:43: hay más de 40 niveles de anidación"),
        ("hondo_en_grupos", b"{a: " * 100_000, "1:158: hay más de 40 niveles de anidación"),
    ],
)
def test_a_file_that_no_manual_should_hold_is_refused_quickly(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    began = time.process_time()
    assert complaints(fresh(tmp_path, **{name: content})) == f"rules/{name}.yaml:{words}"
    assert time.process_time() - began < 2


def test_a_folder_named_like_a_file_is_told(tmp_path: Path) -> None:
    folder = fresh(tmp_path)
    (folder / "rules/carpeta.yaml").mkdir()
    assert complaints(folder) == "rules/carpeta.yaml:1:1: es una carpeta; los archivos van directamente en rules/"


def test_a_pipe_named_like_a_file_does_not_hang(tmp_path: Path) -> None:
    folder = fresh(tmp_path)
    os.mkfifo(folder / "rules/tubo.yaml")
    assert complaints(folder) == "rules/tubo.yaml:1:1: no es un archivo corriente"


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    folder = fresh(tmp_path)
    (folder / "rules/enlace.yaml").symlink_to("no_existe")
    assert complaints(folder) == "rules/enlace.yaml:1:1: no existe el archivo"


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    folder = put(
        fresh(tmp_path), {"rules/.DS_Store": b"\0", "rules/.prueba.yaml.swp": b"\0", ".git/config": "", "LEAME.md": ""}
    )
    assert complaints(folder) == FINE


def test_as_many_faults_as_one_can_read_are_told_and_no_more(tmp_path: Path) -> None:
    conditions = "".join(f"    hecho_{index}: si\n" for index in range(20_000))
    began = time.process_time()
    said = complaints(
        fresh(
            tmp_path,
            muchas=f"muchas:\n  tipo: permitido\n  cuando:\n{conditions}  entonces: {{acto: ofrecer_agua}}\n"
            "  fuente: {pagina: 1, cita: a, lectura: literal}\n  ejemplos: {aplica: [{}], no_aplica: [{}]}\n",
        )
    )
    assert len(said.splitlines()) == MOST_FAULTS
    assert time.process_time() - began < 5


def test_many_rules_load_in_reasonable_time(tmp_path: Path) -> None:
    rules = "".join(
        f"r{index}:\n  tipo: recomendado\n  cuando: {{minutos_de_espera: {index}}}\n"
        "  entonces: {acto: ofrecer_agua}\n"
        f"  fuente: {{pagina: 1, cita: a, lectura: literal}}\n  ejemplos: {{aplica: [{{}}], no_aplica: [{{}}]}}\n"
        for index in range(300)
    )
    began = time.process_time()
    assert complaints(fresh(tmp_path, muchas=rules)) == FINE
    assert time.process_time() - began < 5


def test_loading_writes_nothing(tmp_path: Path) -> None:
    folder = fresh(tmp_path)
    broken = put(copy_of_base(tmp_path / "roto"), {"rules/prueba.yaml": "a: [", "rules/otra.yaml": "b: 1\n"})

    def snapshot() -> dict[str, str]:
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in tmp_path.rglob("*")
        }

    before = snapshot()
    Manual.load(folder)
    with pytest.raises(ManualFileError):
        Manual.load(broken)
    assert snapshot() == before


def test_folders_may_be_given_as_text_or_path_and_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of_base(tmp_path / "manual")
    monkeypatch.chdir(tmp_path)
    assert (
        answer(Manual.load("manual")) == answer(Manual.load(Path("manual"))) == answer(Manual.load(tmp_path / "manual"))
    )
    monkeypatch.chdir(tmp_path / "manual")
    assert answer(Manual.load(".")) == answer(Manual.load(BASE))


def test_rules_in_force_at_different_times_do_not_contradict(tmp_path: Path) -> None:
    rule = """{name}:
  tipo: {kind}
  cuando: {{canal: correo}}
  entonces: {{acto: ofrecer_agua}}
  vigencia: {{{validity}}}
  fuente: {{pagina: 1, cita: a, lectura: literal}}
  ejemplos: {{aplica: [{{canal: correo}}], no_aplica: [{{}}]}}
"""
    first = rule.format(name="antes", kind="permitido", validity="hasta: 2026-01-31")
    apart = rule.format(name="despues", kind="prohibido", validity="desde: 2026-02-01")
    together = rule.format(name="despues", kind="prohibido", validity="desde: 2026-01-31")
    assert "antes" not in complaints(fresh(tmp_path, vigencias=first + apart))
    assert "«vigencias.antes» y «vigencias.despues»" in complaints(
        put(tmp_path / "manual", {"rules/vigencias.yaml": first + together})
    )


def test_incompatible_facts_excuse_a_contradiction(tmp_path: Path) -> None:
    against = """no_agua:
  tipo: prohibido
  cuando: {minutos_de_espera: "> 12", canal: telefono}
  entonces: {acto: ofrecer_agua}
  fuente: {pagina: 1, cita: a, lectura: literal}
  ejemplos: {aplica: [{minutos_de_espera: 13, canal: telefono}], no_aplica: [{}]}
"""
    folder = fresh(tmp_path, otras=against)
    assert "se contradicen" in complaints(folder)
    facts = (BASE / "rules/hechos.yaml").read_text("utf-8")
    apart = '  sin_sala: {cuando: {minutos_de_espera: "> 0", canal: telefono}, razon: Por teléfono nadie espera.}\n'
    put(folder, {"rules/hechos.yaml": facts + apart})
    assert complaints(folder) == FINE


def test_every_packaged_file_is_read() -> None:
    assert Manual.load().definition.rules
    assert all(path.suffix == ".yaml" for path in FILES)
