"""The content the site ships with, as files, and its loader.
It may import every app; none imports it.
"""
