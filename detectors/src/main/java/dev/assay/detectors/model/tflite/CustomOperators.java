package dev.assay.detectors.model.tflite;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the names of custom operators mean, from {@code operators.tsv}; and numbers of the schema. */
final class CustomOperators {
    /** Room for what comes: the schema of TensorFlow 2.18 has 206. */
    static final int LAST_BUILTIN = 255;

    /** How names of TensorFlow's own operators begin that the Flex delegate runs. */
    private static final String FLEX = "Flex";

    private static final String NONE = "-";
    private static final String OTHER_FLEX = "Flex*";
    private static final String OTHER = "*";

    /** By TensorType: float32, float16, int32, uint8, int64, string, bool, int16, complex64, int8, float64, ... */
    private static final int[] ELEMENT_BITS = {32, 16, 32, 8, 64, 0, 8, 16, 64, 8, 64, 128, 64, 0, 0, 32, 16, 4, 16};

    /**
     * A row.
     *
     * @param rule the part of the rule's id behind {@code model/tflite-}
     * @param what to follow "which"
     */
    record Row(Optional<String> rule, String what) {}

    /** TensorType, by number. */
    private static final List<String> TYPES = List.of(
            "FLOAT32",
            "FLOAT16",
            "INT32",
            "UINT8",
            "INT64",
            "STRING",
            "BOOL",
            "INT16",
            "COMPLEX64",
            "INT8",
            "FLOAT64",
            "COMPLEX128",
            "UINT64",
            "RESOURCE",
            "VARIANT",
            "UINT32",
            "UINT16",
            "INT4",
            "BFLOAT16");

    private CustomOperators() {}

    /** Read with the first custom operator. */
    private static final class Table {
        static final Map<String, Row> ROWS = read();

        private static Map<String, Row> read() {
            Map<String, Row> rows = new HashMap<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(CustomOperators.class.getResource("operators.tsv")), 3)) {
                Optional<String> rule = row.get(1).equals(NONE) ? Optional.empty() : Optional.of(row.get(1));
                rows.put(row.get(0), new Row(rule, row.get(2)));
            }
            return Map.copyOf(rows);
        }
    }

    static Row find(String name) {
        Row row = Table.ROWS.get(name);
        if (row == null) {
            row = Table.ROWS.get(name.startsWith(FLEX) ? OTHER_FLEX : OTHER);
        }
        return Objects.requireNonNull(row, "no row for others");
    }

    /** How many bits an element has; 0 for texts, references and types that nobody knows. */
    static int elementBits(int type) {
        return type < ELEMENT_BITS.length ? ELEMENT_BITS[type] : 0;
    }

    /** The name of a TensorType. */
    static String elementType(int type) {
        return type < TYPES.size() ? TYPES.get(type) : "type " + type;
    }
}
