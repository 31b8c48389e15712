"""The parts of the pages, one file each."""
