"""Letters to parents: templates, suggestions, and what was printed or sent."""
