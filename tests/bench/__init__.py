"""`make bench`: how fast the engine is beside others, on the real content and on a large synthetic rulebook.
Only `ours.py` knows the engine's interfaces; nothing here is collected by the tests unless they import it.
"""
