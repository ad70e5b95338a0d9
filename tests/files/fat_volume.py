"""Writes small FAT volumes for tests."""

import struct

_SECTOR = 512


def volume(files: dict[str, bytes], bits: int = 12, clusters: int | None = None) -> bytes:
    """A volume with these files in its root, each under a long name; one sector a cluster."""
    count = clusters or {12: 100, 16: 5000, 32: 66_000}[bits]
    per_table = -(-(count + 2) * bits // 8 // _SECTOR) + 1
    rows = 0 if bits == 32 else 64
    end = (1 << min(bits, 28)) - 1
    table = {0: end, 1: end}
    heap: list[bytes] = []

    def chain(data: bytes) -> int:
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        first = len(heap) + 2
        for number, piece in enumerate(pieces):
            table[len(heap) + 2] = len(heap) + 3 if number + 1 < len(pieces) else end
            heap.append(piece)
        return first if pieces else 0

    root = b""
    for number, (name, data) in enumerate(files.items()):
        start = chain(data)
        root += _long(name) + f"FILE{number:04}EXT".encode() + b"\x20" + bytes(8)
        root += struct.pack("<H4xHI", start >> 16, start & 0xFFFF, len(data))
    first_root = chain(root.ljust(_SECTOR, b"\0")) if bits == 32 else 0
    small, large = (count + 10 + per_table, 0) if bits == 12 else (0, count + per_table + rows // 16 + 4)
    boot = b"\xeb\x3c\x90MSDOS5.0"
    boot += struct.pack(
        "<HBHBHHBHHHII", _SECTOR, 1, 1, 1, rows, small, 0xF8, per_table if bits < 32 else 0, 32, 2, 0, large
    )
    if bits == 32:
        boot += struct.pack("<IHHI", per_table, 0, 0, first_root)
    boot = boot.ljust(510, b"\0") + b"\x55\xaa"
    packed = 0
    if bits == 12:
        for cluster, value in table.items():
            packed |= value << (12 * cluster)
        raw = packed.to_bytes(per_table * _SECTOR, "little")
    else:
        raw = b"".join(table.get(n, 0).to_bytes(bits // 8, "little") for n in range(max(table) + 1)).ljust(
            per_table * _SECTOR, b"\0"
        )
    return boot + raw + root.ljust(rows * 32, b"\0") * (bits < 32) + b"".join(heap) + bytes(_SECTOR)


def _long(name: str) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    pieces = [raw[at : at + 26].ljust(26, b"\xff") for at in range(0, len(raw), 26)]
    rows = b""
    for number in range(len(pieces), 0, -1):
        piece = pieces[number - 1]
        order = number | (0x40 if number == len(pieces) else 0)
        rows += bytes([order]) + piece[:10] + b"\x0f\0\0" + piece[10:22] + b"\0\0" + piece[22:]
    return rows


def partitioned(inner: bytes, start: int = 4) -> bytes:
    """A disk with one partition in an MBR."""
    entry = b"\0\0\0\0\x0c\0\0\0" + struct.pack("<II", start, len(inner) // _SECTOR)
    return (bytes(446) + entry + bytes(48) + b"\x55\xaa").ljust(start * _SECTOR, b"\0") + inner


def dynamic_vhd(disk: bytes, block: int = 64 * 1024) -> bytes:
    """A dynamic VHD whose empty blocks are left out."""
    count = -(-len(disk) // block)
    footer = (
        b"conectix"
        + struct.pack(">IIQ", 2, 0x10000, 512)
        + bytes(16)
        + struct.pack(">QQI", len(disk), len(disk), 0)
    )
    footer += struct.pack(">I", 3)
    footer = footer.ljust(512, b"\0")
    header = (b"cxsparse" + struct.pack(">QQIII", 2**64 - 1, 1536, 0x10000, count, block)).ljust(1024, b"\0")
    table, blocks = b"", b""
    at = 1536 + -(-4 * count // 512) * 512
    for number in range(count):
        piece = disk[number * block : (number + 1) * block].ljust(block, b"\0")
        if any(piece):
            table += struct.pack(">I", (at + len(blocks)) // 512)
            blocks += b"\xff" * 512 + piece
        else:
            table += b"\xff" * 4
    return footer + header + table.ljust(at - 1536, b"\xff") + blocks + footer
