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
