"""asok-i18n."""
