"""How fast files are read, beside the plain way to read them."""
