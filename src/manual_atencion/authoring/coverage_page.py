"""The coverage of the slides as one page of HTML: what each slide says beside what the manual makes of it."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as Tree

from ..definitions import Definition
from .coverage import Coverage, CoveredStatement, State

STATES: Final[dict[State, str]] = {
    "literal": "literal",
    "interpreted": "interpretado",
    "vocabulary": "en el vocabulario",
    "not_encodable": "no codificable",
    "uncovered": "sin codificar",
}
_KINDS: Final = {"rule": "regla", "phrase": "frase", "step": "paso", "act": "acto", "fact": "hecho"}
_STYLE: Final = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { max-width: 80rem; margin: 0 auto; padding: 1rem; }
section { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: 1rem 2rem; border-top: 1px solid; }
section h2 { grid-column: 1 / -1; margin-bottom: 0; }
pre { white-space: pre-wrap; font: inherit; margin: 0; }
dl { margin: 0; } dt { font-weight: 600; } dd { margin: 0 0 1rem; overflow-wrap: anywhere; }
.state { font-weight: 400; border: 1px solid; border-radius: .3rem; padding: 0 .4rem; }
.uncovered { background: #b00020; color: #fff; }
@media (max-width: 50rem) { section { grid-template-columns: 1fr; } }
@media print { section { break-inside: avoid; } body { max-width: none; } }
"""


def coverage_page(definition: Definition, found: Coverage) -> str:
    """Return the page as HTML text.

    Args:
        definition: the manual, for its title and the text of its slides.
        found: its coverage.
    """
    html = Tree.Element("html", lang="es")
    head = Tree.SubElement(html, "head")
    Tree.SubElement(head, "meta", charset="utf-8")
    Tree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    title = f"Cobertura de {definition.title}"
    Tree.SubElement(head, "title").text = title
    Tree.SubElement(head, "style").text = _STYLE
    body = Tree.SubElement(html, "body")
    Tree.SubElement(body, "h1").text = title
    _summary(body, definition, found)
    main = Tree.SubElement(body, "main")
    for page, statements in found.pages().items():
        _slide(main, page, definition.slides.get(page, ""), statements)
    return "<!doctype html>\n" + Tree.tostring(html, encoding="unicode", method="html") + "\n"


def _summary(body: Tree.Element, definition: Definition, found: Coverage) -> None:
    said = "; ".join(f"{STATES[state]}: {count}" for state, count in found.counts().items())
    Tree.SubElement(
        body, "p"
    ).text = f"Manual «{definition.id}», versión {definition.version}. {len(found.statements)} enunciados. {said}."
    contents = Tree.SubElement(body, "nav", {"aria-label": "Diapositivas"})
    for page in found.pages():
        link = Tree.SubElement(contents, "a", href=f"#p{page}")
        link.text = str(page)
        link.tail = " "


def _slide(main: Tree.Element, page: int, text: str, statements: list[CoveredStatement]) -> None:
    section = Tree.SubElement(main, "section", id=f"p{page}")
    Tree.SubElement(section, "h2").text = f"Diapositiva {page}"
    Tree.SubElement(section, "pre").text = text
    listed = Tree.SubElement(section, "dl")
    for item in statements:
        _statement(listed, item)


def _statement(listed: Tree.Element, item: CoveredStatement) -> None:
    term = Tree.SubElement(listed, "dt", id=f"e{item.statement.number}")
    term.text = f"{item.statement.number}. «{item.statement.quote}» "
    state = Tree.SubElement(term, "span", {"class": f"state {item.state}"})
    state.text = STATES[item.state]
    for citation in item.citations:
        entry = Tree.SubElement(listed, "dd")
        entry.text = f"{_KINDS[citation.kind]} "
        code = Tree.SubElement(entry, "code")
        code.text = citation.id
        code.tail = f": {citation.reason}" if citation.reason else ""
    if not item.citations:
        Tree.SubElement(listed, "dd").text = item.statement.not_encodable
