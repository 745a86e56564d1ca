"""First-day contact and messages with families."""
