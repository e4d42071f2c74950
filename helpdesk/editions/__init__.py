"""The read side: documents, the manifest, and the edition pinned on every public request.
It may import Django and nothing of ours.
"""
