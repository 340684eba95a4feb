"""A compiler and validator for telephone call flows."""
