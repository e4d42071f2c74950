"""Whether a rulebook may be published: faults of rows, proofs of the whole with a person each, worked cases, shares."""
