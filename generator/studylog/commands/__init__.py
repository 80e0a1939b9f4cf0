"""What each command does: a few lines over the other modules. Problems go to stderr, results to stdout."""
