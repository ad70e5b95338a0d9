"""Where Unhook stands in the flow of mail: the milter, and what becomes of each outcome."""
