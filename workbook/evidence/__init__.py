"""Tables become measures: one module a question, each number with what is needed to doubt it."""
