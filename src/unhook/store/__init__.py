"""What Unhook remembers: messages, verdicts, who wrote to whom, and what people did (`unhook[store]`)."""

from unhook.store.keys import Keys
from unhook.store.model import Delivery, Keeping, Label, Recorded, Summary
from unhook.store.store import Store

__all__ = ["Delivery", "Keeping", "Keys", "Label", "Recorded", "Store", "Summary"]
