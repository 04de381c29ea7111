"""The interchange format of an article: its form, reading, writing and merging. `docs/bundle.md` describes it."""
