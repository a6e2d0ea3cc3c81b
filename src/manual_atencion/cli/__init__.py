"""The command line: it reads arguments, calls `Manual`, prints, and decides nothing. Start reading in `program`."""

from .program import main

__all__ = ["main"]
