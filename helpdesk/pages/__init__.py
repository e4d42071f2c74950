"""Home, regions, laws, offices, reading settings, about and health.
It may import faq, policies, editions and eligibility.
"""
