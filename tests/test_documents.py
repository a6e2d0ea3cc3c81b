"""The prose of files: what is taken, what is left out, and that every place leads back to the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion import Fault, ManualFileError
from manual_atencion.documents import KINDS, Document, Part, kind_of, read_document
from manual_atencion.documents.encodings import encoded
from manual_atencion.documents.own_words import own_words
from manual_atencion.documents.reading import LARGEST_TEXT

PERMIT = "<!-- manual-atencion: permitir trato.carino porque es una cita -->"
PIECES = [
    "Espere", " mi amor", "ñandú 🙂", "á", "a\u0301", "\n", "\r\n", "\n\n", "\r\n\r\n", "  \n", "\t", " ", "*", "**",
    "_", "`", "```", "> ", "- ", "1. ", "# ", "|", "|-|", "[", "](http://x.y)", "![", "<", ">", "<b>", "</b>",
    "<br>", "<p>", "</p>", "<div>", "</div>", "<!--", "-->", "<blockquote>", "</blockquote>", "<script>", "</script>",
    "<pre>", "</pre>", "&aacute;", "&#233;", "&#x1F642;", "&nbsp", "&no;", "&", ";", "\\", "~~", "[^1]", "[^1]: ",
    "    ", "---", "\n---\n", "canal: correo", PERMIT, "\u200b", "\x0c", "\r", "\x85",
]  # fmt: skip
WRITTEN = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join).filter(
    lambda text: not any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text)
)  # fmt: skip

BLANK = re.compile("[ \t\r\n\f]")


def part_of(text: str, kind: str = "txt") -> Part:
    return read_document(text.encode(), kind).parts[0]  # type: ignore[arg-type]  # the tests name the kinds as text


def source_of(part: Part, words: str) -> str:
    start = part.text.index(words)
    first, last = part.span(start, start + len(words))
    return part.source[first:last]


def message(body: str = "", encoding: str = "8bit", *, charset: str = "utf-8", subtype: str = "plain") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "oficina@example.com"
    mail["Subject"] = "Su trámite"
    mail.set_content(body, cte=encoding, charset=charset, subtype=subtype)
    return mail


# Every place leads back


@pytest.mark.parametrize("kind", ["txt", "md", "html"])
@given(written=WRITTEN)
def test_every_stretch_of_the_prose_is_in_the_source(kind: str, written: str) -> None:
    part = part_of(written, kind)
    source_end = text_end = 0
    for segment in part.segments:
        assert text_end <= segment.start < segment.end <= len(part.text)
        assert segment.source_start < segment.source_end <= len(part.source)
        if kind != "md":  # notes at the foot are read where they stand, which other parsers need not do
            assert source_end <= segment.source_start
        text_end, source_end = segment.end, segment.source_end
        if segment.is_even:
            taken = part.source[segment.source_start : segment.source_end]
            assert BLANK.sub(" ", taken) == BLANK.sub(" ", part.text[segment.start : segment.end])
        assert part.span(segment.start, segment.end) == (segment.source_start, segment.source_end)


@given(written=WRITTEN, ends=st.tuples(st.integers(0, 200), st.integers(0, 200)))
def test_any_words_of_plain_text_are_found_where_they_stand(written: str, ends: tuple[int, int]) -> None:
    part = part_of(written)
    start, end = sorted(min(place, len(part.text)) for place in ends)
    first, last = part.span(start, end)
    assert 0 <= first <= last <= len(part.source)
    if not part.permissions:
        assert part.is_verbatim(start, end) == (part.source[first:last].replace("\r\n", "\n") == part.text[start:end])
        assert part.source[first:last].replace("\r\n", "\n") == part.text[start:end]
    line, column = part.place(first)
    assert part.source.split("\n")[line - 1][: column - 1] == part.source[:first].rpartition("\n")[2]


MAIL = [
    b"From a@b Mon Feb 2\n", b"\n", b"\r\n", b"Content-Type: text/plain; charset=utf-8\n", b"\xff\xf1",
    b"hola mi amor", b"Content-Type: multipart/mixed; ", b"boundary=x\n", b'boundary="\n', b"--x\n", b"--x--\n",
    b"aG9sYQ", b"\0", b"=E1=", b"Content-Type: text/html; charset=\n", b"Content-Type: ;;;=\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: quoted-printable\n", b"Content-Disposition: attachment; filename*=x''%ff\n",
    b"Content-Type: multipart/alternative\n", b'Content-Type: multipart/related; start="<a>"; boundary=x\n',
    b"Content-ID: <a\n", b"Content-Type: text/plain; charset*=x'\n", b"MIME-Version: 1.0\n", b"charset=hex\n ",
    b"Content-Type: message/rfc822\n", b": x\n", b"Subject: =?utf-8?q?=ff?=\n", b"From: <\n", b"To: a@[\n",
    b"Content-Type: text/plain; charset=unicode-internal\n", b"Content-Type: text/plain; charset=utf-16\n",
]  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(MAIL), max_size=25).map(b"".join)))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for kind in KINDS:
        refused: tuple[Fault, ...] = ()
        try:
            read_document(raw, kind)
        except ManualFileError as error:
            refused = error.faults
        assert all(fault.location for fault in refused)


@pytest.mark.parametrize("kind", ["txt", "md", "html"])
@pytest.mark.parametrize(
    "hostile",
    ["<a ", "<!--", "<![CDATA[", "<?", '<a b="', "</", "</a ", "&a", "[", "*a **b ", "> ", "`a",
     "<!-- manual-atencion:", "x", "El 1 ", "El 1\n", "De: a\n", "- ", "|a"],
)  # fmt: skip
def test_hostile_repetition_ends(kind: str, hostile: str) -> None:
    text = hostile * (200_000 // len(hostile))
    part = part_of(text, kind)
    assert len(part.text) <= len(text) * 2


# Plain text


def test_plain_text_is_all_prose_with_line_ends_of_one_kind() -> None:
    part = part_of("\r\n  Señora:\r\n\r\nMi amor,\r\nespere.\r\n")
    assert part.text == "Señora:\n\nMi amor,\nespere."
    assert source_of(part, "amor,\nespere") == "amor,\r\nespere"
    start = part.text.index("espere")
    assert part.place(part.span(start, start)[0]) == (5, 1)
    assert part.is_verbatim(start - 5, start)


def test_wanting_words_have_a_place_at_either_end() -> None:
    part = part_of("---\ncanal: correo\n---\nHola.\n")
    assert [part.place(part.span(place, place)[0]) for place in (0, len(part.text))] == [(4, 1), (4, 6)]
    empty = part_of("")
    assert (empty.text, empty.span(0, 0), empty.place(0)) == ("", (0, 0), (1, 1))


def test_facts_stand_at_the_top_of_texts_and_markdown() -> None:
    for kind, ends in (("txt", "\n"), ("md", "\r\n")):
        document = read_document(ends.join(["---", "canal: correo", "---", "Hola."]).encode(), kind)  # type: ignore[arg-type]
        assert document.front_matter is not None
        assert (document.front_matter.text.split(), document.front_matter.line) == (["canal:", "correo"], 2)
        assert document.parts[0].text == "Hola."
    assert read_document(b"---\nHola.\n").front_matter is None
    assert read_document(b"Hola\n---\ncanal: correo\n---\n").front_matter is None


# Permissions


@pytest.mark.parametrize("kind", ["txt", "md", "html"])
@pytest.mark.parametrize(
    ("written", "names", "reason", "covered"),
    [
        ("Uno.\n\n{}\n\nDos.\n\nTres.", "trato.carino", "es una cita", "Dos."),
        ("Uno.\n\n{}\nDos.\n\nTres.", "trato.carino, carino", "es una cita", "Dos."),
        ("{}\n\nUno.\n\nDos.", "a b\nc", "lo dijo\nella", "Uno."),
        ("Uno {} sigue.\n\nDos.", "a", "sí", "Uno"),
        ("Uno. {}\n\nDos.", "a", "sí", "Uno."),
        ("Uno.\n\n{}\n", "a", "sí", None),
    ],
)
def test_a_permission_covers_its_paragraph_or_the_next(
    kind: str, written: str, names: str, reason: str, covered: str | None
) -> None:
    text = written.replace("{}", f"<!-- manual-atencion: permitir {names} porque {reason} -->")
    if kind == "html":
        text = "".join(line if line.startswith("<!--") else f"<p>{line}</p>" for line in text.split("\n\n"))
    part = part_of(text, kind)
    assert "<!--" not in part.text
    assert "manual-atencion" not in part.text
    [permission] = part.permissions
    assert permission.names == tuple(names.replace(",", " ").split())
    assert permission.reason == " ".join(reason.split())
    assert part.source[permission.start : permission.end].startswith("<!-- manual-atencion")
    if covered is None:
        assert permission.covers is None
    else:
        start = part.text.index(covered)
        assert permission.permits(permission.names[0], "", *part.span(start, start + len(covered)))
        others = [word for word in ("Uno", "Dos", "Tres") if word not in covered and word in part.text]
        places = [part.span(part.text.index(word), part.text.index(word) + 3) for word in others]
        assert not any(permission.permits(permission.names[0], "", *place) for place in places)


def test_a_permission_names_rules_or_families_and_gives_a_reason() -> None:
    [given_reason] = part_of("Uno. <!-- manual-atencion: permitir carino porque es cita -->").permissions
    assert given_reason.permits("trato.carino", "carino", 0, 3)
    assert not given_reason.permits("trato.otro", "otro", 0, 3)
    [without] = part_of("Uno. <!-- manual-atencion: permitir carino -->").permissions
    assert (without.names, without.reason, without.permits("x", "carino", 0, 3)) == (("carino",), "", False)
    [unclear] = part_of("Uno. <!-- Manual-Atencion : permite carino -->").permissions
    assert unclear.names == ()


# Markdown


MARKDOWN = """# Título &aacute; *x*

Mi **amor**, no
puedo \\*hacer\\* [nada más](http://x.y 'amor') `amor`<br>a <b>c</b>.
Fin ![una foto](amor.png) <https://amor.b> <amor@b.c>

> cita amor
> más

- a
- [ ] b

<div>
Hola <b>mi</b> se&ntilde;ora
</div>

|d|e|
|-|-|
|f|g h|

```x
amor
```

    amor

texto[^1] ~~tachado~~

[^1]: nota
"""


def test_markdown_is_prose_only() -> None:
    part = part_of(MARKDOWN.replace("\n", "\r\n"), "md")
    prose = "Título á x Mi amor, no puedo *hacer* nada más a c. Fin una foto a b Hola mi señora d e f g h "
    assert " ".join(part.text.split()) == prose + "texto tachado nota"
    assert "Mi amor, no\npuedo" in part.text
    assert "a\n\nb\n\nHola" in part.text
    assert source_of(part, "Título á x") == "Título &aacute; *x"
    assert source_of(part, "amor, no\npuedo *hacer* nada") == "amor**, no\r\npuedo \\*hacer\\* [nada"
    assert source_of(part, "mi señora") == "mi</b> se&ntilde;ora"
    assert not part.is_verbatim(part.text.index("Mi amor"), part.text.index("Mi amor") + 7)
    start = part.text.index("amor")
    assert part.is_verbatim(start, start + 4)
    assert part.place(part.span(start, start)[0]) == (3, 6)


# HTML


HTML = """<html><head><title>amor</title><style>p {{color: red}}</style></head><body><!-- amor -->
<p class=MsoNormal>Espere un   momento,<br>
mi&nbsp;<b>am</b>&oacute;r<o:p></o:p>
 querido &amp; &lt;fin&gt;</p><div>Uno</div><div>Dos <i>tr</i>es<br/></div><ul><li>a<li>b</ul><script>"amor"</script>
{quoted}
<p>Fin&#233;</p></body></html>"""


@pytest.mark.parametrize(
    "quoted",
    [
        "",
        '<div class="gmail_quote"><div class="gmail_attr">El lun:</div><blockquote>a<div>b</div></blockquote></div>',
        "<blockquote type='cite'><div><blockquote>amor</blockquote></div>amor</blockquote>",
        '<DIV id=divRplyFwdMsg><b>De:</b> amor</DIV>',
        '<div class="x moz-cite-prefix">El 3/2/26 escribió:<br></div><blockquote cite="mid:1">amor<br></blockquote>',
        '<p>El lun, 3 feb 2026, R &lt;r@x&gt; escribió:</p><p>&gt; amor</p>',
    ],
)  # fmt: skip
def test_html_is_what_a_reader_sees_without_what_is_quoted(quoted: str) -> None:
    part = part_of(HTML.format(quoted=quoted), "html")
    assert part.text.split() == "Espere un momento, mi amór querido & <fin> Uno Dos tres a b Finé".split()  # noqa: SIM905
    assert part.text.startswith("Espere un momento,\nmi\xa0amór querido & <fin>\n\nUno\n")
    assert source_of(part, "mi\xa0amór querido") == "mi&nbsp;<b>am</b>&oacute;r<o:p></o:p>\n querido"
    assert source_of(part, "ó") == "&oacute;"
    start = part.text.index("querido")
    assert part.place(part.span(start, start)[0]) == (4, 2)


def test_a_tag_that_never_ends_hides_only_what_follows() -> None:
    assert part_of("<p>Hola <b>señora</b> 3 < 4<a href='", "html").text == "Hola señora 3 < 4"


# Mail


def test_the_encoding_of_a_message_makes_no_difference() -> None:
    body = f"Señora Díaz:\n\nEspere, mi amor. {'ñ' * 90}\n\nSaludos\n"
    for encoding in ("quoted-printable", "base64", "8bit"):
        raw = message(body, encoding).as_bytes()
        part = read_document(raw, "eml").parts[0]
        assert part.text == body.strip()
        start = part.text.index("mi amor")
        line, column = part.place(part.span(start, start)[0])
        assert part.is_body == (encoding != "8bit")
        lines = part.source.split("\n") if part.is_body else raw.decode().split("\n")
        assert lines[line - 1][column - 1 :].startswith("mi amor")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "us-ascii", "iso-8859-15"])
def test_a_message_says_its_own_encoding(charset: str) -> None:
    mail = message("Espere, mi amor" if charset == "us-ascii" else "Señora: mi amor", "base64", charset=charset)
    assert read_document(mail.as_bytes(), "eml").parts[0].text == mail.get_content().strip()


def test_text_is_preferred_and_attachments_are_not_read() -> None:
    mail = message("Hola, señora")
    mail.add_alternative("<p>Hola, amor</p>", subtype="html")
    mail.add_attachment(b"amor", maintype="text", subtype="plain", filename="amor.txt")
    part = read_document(mail.as_bytes(), "eml").parts[0]
    assert part.text == "Hola, señora"
    assert not part.is_body
    line, column = part.place(part.span(0, 4)[0])
    assert mail.as_bytes().decode().split("\n")[line - 1][column - 1 :] == "Hola, señora"


def test_html_mail_is_read_as_html() -> None:
    mail = message("<p>Espere,<br>se&ntilde;ora</p><blockquote>amor</blockquote>", subtype="html")
    part = read_document(mail.as_bytes(), "eml").parts[0]
    assert part.text == "Espere,\nseñora"
    assert source_of(part, "señora") == "se&ntilde;ora"


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/plain; charset=utf-8\n\nse\xf1ora",
        b"Content-Type: text/plain; charset=nada\n\nHola",
        b"Subject: x\n\nse\xf1ora",
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO",
        b"Subject: x\n\n> nada propio\n",
        b"",
    ],
)
def test_a_message_that_cannot_be_read_says_why(raw: bytes) -> None:
    with pytest.raises(ManualFileError, match="correo"):
        read_document(raw, "eml", "a.eml")


OWN = "Hola, señora:\nespere."
TAILS = [
    "-- \nJuan Pérez\n",
    "--\nJuan Pérez\n",
    "-----Mensaje original-----\nDe: amor\n",
    "---------- Forwarded message ---------\namor",
    "Inicio del mensaje reenviado:\n\namor",
    "El lun, 3 feb 2026 a las 9:00, R (<r@x.org>) escribió:\n\n> amor\n> amor\n",
    "El lun, 3 feb 2026 a las 9:00, Rosa Díaz\n<rosa@example.org>\nescribió:\n>> amor\n",
    "El 3/2/26 a las 9:00, Rosa escribió:\namor sin marcas\n",
    "On Mon, Feb 3, 2026 at 9:00 AM R <r@x.org> wrote:\n> amor",
    "De: Rosa\nEnviado el: lunes\nPara: Oficina\nAsunto: amor\n\namor",
    "________________________________\nFrom: Rosa\nSent: Monday\nTo: Oficina\nSubject: amor\namor",
    "> amor\n>amor\n",
]


@pytest.mark.parametrize("tail", TAILS)
def test_only_the_senders_own_words_count(tail: str) -> None:
    text = f"{OWN}\n\n{tail}"
    kept = "\n".join(text[start:end] for start, end in own_words(text))
    assert kept.strip("\n_") == OWN


def test_answers_between_quoted_lines_are_the_senders_own() -> None:
    text = "Hola.\nEl 3/2/26, Rosa escribió:\n> ¿Cuándo?\nMañana.\n> ¿Dónde?\nAquí.\n"
    assert [text[start:end].strip() for start, end in own_words(text)] == ["Hola.", "Mañana.", "Aquí."]


@pytest.mark.parametrize(
    "line", ["El usuario escribió:", "De: lunes a viernes", "-- y más", "El 3 de febrero escribió", "5 > 3"]
)
def test_ordinary_lines_are_kept(line: str) -> None:
    text = f"Hola.\n{line}\nAdiós."
    assert "".join(text[start:end] for start, end in own_words(text)) == text


def test_a_mailbox_holds_a_text_for_each_message() -> None:
    first, second = message("Espere, señora"), message("Espere, mi amor", "base64")
    picture = EmailMessage()
    picture.set_content(b"x", maintype="image", subtype="png")
    raw = b"".join(
        b"From a@b Mon Feb  2 09:00:00 2026\n" + mail.as_bytes() + b"\n" for mail in (first, picture, second)
    )
    parts = read_document(raw, "mbox").parts
    assert [(part.number, part.text, part.is_body) for part in parts] == [
        (1, "Espere, señora", False),
        (3, "Espere, mi amor", True),
    ]
    line, _ = parts[0].place(parts[0].span(0, 1)[0])
    assert raw.decode().split("\n")[line - 1] == "Espere, señora"
    with pytest.raises(ManualFileError, match="mbox"):
        read_document(b"Hola\n\nFrom a\n", "mbox")


# Encodings and files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_encodings_that_tell_themselves_are_read_and_written_back(encoding: str) -> None:
    raw = encoded("Señora:\r\n🙂 espere", encoding)  # type: ignore[arg-type]
    document = read_document(raw)
    assert document.parts[0].text == "Señora:\n🙂 espere"
    assert document.encoding == encoding
    assert document.encoded(document.parts[0].source) == raw


@pytest.mark.parametrize(
    ("raw", "line", "column", "said"),
    [
        (b"Hola\nse\xf1ora", 2, 3, "no es texto UTF-8"),
        (b"Hola\n\0", 2, 1, "binario"),
        (codecs.BOM_UTF16_LE + "Hola\nse".encode("utf-16-le") + b"\x00\xd8", 2, 3, "UTF-16"),
        (codecs.BOM_UTF16_BE + b"\0H\0", 1, 2, "UTF-16"),
        (codecs.BOM_UTF16_LE + "a\n\0".encode("utf-16-le"), 2, 1, "UTF-16"),
        ("señora".encode("utf-16-le"), 1, 2, "binario"),
    ],
)
def test_another_encoding_is_named_with_its_place(raw: bytes, line: int, column: int, said: str) -> None:
    with pytest.raises(ManualFileError, match=said) as caught:
        read_document(raw, shown="a.txt")
    [fault] = caught.value.faults
    assert fault.location is not None
    assert (fault.location.file, fault.location.line, fault.location.column) == ("a.txt", line, column)


def test_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    names = ("a.TXT", "a.md", "a.markdown", "a.htm", "a.eml", "a.mbox", "a.docx", "a")
    assert [kind_of(name) for name in names] == ["txt", "md", "md", "html", "eml", "mbox", None, None]
    file = tmp_path / "a.md"
    file.write_bytes(b"**Hola**")
    assert read_document(file).parts[0].text == "Hola"


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "carpeta"), (tmp_path / "nada.txt", "no existe")):
        with pytest.raises(ManualFileError, match=said):
            read_document(path)
    with pytest.raises(ManualFileError, match="demasiado grande"):
        read_document(b"a" * (LARGEST_TEXT + 1))
    assert len(read_document(b"a" * 1_000_000).parts[0].text) == 1_000_000


def test_nothing_of_the_text_is_in_a_representation() -> None:
    document = read_document(b"---\ncanal: correo\n---\nsecreto <!-- manual-atencion: permitir a porque secreto -->")
    shown: list[Callable[[], str] | object] = [
        document,
        *document.parts,
        document.front_matter,
        *document.parts[0].permissions,
    ]
    assert not any("secreto" in repr(item) or "canal" in repr(item) for item in shown)
    assert isinstance(document, Document)
