"""Requests for leave in term time and the headteacher's decisions."""
