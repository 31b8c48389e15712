"""The screen: pages and their parts; the only package that imports anywidget."""
