"""The Voilà application; the only package that imports voila or tornado."""
