"""What a rulebook is made of: rules with versions, outcomes, law, parameters; and how it is read from documents."""
