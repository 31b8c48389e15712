"""The database and the sealing of what is kept in it; the only package that knows SQL."""
