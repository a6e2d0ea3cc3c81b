"""The prose of a file, with the exact place of every letter. Start reading in `reading`."""

from .permissions import Permission
from .prose import Part, Segment
from .reading import KINDS, Document, FrontMatter, Kind, kind_of, read_document

__all__ = ["KINDS", "Document", "FrontMatter", "Kind", "Part", "Permission", "Segment", "kind_of", "read_document"]
