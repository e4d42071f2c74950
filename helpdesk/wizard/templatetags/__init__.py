"""Filters of the guided questions.
They may import what wizard may.
"""
