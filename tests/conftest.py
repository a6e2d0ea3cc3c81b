"""What every test shares: the packaged manual, loaded once, and a steady hypothesis profile."""

from __future__ import annotations

import pytest
from hypothesis import settings

from manual_atencion import Manual
from manual_atencion.decisions import durable

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def manual() -> Manual:
    """The packaged manual with the default engine."""
    return Manual.load()


@pytest.fixture(scope="session")
def durable_manual() -> Manual:
    """The packaged manual with durable-rules; skipped in one line where that engine cannot be used."""
    if not durable.available():
        pytest.skip(str(durable.unavailable_reason()))
    return Manual.load(engine="durable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--held-out", action="store_true", help="also run the drafts that nobody who writes phrases sees")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--held-out") or "held_out" in config.getoption("-m"):
        return
    kept = [item for item in items if item.get_closest_marker("held_out") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
