"""Fonds beside its peers: the same pages, the same machine, one run.

``python -m pipeline.evaluation.bench --delivery samples`` prints pages a minute, CPU
seconds a page and character error rates. The peers are run as their users run them; one
that is not installed is listed as such and never estimated.
"""
