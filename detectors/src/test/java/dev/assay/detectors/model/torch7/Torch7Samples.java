package dev.assay.detectors.model.torch7;

import static dev.assay.detectors.FlatBytes.join;
import static dev.assay.detectors.FlatBytes.little;

import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Emits Lua Torch's objects, good and bad. */
public final class Torch7Samples {
    private Torch7Samples() {}

    private static byte[] string(String text) {
        return little(2, text.length(), text);
    }

    private static byte[] object(int index, String name, byte[] content) {
        return join(little(4, index, 3, "V 1", name.length(), name), content);
    }

    /** A table with one entry. */
    private static byte[] table(int index, byte[] value) {
        return join(little(3, index, 1), string("key"), value);
    }

    private static byte[] model(byte[] value) {
        return object(1, "nn.Sequential", table(2, value));
    }

    private static byte[] tensor(long size, long stride) {
        byte[] storage = object(4, "torch.FloatStorage", little(2L, 1f, 2f));
        return object(3, "torch.FloatTensor", join(little(1, size, stride, 1L), storage));
    }

    private static byte[] function(int type) {
        byte[] code = little("\33LJ\2", 0, 0);
        return join(type == 6 ? little(6) : little(type, 9), little(code.length), code, little(0));
    }

    private static byte[] nested(int depth) {
        byte[] value = little(0);
        for (int i = 0; i < depth; i++) {
            value = table(10 + i, value);
        }
        return value;
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.t7", model(tensor(2, 1))),
                FormatCase.of("numbers.t7", table(1, little(1, 2.5))),
                FormatCase.of("boolean.t7", table(1, little(5, 1))),
                FormatCase.of("again.t7", table(1, little(3, 1))),
                FormatCase.of(
                        "text.t7",
                        "4\n1\n3\nV 1\n18\ntorch.FloatStorage\n2\n1 2\n".getBytes(StandardCharsets.ISO_8859_1)),
                FormatCase.of("no-ending", model(string("relu"))),
                FormatCase.of("function.bin", function(6), "model/torch7-function", "gap:unsupported"),
                FormatCase.of("function.pth", function(8), "model/torch7-function", "gap:unsupported"),
                FormatCase.of("function.t7", model(function(8)), "model/torch7-function", "gap:unsupported"),
                FormatCase.of("old-function.t7", model(function(6)), "model/torch7-function", "gap:unsupported"),
                FormatCase.of("long-text.t7", model(string("a".repeat(3 << 20))), "gap:limit"),
                FormatCase.of(
                        "long-function.t7",
                        model(little(6, 3 << 20, "\33LJ\2", new byte[(3 << 20) - 4], 0)),
                        "model/torch7-function",
                        "gap:limit",
                        "gap:unsupported"),
                FormatCase.of("class.t7", object(1, "os.exit()", little(0)), "model/torch7-class-name"),
                FormatCase.of("bounds.t7", model(tensor(-5, 1)), "model/torch7-tensor-bounds"),
                FormatCase.of("command.t7", model(string("os.execute('id')")), "model/embedded-command"),
                FormatCase.of(
                        "no-object.t7",
                        little("T7\0\0cmd = os.execute('id')\n"),
                        "model/embedded-command",
                        "gap:malformed"),
                FormatCase.of("too-deep.t7", nested(1_000), "gap:limit"),
                FormatCase.of("negative.t7", little(3, 1, -1), "gap:malformed"),
                FormatCase.of("huge.t7", little(2, Integer.MAX_VALUE), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
