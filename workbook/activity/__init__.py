"""Files become one table of activities and one of deals; people and activities are sorted."""
