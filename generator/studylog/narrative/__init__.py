"""A week or a month told in sentences that a mentor can read aloud, each with links to what it rests on."""
