"""How laws are tried: without a clock, since a busy computer is no broken law."""

from hypothesis import settings

settings.register_profile("laws", deadline=None, max_examples=60)
settings.load_profile("laws")
