"""Regions, facts, decision tables, outcomes, law and evidence: models, admin and the rulebook made from them.
It may import eligibility and editions.
"""
