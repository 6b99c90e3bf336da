package dev.assay.detectors.model.tensorflow;

import dev.assay.detectors.ProtobufBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes indexes of checkpoints, bad ones too. */
public final class CheckpointSamples {
    private CheckpointSamples() {}

    /** A table with one block. */
    static byte[] index(Map<String, ProtobufBytes> entries, int compression) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        byte[] before = new byte[0];
        for (Map.Entry<String, ProtobufBytes> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            int shared = 0;
            while (shared < Math.min(name.length, before.length) && name[shared] == before[shared]) {
                shared++;
            }
            entry(block, shared, name, entry.getValue().build());
            before = name;
        }
        byte[] data = sealed(block, compression);
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        ByteArrayOutputStream handle = new ByteArrayOutputStream();
        varint(handle, 0);
        varint(handle, data.length - 5);
        entry(index, 0, "z".getBytes(StandardCharsets.UTF_8), handle.toByteArray());
        byte[] blocks = sealed(index, 0);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        varint(footer, 0);
        varint(footer, 0);
        varint(footer, data.length);
        varint(footer, blocks.length - 5);
        footer.writeBytes(new byte[40 - footer.size()]);
        ByteBuffer all = ByteBuffer.allocate(data.length + blocks.length + 48).order(ByteOrder.LITTLE_ENDIAN);
        all.put(data).put(blocks).put(footer.toByteArray()).putLong(0xdb47_7524_8b80_fb57L);
        return all.array();
    }

    private static void entry(ByteArrayOutputStream out, int shared, byte[] name, byte[] value) {
        varint(out, shared);
        varint(out, name.length - shared);
        varint(out, value.length);
        out.write(name, shared, name.length - shared);
        out.writeBytes(value);
    }

    /** With one run, its number, the kind of compression and room for a sum. */
    private static byte[] sealed(ByteArrayOutputStream block, int compression) {
        ByteBuffer all = ByteBuffer.allocate(block.size() + 13).order(ByteOrder.LITTLE_ENDIAN);
        return all.put(block.toByteArray())
                .putInt(0)
                .putInt(1)
                .put((byte) compression)
                .array();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    static Map<String, ProtobufBytes> entries(long offset) {
        Map<String, ProtobufBytes> entries = new TreeMap<>();
        entries.put("", new ProtobufBytes().number(1, 1));
        entries.put("dense/bias", new ProtobufBytes().number(1, 1).number(4, 0).number(5, 12));
        entries.put(
                "dense/kernel",
                new ProtobufBytes().number(1, 1).number(4, offset).number(5, 24));
        return entries;
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("variables.index", index(entries(12), 0));
        all.put("bad.index", index(entries(-12), 0));
        all.put("compressed.index", index(entries(12), 1));
        return all;
    }
}
