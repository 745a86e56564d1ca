"""Papers that show more than one app, gathered for somebody to take away."""
