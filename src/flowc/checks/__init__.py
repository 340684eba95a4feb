"""Graph to findings: analyses compute facts, rules read them."""
