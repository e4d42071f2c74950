"""Decision diagrams: compiled from rules, walked with a person as far as known, planned over, looked up, rendered."""
