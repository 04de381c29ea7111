__version__ = "0.1.0"
"""As in pyproject.toml; a test compares them. Frozen reports say which version made them."""
