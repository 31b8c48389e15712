"""What a manager takes along: the workbook as one file."""
