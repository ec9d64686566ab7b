"""Makes the invented sample scans and their ground truth."""
