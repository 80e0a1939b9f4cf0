"""The charts of the site. `trend`, `calendar`, `bars` and `intervals` know how each form is drawn; `history`,
`progress`, `retention` and `forgetting` what each one shows, and say in one sentence what is to be seen in it.
"""
