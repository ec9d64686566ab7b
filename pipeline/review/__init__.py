"""The review: the report served to one person on this machine, where corrections are typed."""
