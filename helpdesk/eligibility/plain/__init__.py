"""The plain reference: writes out everybody there can be and evaluates each by hand.

It shares no code with the engine, cutting and calendar included; the tests hold the engine to it.
"""
