"""Random streams in a second language: Philox4x32-10 with Python's whole numbers, and the draws built on it with the same IEEE
operations in the same order. The TypeScript must give the same bits. Run from test/reference."""
import json
from math import sqrt

M32 = 0xFFFFFFFF


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(b >> 32) ^ c[1] ^ k[0], b & M32, (a >> 32) ^ c[3] ^ k[1], a & M32]
        k = [(k[0] + 0x9E3779B9) & M32, (k[1] + 0xBB67AE85) & M32]
    return c


def near_one(s):
    z = s * s
    high = 1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z / 21)))
    total = z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * high)))))
    return 2 * s + 2 * s * total


def stable_log(x):
    e = 0
    while x < 2.0**-32: x *= 2.0**32; e -= 32
    while x < 0.7071067811865476: x *= 2; e -= 1
    while x > 1.4142135623730951: x /= 2; e += 1
    return e * 0.6931471803691238 + (e * 1.9082149292705877e-10 + near_one((x - 1) / (x + 1)))


class Stream:
    def __init__(self, seed, *path):
        s = [seed & M32, seed >> 32, 0, 0]
        for step in path:
            s = philox([step & M32, step >> 32, s[2], s[3]], [s[0] ^ 0x5BF03635, s[1]])
        self.state, self.block, self.words, self.spare = s, 0, [], None

    def refill(self):
        k0, k1, c2, c3 = self.state
        self.words = []
        for _ in range(8):
            self.words += philox([self.block & M32, self.block >> 32, c2, c3], [k0, k1])
            self.block += 1

    def uint32(self):
        if not self.words: self.refill()
        return self.words.pop(0)

    def bits53(self):
        if len(self.words) < 2: self.refill()
        return (self.words.pop(0) >> 11) * 2**32 + self.words.pop(0)

    def uniform(self):
        return self.bits53() * 2.0**-53

    def normal(self):
        if self.spare is not None:
            x, self.spare = self.spare, None
            return x
        while True:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                stretch = sqrt((-2 * stable_log(s)) / s)
                self.spare = v * stretch
                return u * stretch

    def integer(self, below):
        if below <= 2**21:
            while True:
                product = self.uint32() * below
                if (product & M32) >= 2**32 % below: return product >> 32
        while True:
            bits = self.bits53()
            if bits < 2**53 - 2**53 % below: return bits % below


paths = [(1,), (1, 0), (1, 0, 0), (20260101, 3, 41), (2**53 - 1, 2**53 - 1), (2**64 - 1, 7)]
cases = []
for seed, *path in paths:
    make = lambda: Stream(seed, *path)
    a, b, c, d, e = make(), make(), make(), make(), make()
    normals = [b.normal() for _ in range(2000)]
    mixed = [x for _ in range(40) for x in (e.uint32(), e.uniform())]
    cases.append({
        "id": "random_stream." + ".".join(map(str, [seed] + path)), "call": "random_stream.py", "input": {"seed": str(seed), "path": path},
        "expected": {
            "words": [a.uint32() for _ in range(40)], "uniforms": [make().uniform()] + [c.uniform() for _ in range(40)][1:],
            "normals": normals[:40], "normal2000": normals[-1], "below6": [d.integer(6) for _ in range(40)],
            "below3e9": [d.integer(3 * 10**9) for _ in range(20)], "belowLarge": [d.integer(6 * 10**15) for _ in range(20)], "mixed": mixed,
        }})
json.dump({"area": "random_stream", "about": "Bits of random streams from an independent program.", "count": len(cases), "cases": cases},
          open("cases/random_stream.json", "w"))
