"""What the verdicts are worth: by source, language and lure, changed, beside trained peers."""
