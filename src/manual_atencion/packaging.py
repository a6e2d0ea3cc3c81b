"""Writes the checked copy of the packaged manual, so that loading it parses no YAML."""

from __future__ import annotations

import json
import os
from pathlib import Path

from .folders import fingerprint, source_files
from .loading import PACKAGE, PACKAGED_COPY, define, rule_places, sections_of


def write_packaged(path: Path = PACKAGED_COPY) -> None:
    """Check the packaged manual's files and write their checked copy.

    The copy is only used while it matches the files' fingerprint, so a stale one is never wrong, only unused.

    Args:
        path: the file to write; it is replaced whole or not at all.

    Raises:
        ManualFileError: the files are wrong.
    """
    from .manual import Manual
    from .replies.catalogue import Catalogue

    files, _ = source_files(PACKAGE, shown="")
    located, unread, refused = sections_of(None)
    definition = define(located, unread, refused)
    Manual(definition)
    kept = {
        "fingerprint": fingerprint(files),
        "digest": definition.digest,
        "data": located.data,
        "places": rule_places(definition),
        "patterns": Catalogue(definition).to_data(),
    }
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
