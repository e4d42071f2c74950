"""What a person is told: assessments with findings, bases, amounts and changes; questions, and answers in text."""
