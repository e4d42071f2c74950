"""The guided questions and the result page; its views ask eligibility and render.
It may import faq, policies, editions and eligibility.
"""
