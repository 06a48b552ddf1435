"""Tables that C looks up by hash: the hash, and where each entry stands. Both sides must agree."""


def hash64(text):
    """FNV-1a of the UTF-8 bytes."""
    h = 0xCBF29CE484222325
    for b in text.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def place(table):
    """Slots of an open table, at most half full; each entry in the first free one from its hash. Both
    halves of it together: short words are alike in some of their bits."""
    size = 1
    while size < 2 * len(table):
        size *= 2
    slots = [None] * size
    for h in sorted(table):
        i = (h ^ h >> 32) % size
        while slots[i]:
            i = (i + 1) % size
        slots[i] = (h, table[h])
    return slots
