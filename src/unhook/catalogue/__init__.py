"""Sentences for people, by language."""

from unhook.catalogue.catalogue import LANGUAGES, Catalogue, fill

__all__ = ["LANGUAGES", "Catalogue", "fill"]
