"""Writes small.gguf, big-endian.gguf and split-00001-of-00002.gguf as the specification has it (docs/gguf.md of ggml), with
nothing but Python's standard library: a second reading of it, independent of the tests' own writer. Run it in this folder.

    python3 make_gguf.py
"""
import struct

STRING, ARRAY = 8, 9
SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
# name, number, elements and bytes of a block
F32, F16, Q8_0, Q4_K = ("F32", 0, 1, 4), ("F16", 1, 1, 2), ("Q8_0", 8, 32, 34), ("Q4_K", 12, 256, 144)


class Writer:
    def __init__(self, order):
        self.order = order
        self.out = bytearray()

    def put(self, kind, value):
        self.out += struct.pack(self.order + kind, value)

    def text(self, value):
        encoded = value.encode()
        self.put("Q", len(encoded))
        self.out += encoded

    def value(self, kind, value):
        if kind == STRING:
            self.text(value)
        elif kind == ARRAY:
            element, items = value
            self.put("I", element)
            self.put("Q", len(items))
            for item in items:
                self.value(element, item)
        else:
            self.put(SCALARS[kind], value)

    def file(self, keys, tensors, alignment=32):
        self.out += b"GGUF"
        self.put("I", 3)
        self.put("Q", len(tensors))
        self.put("Q", len(keys))
        for name, kind, value in keys:
            self.text(name)
            self.put("I", kind)
            self.value(kind, value)
        offset = 0
        sizes = []
        for name, shape, (_, number, elements, size) in tensors:
            self.text(name)
            self.put("I", len(shape))
            count = 1
            for dimension in shape:
                self.put("Q", dimension)
                count *= dimension
            self.put("I", number)
            self.put("Q", offset)
            sizes.append(count // elements * size)
            offset += -(-sizes[-1] // alignment) * alignment
        for size in sizes:
            self.out += bytes(-len(self.out) % alignment)
            self.out += bytes(i * 7 % 251 for i in range(size))
        self.out += bytes(-len(self.out) % alignment)
        return bytes(self.out)


KEYS = [
    ("general.architecture", STRING, "llama"),
    ("general.name", STRING, "Small Lama 🦙"),
    ("general.license", STRING, "apache-2.0"),
    ("general.author", STRING, "Nobody"),
    ("general.source.url", STRING, "https://models.example/small"),
    ("general.file_type", 4, 15),
    ("general.quantization_version", 4, 2),
    ("llama.block_count", 4, 1),
    ("llama.context_length", 10, 4096),
    ("llama.rope.freq_base", 6, 10000.0),
    ("llama.odd.i8", 1, -3),
    ("llama.odd.i16", 3, -300),
    ("llama.odd.u8", 0, 200),
    ("llama.odd.u16", 2, 60000),
    ("llama.odd.i64", 11, -(2**40)),
    ("llama.odd.f64", 12, 0.1),
    ("tokenizer.ggml.model", STRING, "llama"),
    ("tokenizer.ggml.tokens", ARRAY, (STRING, ["<unk>", "<s>", "</s>", "{{", "▁the"])),
    ("tokenizer.ggml.scores", ARRAY, (6, [0.0, 0.0, 0.0, -1.0, -2.0])),
    ("tokenizer.ggml.token_type", ARRAY, (5, [2, 3, 3, 1, 1])),
    ("tokenizer.ggml.add_bos_token", 7, True),
    ("tokenizer.chat_template", STRING, "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"),
]
TENSORS = [
    ("token_embd.weight", [256, 5], Q4_K),
    ("blk.0.attn_norm.weight", [256], F32),
    ("blk.0.attn_q.weight", [256, 8], Q8_0),
    ("output.weight", [10, 3, 2], F16),
]

if __name__ == "__main__":
    for name, order in (("small", "<"), ("big-endian", ">")):
        with open(name + ".gguf", "wb") as file:
            file.write(Writer(order).file(KEYS, TENSORS))
    split = [("split.no", 2, 0), ("split.count", 2, 2), ("split.tensors.count", 5, 8)]
    with open("split-00001-of-00002.gguf", "wb") as file:
        file.write(Writer("<").file(KEYS[:2] + split, TENSORS[:2]))
