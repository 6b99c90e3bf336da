package dev.assay.detectors.model.tflite;

import static dev.assay.detectors.FlatBytes.file;
import static dev.assay.detectors.FlatBytes.join;
import static dev.assay.detectors.FlatBytes.little;
import static dev.assay.detectors.FlatBytes.table;

import dev.assay.detectors.FlatBytes.Repeated;
import dev.assay.detectors.FlatBytes.Table;
import dev.assay.detectors.model.FormatCase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes TensorFlow Lite models, good and bad. */
public final class TfliteSamples {
    private static final int CUSTOM = 32;
    private static final int WHILE = 119;

    private TfliteSamples() {}

    private static Table operatorCode(int builtin, @Nullable String custom) {
        return table((byte) Math.min(builtin, 127), custom, 1, builtin);
    }

    private static Table tensor(int[] shape, int type, int buffer, String name) {
        return table(shape, (byte) type, buffer, name);
    }

    private static Table operator(int code, int[] inputs, int[] outputs, @Nullable Table options) {
        return table(code, inputs, outputs, options == null ? null : (byte) 1, options);
    }

    private static Table subgraph(List<Table> tensors, List<Table> operators) {
        return table(tensors, new int[] {0}, new int[] {0}, operators, "main");
    }

    private static byte[] model(
            List<Table> codes, List<Table> subgraphs, List<Table> buffers, @Nullable Object... more) {
        @Nullable Object[] fields = new @Nullable Object[5 + more.length];
        fields[0] = 3;
        fields[1] = codes;
        fields[2] = subgraphs;
        fields[3] = "made for a test";
        fields[4] = buffers;
        System.arraycopy(more, 0, fields, 5, more.length);
        return file("TFL3", table(fields));
    }

    private static final List<Table> BUFFERS = List.of(table(), table((Object) new byte[16]));
    private static final List<Table> TENSORS = List.of(tensor(new int[] {2, 2}, 0, 1, "input"));

    /** One subgraph with one operator. */
    private static byte[] with(Table code, Table operator) {
        return model(List.of(code), List.of(subgraph(TENSORS, List.of(operator))), BUFFERS);
    }

    private static byte[] custom(String name) {
        return with(operatorCode(CUSTOM, name), operator(0, new int[] {0, -1}, new int[] {0}, null));
    }

    private static byte[] tensorOf(int[] shape, int type, int buffer) {
        return model(
                List.of(operatorCode(0, null)),
                List.of(subgraph(
                        List.of(tensor(shape, type, buffer, "t")),
                        List.of(operator(0, new int[] {0}, new int[] {0}, null)))),
                BUFFERS);
    }

    private static byte[] operands(int code, int input) {
        return with(operatorCode(0, null), operator(code, new int[] {input}, new int[] {0}, null));
    }

    /** A While whose condition and body are these subgraphs, of two. */
    private static byte[] loop(int condition, int body) {
        Table loop = operator(0, new int[] {0}, new int[] {0}, table(condition, body));
        return model(
                List.of(operatorCode(WHILE, null)),
                List.of(subgraph(TENSORS, List.of(loop)), subgraph(TENSORS, List.of())),
                BUFFERS);
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.tflite", operands(0, 0)),
                FormatCase.of("known-custom.tflite", custom("TFLite_Detection_PostProcess")),
                FormatCase.of("custom.tflite", custom("MyOperator"), "model/tflite-custom-operator"),
                FormatCase.of("flex.tflite", custom("FlexMatMul"), "model/tflite-flex-operator"),
                FormatCase.of("flex-python.tflite", custom("FlexPyFunc"), "model/tflite-python-call"),
                FormatCase.of("flex-write.tflite", custom("FlexWriteFile"), "model/tflite-file-access"),
                FormatCase.of(
                        "unknown-operator.tflite",
                        with(operatorCode(9_999, null), operator(0, new int[] {0}, new int[] {0}, null)),
                        "model/tflite-unknown-operator"),
                FormatCase.of("operator-code.tflite", operands(7, 0), "model/tflite-index-bounds"),
                FormatCase.of("input.tflite", operands(0, 5), "model/tflite-index-bounds"),
                FormatCase.of("negative-input.tflite", operands(0, -2), "model/tflite-index-bounds"),
                FormatCase.of("buffer-index.tflite", tensorOf(new int[] {1}, 0, 9), "model/tflite-index-bounds"),
                FormatCase.of("tensor-size.tflite", tensorOf(new int[] {5}, 0, 1), "model/tflite-tensor-size"),
                FormatCase.of("small-type.tflite", tensorOf(new int[] {16}, 9, 1)),
                FormatCase.of("overflow.tflite", tensorOf(new int[] {65_536, 65_536}, 0, 1), "model/tflite-shape"),
                FormatCase.of("negative-shape.tflite", tensorOf(new int[] {-5}, 0, 1), "model/tflite-shape"),
                FormatCase.of("loop.tflite", loop(1, 1)),
                FormatCase.of("recursion.tflite", loop(1, 0), "model/tflite-recursion"),
                FormatCase.of("subgraph-index.tflite", loop(1, 2), "model/tflite-index-bounds"),
                FormatCase.of("external.tflite", model(List.of(), List.of(), List.of(table(null, 8L, 16L)))),
                FormatCase.of(
                        "external-beyond.tflite",
                        model(List.of(), List.of(), List.of(table(null, 8L, 1L << 40))),
                        "model/tflite-buffer-bounds"),
                FormatCase.of(
                        "metadata.tflite",
                        model(
                                List.of(),
                                List.of(),
                                List.of(table((Object) little("cos\nsystem\n(S'id'\ntR."))),
                                null,
                                List.of(table("x.pkl", 0))),
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "metadata-index.tflite",
                        model(List.of(), List.of(), List.of(), null, List.of(table("x", 3))),
                        "model/tflite-index-bounds"),
                FormatCase.of(
                        "command.tflite",
                        custom("os.system('id')"),
                        "model/tflite-custom-operator",
                        "model/embedded-command"),
                FormatCase.of("options.tflite", behind(15), "model/embedded-command"),
                FormatCase.of("options-beyond.tflite", behind(1L << 40), "model/tflite-buffer-bounds"),
                FormatCase.of("shared.tflite", bomb(), "gap:limit"),
                FormatCase.of("root.tflite", new byte[] {-1, -1, -1, 127, 'T', 'F', 'L', '3', 0, 0}, "gap:malformed"));
    }

    /** Options of an operator that lie behind the FlatBuffer, as long as is told. */
    private static byte[] behind(long told) {
        byte[] options = little("os.system('id') ");
        byte[] sized = behind(0L, told);
        return join(behind(sized.length, told), options);
    }

    private static byte[] behind(long at, long told) {
        Table operator = table(0, new int[] {0}, new int[] {0}, null, null, null, null, null, null, at, told);
        return with(operatorCode(0, null), operator);
    }

    /** Many subgraphs that are one and the same, with many operators that are. */
    private static byte[] bomb() {
        Table operator = operator(0, new int[] {0}, new int[] {0}, null);
        Table subgraph = table(TENSORS, new int[] {0}, new int[] {0}, new Repeated(operator, 1_000), "main");
        return file("TFL3", table(3, List.of(operatorCode(0, null)), new Repeated(subgraph, 1_000), "a bomb", BUFFERS));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
