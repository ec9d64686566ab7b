"""The report: a folder of HTML that opens from disk and shows every page beside its text."""
