"""Models made from labelled mail, in the open. Needs the extra `train`; judging mail never imports it."""
