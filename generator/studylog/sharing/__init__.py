"""A journal for others: what each audience may see of it."""
