"""Rule 11: the headers on every answer."""

import pytest
from asok_server.errors import ConfigError
from asok_server.security.headers import SecurityHeaders


def of(headers: SecurityHeaders, **how) -> dict[str, str]:
    return dict(headers.of(**({"secure": False, "nonce": None} | how)))


def test_rule_11_the_policy_is_strict_where_it_costs_nothing():
    policy = of(SecurityHeaders())["Content-Security-Policy"]
    assert policy == (
        "script-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'self'"
    )


def test_rule_11_hsts_is_sent_on_https_only():
    headers = SecurityHeaders()
    assert "Strict-Transport-Security" not in of(headers)
    assert "max-age=31536000" in of(headers, secure=True)["Strict-Transport-Security"]


def test_rule_11_redirect_origins_may_be_posted_to():
    headers = SecurityHeaders(form_origins=["https://login.example.com"])
    assert "form-action 'self' https://login.example.com;" in of(headers)["Content-Security-Policy"]


def test_rule_11_the_config_extends_the_policy():
    headers = SecurityHeaders(
        extension="img-src 'self' data:; script-src https://cdn.example.com; object-src blob:"
    )
    policy = of(headers)["Content-Security-Policy"]
    assert "script-src 'self' https://cdn.example.com;" in policy
    assert "object-src blob:;" in policy
    assert policy.endswith("img-src 'self' data:")


def test_rule_11_an_extension_may_take_sources_away():
    policy = of(SecurityHeaders(extension="frame-ancestors 'none'"))["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'none'")


def test_rule_11_the_case_of_a_directive_s_name_does_not_count():
    policy = of(SecurityHeaders(extension="Script-Src https://cdn.example.com"))["Content-Security-Policy"]
    assert policy.startswith("script-src 'self' https://cdn.example.com;")


def test_rule_11_a_nonce_is_in_the_policy_only_where_it_was_asked_for():
    headers = SecurityHeaders()
    assert "nonce" not in of(headers)["Content-Security-Policy"]
    assert "script-src 'self' 'nonce-abc';" in of(headers, nonce="abc")["Content-Security-Policy"]


def test_rule_11_the_lists_are_made_once():
    headers = SecurityHeaders()
    assert headers.of(secure=False, nonce=None) is headers.of(secure=False, nonce=None)


def test_a_policy_that_no_header_can_carry_is_refused_at_start():
    with pytest.raises(ConfigError, match="CSP"):
        SecurityHeaders(extension="img-src https://é.example")


def test_they_can_be_turned_off_by_name():
    assert of(SecurityHeaders(enabled=False), secure=True, nonce="x") == {}


def test_a_policy_of_the_page_s_own_goes_before_the_site_s():
    policy = of(SecurityHeaders(), own="sandbox; script-src 'none'")["Content-Security-Policy"]
    assert policy == (
        "script-src 'none'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'self'; sandbox"
    )
