"""Training and measuring language understanding."""
