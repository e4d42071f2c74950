"""Words of the engine: texts, stretches, regions, facts, conditions, and how each is told in both languages."""
