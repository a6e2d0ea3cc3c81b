"""The README shows what the program really says, and the docs link only to what is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_result_in_the_readme_is_the_real_one() -> None:
    shown = re.search(
        r"<!-- result:begin.*?```\n\$ manual-atencion (.*?)\n(.*?)\n```", PAGES[0].read_text("utf-8"), re.DOTALL
    )
    assert shown
    asked = [sys.executable, "-m", "manual_atencion", *shown[1].split()]
    environment = {**os.environ, "COLUMNS": "100", "LANG": "es_PA.UTF-8", "LC_ALL": ""}
    said = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, check=True)  # noqa: S603 - our own program
    assert said.stdout.decode().rstrip() == shown[2]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_python_shown_in_the_docs_runs() -> None:
    for page in PAGES:
        for code in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            exec(compile(code, page.name, "exec"), {})  # noqa: S102 - our own documentation
