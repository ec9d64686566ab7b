"""How good the results are: error rates, metadata scores, quality floors and the bench."""
