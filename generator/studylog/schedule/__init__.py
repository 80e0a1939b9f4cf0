"""When each topic comes again, replayed from the whole history, and what to ask next."""
