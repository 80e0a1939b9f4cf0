"""The charts of the site: `forms` knows how each kind is drawn, `subjects` what each one shows and says."""
