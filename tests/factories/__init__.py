"""Make one valid, unremarkable row of each kind; say only what your test is about."""
