"""Rule files, packs and their proofs: red flags and signs of honesty as data."""
