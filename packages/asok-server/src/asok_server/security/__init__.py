"""The safety of requests and answers: forged requests, redirects, addresses in templates, headers."""
