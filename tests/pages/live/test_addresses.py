from ipaddress import ip_address

import pytest

from unhook.pages.live import addresses


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00::1"]
)
def test_addresses_of_the_world(address: str) -> None:
    assert addresses.unfit(ip_address(address)) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.0.1", "private"),
        ("fd00::1", "private"),
        ("fec0::1", "private"),
        ("100.64.0.1", "shared"),
        ("169.254.1.1", "link-local"),
        ("fe80::1", "link-local"),
        ("169.254.169.254", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("255.255.255.255", "broadcast"),
        ("240.0.0.1", "reserved"),
        ("192.0.0.8", "reserved"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
        ("2001:20::1", "reserved"),
        ("192.0.2.1", "documentation"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("198.18.0.1", "benchmark"),
        ("::ffff:8.8.8.8", "v4-mapped"),
        ("::ffff:0:8.8.8.8", "v4-mapped"),
        ("::8.8.8.8", "v4-mapped"),
        ("64:ff9b::8.8.8.8", "nat64"),
        ("64:ff9b:1::1", "nat64"),
        ("2002:808:808::1", "6to4"),
        ("192.88.99.1", "6to4"),
        ("2001:0:808:808::1", "teredo"),
    ],
)
def test_all_others_by_name(address: str, why: str) -> None:
    assert addresses.unfit(ip_address(address)) == why


def test_every_address_that_python_knows_to_be_local_is_refused() -> None:
    for number in range(256):
        for rest in ("0.0.0", "0.2.1", "255.255.255", "168.0.1"):
            address = ip_address(f"{number}.{rest}")
            if not address.is_global or address.is_multicast:
                assert addresses.unfit(address) is not None, address


def test_a_host_is_read_as_an_address_only_where_it_is_one() -> None:
    assert addresses.read("[::1]") == ip_address("::1")
    assert addresses.read("10.0.0.1") == ip_address("10.0.0.1")
    assert addresses.read("example.com") is None
    assert addresses.read("[fe80::1%eth0]") != ip_address("fe80::1")
