"""How the shipped models are made: needs the extra `train`, never imported when a mail is judged."""
