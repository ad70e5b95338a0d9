"""What a person reads: HTML as shown, plain text, links, and the conversation they stand in."""
