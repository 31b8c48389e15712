"""One file a revision; each has a single way, forward."""
