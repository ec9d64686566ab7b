"""The catalogue: a SQLite index of an output folder's records, and the search in it.

``index.update(output)`` brings ``output/catalogue.sqlite`` up to date with the records,
``index.connect(output)`` opens it for reading, and ``search.search(connection, query)``
answers. The file holds nothing that the records do not say; it is safe to delete.
"""
