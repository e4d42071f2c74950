"""Reference codes: what was asked, in a few characters that can be read out, and back."""
