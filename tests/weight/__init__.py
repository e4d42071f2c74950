"""What a first visit weighs and how soon it can be read, beside GOV.UK Frontend's question page, in one run."""
