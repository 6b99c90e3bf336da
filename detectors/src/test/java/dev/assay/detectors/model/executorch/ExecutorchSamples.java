package dev.assay.detectors.model.executorch;

import static dev.assay.detectors.FlatBytes.file;
import static dev.assay.detectors.FlatBytes.table;

import dev.assay.detectors.FlatBytes.Table;
import dev.assay.detectors.model.FormatCase;
import dev.assay.detectors.model.executable.ExecutableSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes ExecuTorch programs, good and bad. */
public final class ExecutorchSamples {
    private static final int HEADER_BYTES = 32;

    private ExecutorchSamples() {}

    private static Table plan(String operator, String backend, int called, int input) {
        Table call = table(called, new int[] {0});
        Table chain = table(null, null, List.of(table((byte) 1, call)));
        Table delegate = table(backend, table((byte) 1, 0), List.of(table("key", new byte[] {1, 2})));
        return table(
                "forward",
                null,
                List.of(table((byte) 0)),
                new int[] {input},
                new int[] {0},
                List.of(chain),
                List.of(table(operator, "out")),
                List.of(delegate));
    }

    private static byte[] program(String operator, String backend, int called, int input, long segment) {
        Table root = table(0, List.of(plan(operator, backend, called, input)), null, null, List.of(table(0L, segment)));
        return file("ET12", root);
    }

    /** A delegate whose data are these, within the program. */
    private static byte[] delegated(byte[] data) {
        Table delegate = table("AotiBackend", table((byte) 0, 0));
        Table plan = table("forward", null, null, null, null, null, null, List.of(delegate));
        return file("ET12", table(0, List.of(plan), null, List.of(table(data))));
    }

    /** The same, behind the program. */
    private static byte[] delegatedBehind(byte[] data) {
        Table delegate = table("AotiBackend", table((byte) 1, 0));
        Table plan = table("forward", null, null, null, null, null, null, List.of(delegate));
        Table segment = table(0L, (long) data.length);
        byte[] program = file("ET12", HEADER_BYTES, table(0, List.of(plan), null, null, List.of(segment)));
        byte[] bytes = Arrays.copyOf(program, program.length + data.length);
        System.arraycopy(data, 0, bytes, program.length, data.length);
        header(bytes, program.length, program.length);
        return bytes;
    }

    private static byte[] library() {
        return ExecutableSamples.elf(64, ByteOrder.LITTLE_ENDIAN, 3, 62);
    }

    private static void header(byte[] bytes, long programBytes, long segmentsAt) {
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(8, "eh00".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(12, HEADER_BYTES)
                .putLong(16, programBytes)
                .putLong(24, segmentsAt);
    }

    /** A plan with nothing but a text among its values. */
    private static byte[] text(String value) {
        Table plan = table("forward", null, List.of(table((byte) 6, table(value))));
        return file("ET12", table(0, List.of(plan)));
    }

    /** With a header that says how long the program is and where segments begin. */
    private static byte[] headed(long programBytes, long segmentsAt) {
        byte[] bytes = file(
                "ET12",
                HEADER_BYTES,
                table(0, List.of(plan("aten::add", "XnnpackBackend", 0, 0)), null, null, List.of(table(0L, 0L))));
        header(bytes, programBytes < 0 ? bytes.length : programBytes, segmentsAt < 0 ? bytes.length : segmentsAt);
        return bytes;
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.pte", program("aten::add", "XnnpackBackend", 0, 0, 8)),
                FormatCase.of("headed.pte", headed(-1, -1)),
                FormatCase.of("delegated.pte", delegated(library()), "model/native-code-in-model"),
                FormatCase.of("delegated-behind.pte", delegatedBehind(library()), "model/native-code-in-model"),
                FormatCase.of("text.pte", text("os.system('id')"), "model/embedded-command"),
                FormatCase.of("header.pte", headed(1L << 40, 0), "model/executorch-bounds"),
                FormatCase.of(
                        "custom.pte",
                        program("evil::run", "MyBackend", 0, 0, 8),
                        "model/executorch-custom-operator",
                        "model/executorch-custom-backend"),
                FormatCase.of(
                        "segment.pte",
                        program("aten::add", "XnnpackBackend", 0, 0, 1 << 30),
                        "model/executorch-bounds"),
                FormatCase.of(
                        "call.pte", program("aten::add", "XnnpackBackend", 7, 0, 8), "model/executorch-index-bounds"),
                FormatCase.of(
                        "input.pte",
                        program("aten::add", "XnnpackBackend", 0, -1, 8),
                        "model/executorch-index-bounds"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
