"""Hand-written logs as records: text → lines → days → YAML. Nothing is dropped in silence."""
