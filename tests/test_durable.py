"""durable-rules in its cage: the answers that the program defines, and nothing unsound reaches the C code."""

from __future__ import annotations

import copy
import json
import os
import pickle
import random
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manual_atencion.decisions import durable
from manual_atencion.decisions.durable import DurableEngine
from manual_atencion.decisions.durable_cage import check_definition, check_fact, hash_32
from manual_atencion.decisions.durable_rulesets import Layer, translate_layer
from manual_atencion.decisions.program import Clause, Program
from manual_atencion.errors import EngineError

needs_durable = pytest.mark.skipif(not durable.available(), reason=str(durable.unavailable_reason()))

TRUE, UNKNOWN, FALSE = 1.0, 0.5, 0.0


# The contract, word by word, and nothing of the engine's own encoding.


def reference(program: Program, layer: int, situation: Sequence[int]) -> tuple[int, int]:
    values = [FALSE] * len(program.predicates)
    for clause in program.layers[layer]:
        tests = [truth_of_test(allowed, situation[fact], program.cells[fact]) for fact, allowed in clause.tests]
        values[clause.predicate] = max(values[clause.predicate], min(tests, default=TRUE))
    certain = sum(1 << predicate for predicate, value in enumerate(values) if value == TRUE)
    possible = sum(1 << predicate for predicate, value in enumerate(values) if value != FALSE)
    return certain, possible


def truth_of_test(allowed: int, cell: int, cells: int) -> float:
    if allowed & 1 << cell:
        return TRUE
    known_allowed = [known for known in range(cells) if allowed & 1 << known]
    if cell == cells and 0 < len(known_allowed) < cells:
        return UNKNOWN
    return FALSE


# What durable-rules should make of a translated layer, for the Pythons where it does not import.


def interpret(layer: Layer, situation: Sequence[int]) -> tuple[int, int]:
    certain, possible, parts = layer.certain, layer.possible, 0
    for ruleset in layer.rulesets:
        fact = json.loads(ruleset.fact(situation))
        for name, rule in json.loads(ruleset.definition).items():
            condition = rule["all"][0]["c"]
            atoms = condition.get("$and", [condition])
            if name in ruleset.effects and all(holds(atom, fact) for atom in atoms):
                certain |= ruleset.effects[name].certain
                possible |= ruleset.effects[name].possible
                parts |= ruleset.effects[name].part
    for joint in layer.joints:
        if joint.parts & parts == joint.parts:
            certain |= joint.certain
            possible |= joint.possible
    return certain, possible


def holds(atom: Mapping[str, Any], fact: Mapping[str, int]) -> object:
    ((name, value),) = atom.items()
    if not name.startswith("$"):
        return fact[name] == value
    ((key, bound),) = value.items()
    return {"$neq": fact[key] != bound, "$gte": fact[key] >= bound, "$lte": fact[key] <= bound}[name]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    cells = tuple(draw(st.lists(st.integers(1, 9), min_size=1, max_size=5)))
    predicates = draw(st.integers(1, 4))
    tests = st.integers(0, len(cells) - 1).flatmap(
        lambda fact: st.tuples(st.just(fact), st.integers(0, (2 << cells[fact]) - 1))
    )
    clauses = st.builds(Clause, st.integers(0, predicates - 1), st.lists(tests, max_size=4).map(tuple))
    layers = draw(st.lists(st.lists(clauses, max_size=6).map(tuple), min_size=1, max_size=2))
    return Program(
        tuple(f"hecho_{place}" for place in range(len(cells))),
        cells,
        tuple(f"regla_{place}" for place in range(predicates)),
        tuple(layers),
    )


def situations(program: Program) -> st.SearchStrategy[list[tuple[int, ...]]]:
    one = st.tuples(*(st.integers(0, cells) for cells in program.cells))
    return st.lists(one, min_size=1, max_size=8)


def random_program(seed: int, facts: int, clauses: int) -> Program:
    source = random.Random(seed)
    cells = tuple(source.choice((2, 2, 2, 3, 4, 6, 9)) for _ in range(facts))

    def tests() -> tuple[tuple[int, int], ...]:
        chosen = source.sample(range(facts), source.randint(1, 4))
        return tuple((fact, source.randrange(1, (2 << cells[fact]) - 1)) for fact in chosen)

    layer = tuple(Clause(place * 2 // 3, tests()) for place in range(clauses))
    return Program(tuple(map(str, range(facts))), cells, tuple(map(str, range(clauses))), (layer,))


def random_situations(program: Program, seed: int, count: int) -> Iterator[tuple[int, ...]]:
    source = random.Random(seed)
    for _ in range(count):
        unknown = source.random()
        yield tuple(cells if source.random() < unknown else source.randrange(cells) for cells in program.cells)


@pytest.fixture(scope="module")
def program() -> Program:
    return random_program(7, facts=40, clauses=90)


@pytest.fixture
def engine(program: Program) -> DurableEngine:
    return DurableEngine(program)


# The same answers


@given(st.data())
def test_translated_rules_mean_what_the_program_says(data: st.DataObject) -> None:
    program = data.draw(programs())
    layers = [translate_layer(program, clauses) for clauses in program.layers]
    for situation in data.draw(situations(program)):
        for place, layer in enumerate(layers):
            assert interpret(layer, situation) == reference(program, place, situation)


@needs_durable
@pytest.mark.durable
@settings(max_examples=120, deadline=None)  # every example's rulesets stay in memory
@given(st.data())
def test_engine_answers_as_the_program_says(data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = DurableEngine(program)
    for situation in data.draw(situations(program)):
        for layer in range(len(program.layers)):
            assert engine.evaluate(layer, situation) == reference(program, layer, situation)


@needs_durable
@pytest.mark.durable
def test_every_set_of_cells_of_one_fact_is_told_apart() -> None:
    cells = 4
    layer = tuple(Clause(allowed, ((0, allowed),)) for allowed in range(2 << cells))
    program = Program(("hecho",), (cells,), tuple(map(str, range(2 << cells))), (layer,))
    engine = DurableEngine(program)
    for cell in range(cells + 1):
        assert engine.evaluate(0, (cell,)) == reference(program, 0, (cell,))


@needs_durable
@pytest.mark.durable
def test_conjunction_too_long_for_one_rule_holds_only_as_a_whole() -> None:
    facts = 70
    program = Program(
        tuple(map(str, range(facts))),
        (5,) * facts,
        ("larga",),
        ((Clause(0, tuple((fact, 0b01010) for fact in range(facts))),),),
    )
    engine = DurableEngine(program)
    holding = [1] * facts
    assert engine.evaluate(0, holding) == (1, 1)
    for fact in (0, 27, 28, 69):
        assert engine.evaluate(0, [*holding[:fact], 2, *holding[fact + 1 :]]) == (0, 0)
        assert engine.evaluate(0, [*holding[:fact], 5, *holding[fact + 1 :]]) == (0, 1)


@needs_durable
@pytest.mark.durable
def test_layers_without_rules_and_clauses_without_tests_need_no_c_code() -> None:
    program = Program(("hecho",), (2,), ("nunca", "siempre"), ((), (Clause(1, ()), Clause(0, ((0, 0),)))))
    engine = DurableEngine(program)
    assert engine.evaluate(0, (2,)) == (0, 0)
    assert engine.evaluate(1, (2,)) == (0b10, 0b10)


@needs_durable
@pytest.mark.durable
def test_engine_says_its_name(engine: DurableEngine) -> None:
    assert engine.name == "durable"


@needs_durable
@pytest.mark.durable
@pytest.mark.slow
def test_twenty_thousand_evaluations_agree_in_constant_memory(program: Program, engine: DurableEngine) -> None:
    for situation in random_situations(program, 1, 2_000):
        assert engine.evaluate(0, situation) == reference(program, 0, situation)
    before = resident_kilobytes()
    for situation in random_situations(program, 2, 20_000):
        assert engine.evaluate(0, situation) == reference(program, 0, situation)
    assert resident_kilobytes() - before < 2_000


def resident_kilobytes() -> int:
    status = Path("/proc/self/statm")
    if not status.exists():
        pytest.skip("this system does not tell a process its memory")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


@needs_durable
@pytest.mark.durable
def test_building_the_same_program_again_takes_no_more_c_memory(program: Program) -> None:
    first, second = DurableEngine(program), DurableEngine(program)
    assert first._cages == second._cages


@needs_durable
@pytest.mark.durable
def test_four_threads_share_one_engine(program: Program, engine: DurableEngine) -> None:
    wrong: list[int] = []

    def work(seed: int) -> None:
        for situation in random_situations(program, seed, 1_000):
            right = engine.evaluate(0, situation) == reference(program, 0, situation)
            wrong.extend([] if right else [seed])

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# Failures


class FlakyModule:
    """The real C module, one of whose functions goes wrong for some calls."""

    def __init__(self, function: str, fault: Callable[[], object], calls: range) -> None:
        self._real = durable._load()
        self._function, self._fault, self._calls = function, fault, calls
        self.count = 0

    def __getattr__(self, name: str) -> object:
        real: Callable[..., object] = getattr(self._real, name)

        def sometimes(*args: object) -> object:
            self.count += 1
            return self._fault() if self.count - 1 in self._calls else real(*args)

        return sometimes if name == self._function else real


def raise_engine_error() -> object:
    raise durable._load().error("Could not assert fact, error code: 303")  # type: ignore[union-attr]


def raise_interrupt() -> object:
    raise KeyboardInterrupt


def fail(monkeypatch: pytest.MonkeyPatch, engine: DurableEngine, flaky: FlakyModule) -> None:
    monkeypatch.setattr(engine._cages[1][0][0], "_module", flaky)


SOME_FAULTS: list[tuple[str, Callable[[], object], range]] = [
    ("assert_fact", raise_engine_error, range(1)),
    ("assert_fact", lambda: (1, 0), range(1)),
    ("start_action_for_state", raise_engine_error, range(1)),
    ("start_action_for_state", lambda: None, range(1)),
    ("complete_and_start_action", raise_engine_error, range(2, 3)),
    ("complete_and_start_action", lambda: None, range(2, 3)),
    ("complete_and_start_action", lambda: '{"otra":{"c":{}}}', range(1)),
    ("complete_and_start_action", lambda: "", range(1)),
    ("delete_state", raise_engine_error, range(1)),
]


@needs_durable
@pytest.mark.durable
@pytest.mark.parametrize(("function", "fault", "calls"), SOME_FAULTS)
def test_failed_evaluation_is_tried_once_more_with_a_new_handle(
    function: str,
    fault: Callable[[], object],
    calls: range,
    program: Program,
    engine: DurableEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = engine._cages[1][0][0]._handle
    flaky = FlakyModule(function, fault, calls)
    fail(monkeypatch, engine, flaky)
    nothing_known = program.cells
    assert engine.evaluate(0, nothing_known) == reference(program, 0, nothing_known)
    assert engine._cages[1][0][0]._handle not in {before, None}
    for situation in random_situations(program, 3, 50):
        assert engine.evaluate(0, situation) == reference(program, 0, situation)


@needs_durable
@pytest.mark.durable
def test_second_failure_is_an_engine_error_that_tells_nothing_of_the_case(
    program: Program, engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, engine, FlakyModule("assert_fact", raise_engine_error, range(1000)))
    with pytest.raises(EngineError) as caught:
        engine.evaluate(0, program.cells)
    assert caught.value.__context__ is None
    assert not any(character.isdigit() for character in str(caught.value))
    monkeypatch.undo()
    assert engine.evaluate(0, program.cells) == reference(program, 0, program.cells)


@needs_durable
@pytest.mark.durable
def test_firings_without_end_are_cut(program: Program, engine: DurableEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, engine, FlakyModule("complete_and_start_action", lambda: '{"r0":{"c":{}}}', range(1000)))
    with pytest.raises(EngineError):
        engine.evaluate(0, program.cells)
    monkeypatch.undo()
    assert engine.evaluate(0, program.cells) == reference(program, 0, program.cells)


@needs_durable
@pytest.mark.durable
def test_real_error_of_the_c_code_costs_only_the_handle(program: Program, engine: DurableEngine) -> None:
    cage = engine._cages[1][0][0]
    with pytest.raises(EngineError):
        cage.fire('{"caso":1,"sid":"s","f0_min":')
    assert cage._handle is None
    assert engine.evaluate(0, program.cells) == reference(program, 0, program.cells)


@needs_durable
@pytest.mark.durable
def test_interruption_between_two_calls_costs_only_the_handle(
    program: Program, engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, engine, FlakyModule("complete_and_start_action", raise_interrupt, range(1, 2)))
    with pytest.raises(KeyboardInterrupt):
        engine.evaluate(0, program.cells)
    assert engine.evaluate(0, program.cells) == reference(program, 0, program.cells)


@needs_durable
@pytest.mark.durable
def test_rules_that_the_c_code_refuses_are_an_engine_error() -> None:
    with pytest.raises(EngineError):
        durable._caged_ruleset(os.getpid(), '{"fin": {"all": 3}}')


@needs_durable
@pytest.mark.durable
@pytest.mark.parametrize("value", [-1, 99, None, "1", 1.5, float("nan")])
def test_value_outside_the_program_never_reaches_the_c_code(
    value: Any, program: Program, engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    flaky = FlakyModule("assert_fact", raise_engine_error, range(1000))
    for cage in engine._cages[1][0]:
        monkeypatch.setattr(cage, "_module", flaky)
    with pytest.raises(EngineError) as caught:
        engine.evaluate(0, [value] * len(program.cells))
    assert str(value) not in str(caught.value)
    with pytest.raises(EngineError):
        engine.evaluate(0, program.cells[1:])
    assert flaky.count == 0


# Processes


@needs_durable
@pytest.mark.durable
@pytest.mark.parametrize("way", [pickle.dumps, copy.copy, copy.deepcopy])
def test_engine_is_never_copied(way: Callable[[object], object], engine: DurableEngine) -> None:
    with pytest.raises(EngineError, match="no se puede copiar"):
        way(engine)


@needs_durable
@pytest.mark.durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_forked_process_builds_its_own_rulesets_even_if_a_lock_was_held(
    program: Program, engine: DurableEngine
) -> None:
    expected = reference(program, 0, program.cells)
    with engine._cages[1][0][0]._lock:
        child = os.fork()
        if child == 0:
            os._exit(0 if engine.evaluate(0, program.cells) == expected else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert engine.evaluate(0, program.cells) == expected


# Where it cannot be used


class FakeVersion(tuple[int, ...]):
    __slots__ = ()
    major = property(lambda self: self[0])
    minor = property(lambda self: self[1])


@pytest.fixture
def without_cached_module() -> Iterator[None]:
    durable._load.cache_clear()
    yield
    durable._load.cache_clear()


def test_missing_package_is_said_in_one_line(without_cached_module: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.setattr(durable, "sys", SimpleNamespace(version_info=FakeVersion((3, 11, 7))))
    assert not durable.available()
    reason = durable.unavailable_reason()
    assert reason is not None
    assert "no está instalado" in reason
    assert "\n" not in reason
    with pytest.raises(EngineError, match="no está instalado"):
        DurableEngine(Program((), (), (), ()))


@pytest.mark.parametrize(("version", "words"), [((3, 13, 0), "Python 3.13"), ((3, 12, 1), "no se puede cargar")])
def test_package_that_does_not_import_is_said_in_one_line(
    version: tuple[int, ...], words: str, without_cached_module: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> object:
        raise ImportError("undefined symbol: PyEval_CallObject")

    monkeypatch.setattr(durable, "import_module", broken)
    monkeypatch.setattr(durable, "find_spec", lambda _: object())
    monkeypatch.setattr(durable, "sys", SimpleNamespace(version_info=FakeVersion(version)))
    assert words in (durable.unavailable_reason() or "")


# The cage


def rule(*atoms: object, **more: object) -> dict[str, object]:
    return {**more, "all": [{"c": {"$and": [{"caso": 1}, *atoms]}}]}


SENTINEL_RULE: dict[str, object] = {"pri": 1, "all": [{"c": {"caso": 1}}]}


def test_plain_conjunctions_behind_the_sentinel_pass() -> None:
    operators: list[object] = [{operator: {"f1_min": 2}} for operator in ("$neq", "$lt", "$lte", "$gt", "$gte")]
    check_definition({"r0": rule({"f0_min": 1}, *operators), "fin": SENTINEL_RULE})
    check_definition({"r0": rule({"f0_min": 1}, pri=0), "fin": SENTINEL_RULE})
    check_fact({"f0_min": 1, "f0_max": 2**53 - 1})


FORBIDDEN_ATOMS: dict[str, object] = {
    "regular expression": {"$mt": {"f0_min": 1}},
    "regular expression, any case": {"$imt": {"f0_min": 1}},
    "division": {"f0_min": {"$div": {"$l": 1, "$r": 0}}},
    "arithmetic": {"$add": {"f0_min": 1}},
    "other message": {"f0_min": {"d": "f1_min"}},
    "other message under an operator": {"$neq": {"f0_min": {"d": "f1_min"}}},
    "nested or": {"$or": [{"f0_min": 1}, {"f1_min": 1}]},
    "nested and": {"$and": [{"f0_min": 1}]},
    "presence": {"$ex": {"f0_min": 1}},
    "absence": {"$nex": {"f0_min": 1}},
    "every element": {"$iall": {"f0_min": 1}},
    "any element": {"$iany": {"f0_min": 1}},
    "the fact's id": {"id": 1},
    "the session's id": {"sid": 1},
    "the session's id under an operator": {"$gte": {"sid": 1}},
    "state": {"$s": 1},
    "text": {"f0_min": "1"},
    "yes or no": {"f0_min": True},
    "nothing": {"f0_min": None},
    "fraction": {"f0_min": 1.5},
    "list": {"f0_min": [1]},
    "too large": {"f0_min": 2**53},
    "dotted key": {"a.b": 1},
    "key of the vocabulary": {"correo_electrónico": 1},
    "long key": {"f" * 40: 1},
    "key that is no text": {7: 1},
    "two comparisons": {"f0_min": 1, "f1_min": 1},
    "operator with two keys": {"$gte": {"f0_min": 1, "f1_min": 1}},
    "operator without key": {"$gte": 1},
    "empty": {},
    "no mapping": "f0_min",
}


@pytest.mark.parametrize("atom", FORBIDDEN_ATOMS.values(), ids=FORBIDDEN_ATOMS.keys())
def test_forbidden_condition_is_refused(atom: object) -> None:
    with pytest.raises(EngineError):
        check_definition({"r0": rule(atom), "fin": SENTINEL_RULE})


FINE: dict[str, object] = {"f0_min": 1}
FORBIDDEN_DEFINITIONS: dict[str, dict[Any, object]] = {
    "nothing": {},
    "no sentinel rule": {"r0": rule(FINE)},
    "sentinel rule that may not fire": {"r0": rule(FINE), "fin": rule(FINE)},
    "sixty-one rules": {**{f"r{place}": rule(FINE) for place in range(60)}, "fin": SENTINEL_RULE},
    "rule without sentinel key": {"r0": {"all": [{"c": {"$and": [FINE, FINE]}}]}, "fin": SENTINEL_RULE},
    "rule without conjunction": {"r0": {"all": [{"c": FINE}]}, "fin": SENTINEL_RULE},
    "conjunction of nothing": {"r0": rule(), "fin": SENTINEL_RULE},
    "conjunction that is no list": {"r0": {"all": [{"c": {"$and": FINE}}]}, "fin": SENTINEL_RULE},
    "more than thirty expressions": {"r0": rule(*[FINE] * 29), "fin": SENTINEL_RULE},
    "any": {"r0": {"any": [{"c": {"$and": [{"caso": 1}, FINE]}}]}, "fin": SENTINEL_RULE},
    "count": {"r0": rule(FINE, count=2), "fin": SENTINEL_RULE},
    "cap": {"r0": rule(FINE, cap=2), "fin": SENTINEL_RULE},
    "run": {"r0": rule(FINE, run=print), "fin": SENTINEL_RULE},
    "priority that is not first": {"r0": {**rule(FINE), "pri": 1}, "fin": SENTINEL_RULE},
    "priority too large": {"r0": rule(FINE, pri=65536), "fin": SENTINEL_RULE},
    "priority below zero": {"r0": rule(FINE, pri=-1), "fin": SENTINEL_RULE},
    "fractional priority": {"r0": rule(FINE, pri=1.5), "fin": SENTINEL_RULE},
    "two messages": {"r0": {"all": [{"c": FINE}, {"d": FINE}]}, "fin": SENTINEL_RULE},
    "absent message": {"r0": {"all": [{"c$not": FINE}]}, "fin": SENTINEL_RULE},
    "event alias": {"r0": {"all": [{"m": {"$and": [{"caso": 1}, FINE]}}]}, "fin": SENTINEL_RULE},
    "no list of messages": {"r0": {"all": {}}, "fin": SENTINEL_RULE},
    "rule that is no mapping": {"r0": [], "fin": SENTINEL_RULE},
    "rule name": {"saludo.básico": rule(FINE), "fin": SENTINEL_RULE},
    "rule name that is no text": {1: rule(FINE), "fin": SENTINEL_RULE},
    "keys with one hash": {"r0": rule({"costarring": 1}, {"liquid": 1}), "fin": SENTINEL_RULE},
    "rule names with one hash": {"costarring": rule(FINE), "liquid": rule(FINE), "fin": SENTINEL_RULE},
    "more than two hundred keys": {
        **{f"r{place}": rule(*({f"f{place}_{key}": 1} for key in range(20))) for place in range(11)},
        "fin": SENTINEL_RULE,
    },
}


@pytest.mark.parametrize("definition", FORBIDDEN_DEFINITIONS.values(), ids=FORBIDDEN_DEFINITIONS.keys())
def test_forbidden_definition_is_refused(definition: dict[str, object]) -> None:
    with pytest.raises(EngineError):
        check_definition(definition)


FORBIDDEN_FACTS: dict[str, dict[Any, object]] = {
    "sentinel": {"caso": 1},
    "session": {"sid": 1},
    "identity": {"id": 1},
    "state": {"$s": 1},
    "dotted key": {"f0.min": 1},
    "text": {"f0_min": "1"},
    "yes or no": {"f0_min": True},
    "nothing": {"f0_min": None},
    "fraction": {"f0_min": 1.0},
    "list": {"f0_min": [1]},
    "nested": {"f0_min": {"f1_min": 1}},
    "too large": {"f0_min": -(2**53)},
    "keys with one hash": {"costarring": 1, "liquid": 1},
    "too many": {f"f{key}_min": 1 for key in range(201)},
}


@pytest.mark.parametrize("fact", FORBIDDEN_FACTS.values(), ids=FORBIDDEN_FACTS.keys())
def test_forbidden_fact_is_refused(fact: dict[str, object]) -> None:
    with pytest.raises(EngineError):
        check_fact(fact)


def test_hash_is_the_one_by_which_the_c_code_confuses_names() -> None:
    assert hash_32("id") == 926444256
    assert hash_32("sid") == 3593476751
    assert hash_32("costarring") == hash_32("liquid")


def test_no_two_keys_of_two_thousand_facts_have_one_hash() -> None:
    keys = [f"f{fact}_{end}" for fact in range(2000) for end in ("min", "max")]
    assert len({hash_32(key) for key in keys}) == len(keys)


def test_no_name_of_the_vocabulary_reaches_the_c_code_and_limits_hold() -> None:
    program = random_program(11, facts=300, clauses=400)
    layer = translate_layer(program, program.layers[0])
    for ruleset in layer.rulesets:
        definition = json.loads(ruleset.definition)
        check_definition(definition)
        assert len(definition) <= 60
        assert sum(text.count(":") for _, texts in ruleset.inputs for text in [texts[0]]) <= 200
        assert set(definition) == {*ruleset.effects, "fin"}
