"""The plain reference: writes out everybody there can be and evaluates each by hand, sharing no code with the engine."""
