"""Home, regions, laws, offices, reading settings, messages from readers, about and health.
It may import faq, policies, editions and eligibility.
"""
