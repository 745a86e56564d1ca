"""Measure how fast the register is, on servers of its own, beside bare SQL in the same run."""
