package dev.assay.detectors.model.flax;

import static dev.assay.detectors.FlatBytes.join;

import dev.assay.detectors.model.FormatCase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes MessagePack by the letter of its specification, good and bad. */
public final class MessagePackSamples {
    private MessagePackSamples() {}

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length < 32 ? join(bytes(0xa0 + utf8.length), utf8) : join(bytes(0xd9, utf8.length), utf8);
    }

    private static byte[] binary(byte[] content) {
        return join(bytes(0xc5, content.length >> 8, content.length), content);
    }

    /** Names and values in turn. */
    private static byte[] map(byte[]... parts) {
        return join(bytes(0x80 + parts.length / 2), join(parts));
    }

    /** Flax's array: one dimension. */
    private static byte[] array(int elements, String dtype, int dataBytes) {
        byte[] packed = join(
                bytes(0x93, 0x91, 0xce),
                ByteBuffer.allocate(4).putInt(elements).array(),
                text(dtype),
                binary(new byte[dataBytes]));
        return extension(1, packed);
    }

    private static byte[] extension(int type, byte[] content) {
        return join(bytes(0xc8, content.length >> 8, content.length, type), content);
    }

    private static byte[] state(byte[] value) {
        return map(text("params"), map(text("kernel"), value), text("step"), bytes(3));
    }

    private static byte[] nested(int depth) {
        byte[] head = bytes(0x81, 0xa6, 'p', 'a', 'r', 'a', 'm', 's');
        byte[] all = new byte[depth + head.length + 1];
        java.util.Arrays.fill(all, head.length, all.length - 1, (byte) 0x91);
        System.arraycopy(head, 0, all, 0, head.length);
        return all;
    }

    public static List<FormatCase> cases() {
        byte[] pickle = "\u0080\2cos\nsystem\nX\2\0\0\0id\u0085R.".getBytes(StandardCharsets.ISO_8859_1);
        return List.of(
                FormatCase.of("sound.msgpack", state(array(4, "float32", 16))),
                FormatCase.of("no-ending", state(array(0, "float32", 0))),
                FormatCase.of(
                        "scalar.flax", state(extension(3, join(bytes(0x93, 0x90), text("int8"), binary(new byte[1]))))),
                // a model of thinc whose layer is PyTorch's: what restores it is packed by itself
                FormatCase.of(
                        "model",
                        map(text("nodes"), bytes(0x90), text("shims"), binary(map(text("state"), binary(pickle)))),
                        "model/pickle-dangerous-callable"),
                FormatCase.of("checkpoint", map(text("a"), array(4, "float32", 16))),
                FormatCase.of("complex.msgpack", state(extension(2, bytes(0x92, 1, 2)))),
                FormatCase.of(
                        "integers.msgpack",
                        state(bytes(0x94, 0xcd, 1, 2, 0xd1, 255, 255, 0xd3, 0, 0, 0, 0, 0, 0, 0, 1, 0xca, 0, 0, 0, 0))),
                FormatCase.of("map-as-name.msgpack", map(map(text("a"), bytes(1)), bytes(2))),
                FormatCase.of("array-size.msgpack", state(array(5, "float32", 16)), "model/flax-array-size"),
                FormatCase.of("array-negative.msgpack", state(array(-1, "float32", 16)), "model/flax-array-size"),
                FormatCase.of("extension.msgpack", state(extension(42, bytes(1, 2))), "model/flax-extension"),
                FormatCase.of(
                        "trailing.msgpack",
                        join(state(bytes(1)), "TRAILING".getBytes(StandardCharsets.UTF_8)),
                        "model/flax-trailing-data"),
                FormatCase.of(
                        "duplicate.msgpack", map(text("a"), bytes(1), text("a"), bytes(2)), "model/flax-duplicate-key"),
                FormatCase.of("deep.msgpack", nested(500)),
                FormatCase.of("too-deep.msgpack", nested(5_000), "model/flax-nesting", "gap:limit"),
                FormatCase.of("code.msgpack", state(text("lambda x: eval('1')")), "model/embedded-command"),
                FormatCase.of(
                        "code-in-bytes.jax",
                        state(binary("exec('import os')".getBytes(StandardCharsets.UTF_8))),
                        "model/embedded-command"),
                FormatCase.of("pickle.msgpack", state(binary(pickle)), "model/pickle-dangerous-callable"),
                FormatCase.of("huge-array.msgpack", state(bytes(0xdd, 127, 255, 255, 255)), "gap:malformed"),
                FormatCase.of("huge-text.msgpack", state(bytes(0xdb, 127, 255, 255, 255)), "gap:malformed"),
                FormatCase.of("never-used.msgpack", state(bytes(0xc1)), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
