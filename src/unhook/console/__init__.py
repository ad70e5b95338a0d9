"""The web console and its HTTP API: who signs in sees judged mail and acts on it (`unhook[console]`)."""
