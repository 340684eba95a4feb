"""Tree to flow graph: what a flow means."""
