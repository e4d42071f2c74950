"""Views of the pages, one module per address.
They may import what pages may.
"""
