"""A desk and an issue file become a report whose every number is bound to its evidence."""
