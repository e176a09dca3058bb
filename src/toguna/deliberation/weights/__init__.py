"""What criteria weigh to each person, whatever the way it said so: one module a way."""
