"""The site itself: settings, start, pages that show more than one app, and commands."""
