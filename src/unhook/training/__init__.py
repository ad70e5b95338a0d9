"""Models made from labelled mail, in the open. Needs the extra `train`; what judges a mail never imports it."""
