"""Staged support for pupils whose attendance worries us: stages, cases and plans."""
