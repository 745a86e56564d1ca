"""Read the marks and pupils that another system wrote, by what somebody says its columns hold."""
