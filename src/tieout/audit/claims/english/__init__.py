"""What English prose states of its own figures: comparisons, totals, multiples, identities of accounts."""
