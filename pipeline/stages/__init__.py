"""The stages of reading a page and describing a document; :mod:`pipeline.flow` orders them."""
