"""Registers, marks, known absences and the figures made of them."""
