from datetime import UTC, datetime

import pytest

from hub.addresses import address_mac, client_address

TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOMORROW = datetime(2026, 3, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n_proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_client_is_what_our_outermost_proxy_saw(rf, settings, n_proxies, forwarded, expected):
    settings.N_PROXIES = n_proxies

    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == expected


def test_no_address_on_a_unix_socket(rf):
    request = rf.get("/", REMOTE_ADDR="")

    assert (client_address(request), address_mac(request, TODAY)) == ("", "")


def test_keyed_hash_names_no_address_and_changes_daily(rf):
    here, there = (rf.get("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))

    macs = [address_mac(here, TODAY), address_mac(there, TODAY), address_mac(here, TOMORROW)]

    assert len(set(macs)) == 3
    assert address_mac(here, TODAY) == macs[0]
    assert {len(mac) for mac in macs} == {32}
