"""What is done with a judged mail: a plan as data (`planning`), and the mail as it then is (`perform`)."""

from unhook.actions.model import Measures, Plan
from unhook.actions.perform import performed
from unhook.actions.planning import plan

__all__ = ["Measures", "Plan", "performed", "plan"]
