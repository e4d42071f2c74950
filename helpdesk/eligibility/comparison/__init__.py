"""Where two sides differ, cell by cell: two regions, two days, two rulebooks; told in sentences and as JSON."""
