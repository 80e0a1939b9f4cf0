"""What each page template may see: one frozen dataclass a template, made from the figures."""
