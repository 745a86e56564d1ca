"""What every app needs and none owns: the clock, names, files, links and due jobs."""
