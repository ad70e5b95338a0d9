"""Sites made for the probe: inert, words only, answered from memory, on reserved hosts, sent nowhere."""
