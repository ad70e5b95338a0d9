"""The report address: what people forward is judged, becomes a case, and is answered in their language."""
