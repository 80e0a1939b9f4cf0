"""The charts of the site. `trend`, `calendar` and `bars` know how each form is drawn; `history` and `progress` what each
one shows, and the one sentence that says what is to be seen in it.
"""
