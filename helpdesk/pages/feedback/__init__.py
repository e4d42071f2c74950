"""What readers tell us: was a page clear, and where is a rule wrong. From the form to a file, from there to staff."""
