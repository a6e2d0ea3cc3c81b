"""Is this reply acceptable? Folding, patterns and matching of drafts, and what they mean."""
