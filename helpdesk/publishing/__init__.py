"""Build, check, publish, roll back: the only way from drafts to an edition.
It may import every app; none imports it.
"""
