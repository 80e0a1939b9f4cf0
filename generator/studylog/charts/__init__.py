"""The charts of the site. `trend`, `calendar` and `bars` know how each form is drawn; `history` and `progress` what
each one shows, and say in one sentence what is to be seen in it.
"""
