"""Makes the silhouettes that `ml.logo_detect` compares (`src/unhook/files/picture/logos.jsonl`)."""
