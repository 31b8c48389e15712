"""The pages, one file each: which parts they have."""
