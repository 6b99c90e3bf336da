package dev.assay.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One small file of a mixed tree: what stands beside models in a repository. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SmallFile(String name, byte[] content) {
    private static final int KINDS = 10;

    /** The file with this number; its kind, size and content follow from the number alone. */
    static SmallFile numbered(int number) throws IOException {
        SplitMix random = new SplitMix(number);
        return switch (number % KINDS) {
            case 0, 1 -> of("model-%05d.pkl", number, pickle(random));
            case 2 -> of("weights-%05d.npy", number, npy(random));
            case 3 -> of("weights-%05d.safetensors", number, safetensors(random));
            case 4 -> of("bundle-%05d.zip", number, zip(random));
            case 5 -> of("module_%05d.py", number, lines(random, "def function_%d(x):\n    return x + %1$d\n\n"));
            case 6 -> of("config-%05d.json", number, json(random));
            case 7 -> of("README-%05d.md", number, lines(random, "Item %d of the documentation says little.\n"));
            case 8 -> of("vocabulary-%05d.txt", number, lines(random, "token-%d\n"));
            default -> of("data-%05d.bin", number, Weights.of(1024 + 8 * random.below(800), random.next()));
        };
    }

    private static SmallFile of(String pattern, int number, byte[] content) {
        return new SmallFile(String.format(pattern, number), content);
    }

    private static byte[] pickle(SplitMix random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensePickle.write(out, 500 + random.below(6000), random.next());
        return out.toByteArray();
    }

    private static byte[] safetensors(SplitMix random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, 1 + random.below(4), 16, random.next());
        return out.toByteArray();
    }

    private static byte[] npy(SplitMix random) {
        int rows = 16 + random.below(64);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", 8), }";
        int headerBytes = 118;
        byte[] text =
                (header + " ".repeat(headerBytes - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + headerBytes + rows * 32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) headerBytes)
                .put(text)
                .put(Weights.of(rows * 32, random.next()))
                .array();
    }

    private static byte[] zip(SplitMix random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"data.pkl", "nested/config.json"}) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(LocalDateTime.of(2024, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(name.endsWith(".pkl") ? pickle(random) : json(random));
            }
        }
        return out.toByteArray();
    }

    private static byte[] json(SplitMix random) {
        StringBuilder text = new StringBuilder("{\"version\": 1");
        for (int i = random.below(60); i >= 0; i--) {
            text.append(", \"key_").append(i).append("\": ").append(random.below(1000));
        }
        return text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lines(SplitMix random, String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 10 + random.below(90); i >= 0; i--) {
            text.append(String.format(pattern, random.below(10_000)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
