"""PostgreSQL and Valkey from the virtual environment, for machines that have neither running."""
