"""Abbreviations: where a text defines and uses them, and how a page explains them. Pure."""

from .definitions import Definition, candidates, definitions_in, same_expansion, singular
from .marking import Glossary, Marker

__all__ = ["Definition", "Glossary", "Marker", "candidates", "definitions_in", "same_expansion", "singular"]
