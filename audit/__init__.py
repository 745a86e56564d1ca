"""Acts that changed something, kept for good, and the trail of who looked at what."""
