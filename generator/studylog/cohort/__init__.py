"""Several learners at a glance: the figures of their journals, and who needs attention."""
