"""Penalty notices: the threshold, notices, receipt and payment."""
