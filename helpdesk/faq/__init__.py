"""Topics and articles: models, admin and public pages.
It may import policies and editions.
"""
