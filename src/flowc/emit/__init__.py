"""Graph to files: documents, routes and manifest, the graph as JSON, and how they get to the disk."""
