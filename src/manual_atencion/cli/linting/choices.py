"""The words that options and settings of `lint` can take."""

from __future__ import annotations

FORMATS = ("text", "json", "jsonl", "sarif", "github", "junit")
SEVERITY_NAMES = ("error", "warning", "advice")  # from the gravest to the mildest
KINDS = ("txt", "md", "html", "eml", "mbox")
