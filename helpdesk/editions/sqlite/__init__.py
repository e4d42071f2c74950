"""A SQLite backend for edition files: `edition` reads one that never changes, `candidate` writes one being built.
It may import Django and the standard library.
"""
