"""Corrections by people: small files beside the records, laid over every later reading.

A correction names its page by what never changes (hash of the source, page, half) and its
place by box and text as read. So it survives other engines, settings and versions of
Fonds; where the page now reads differently, it still holds and is listed as a conflict.
Who corrected and when stays in the correction file; the record says ``human`` alone, so
that the same input and the same corrections give the same bytes.
"""
