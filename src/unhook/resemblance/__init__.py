"""How alike two mails are: what a template leaves in all of them, as a short sketch."""

from unhook.resemblance.sketch import Sketch, of

__all__ = ["Sketch", "of"]
