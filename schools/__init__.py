"""The school, its settings, calendar, people, classes and families."""
