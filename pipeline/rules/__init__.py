"""What Hungarian and Chinese papers say about themselves: each module is a plug-in.

A rule module has ``find(page: Page) -> Iterator[Finding]``: pure, plain Python, and it
never raises on any text. :mod:`pipeline.rules.choosing` picks one finding a field.
"""
