"""Figures and the report of one run, read from its store: ``python -m plots RUN_DIR``."""
