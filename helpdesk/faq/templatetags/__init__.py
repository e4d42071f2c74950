"""Filters and tags of the public pages.
They may import what faq may.
"""
