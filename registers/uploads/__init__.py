"""Folders of files that people upload: where they lie, what they may hold, how far a load is."""
