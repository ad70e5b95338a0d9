"""The one configuration file: read, checked at the edge, and turned into values."""

from unhook.settings.file import load
from unhook.settings.model import Settings

__all__ = ["Settings", "load"]
