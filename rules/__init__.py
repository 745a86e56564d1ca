"""The law of school attendance in England as plain functions, without a clock or a database."""
