"""The rules engine: facts, rules, outcomes and the assessment of one person on one day.
It may import the standard library only (its apps.py excepted).
"""
