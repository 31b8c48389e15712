"""One data file per export format: a new CRM is a new file."""
