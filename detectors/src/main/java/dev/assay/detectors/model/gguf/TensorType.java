package dev.assay.detectors.model.gguf;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a tensor's numbers are packed: so many of them in a block of so many bytes. */
record TensorType(String name, int blockElements, int blockBytes) {
    /** Read with the first tensor. */
    private static final class Table {
        static final Map<Long, TensorType> BY_NUMBER = read();

        private static Map<Long, TensorType> read() {
            Map<Long, TensorType> types = new HashMap<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(TensorType.class.getResource("tensor-types.tsv")), 4)) {
                types.put(
                        Long.valueOf(row.get(0)),
                        new TensorType(row.get(1), Integer.parseInt(row.get(2)), Integer.parseInt(row.get(3))));
            }
            return Map.copyOf(types);
        }
    }

    /** Null for a number that the table does not have. */
    static @Nullable TensorType of(long number) {
        return Table.BY_NUMBER.get(number);
    }

    /** As it is now, or as it was before the scales of some types were made shorter, in May of 2023. */
    TensorType withScales(boolean shortScales) {
        return switch (shortScales ? "" : name) {
            case "Q4_0", "Q8_0" -> new TensorType(name, blockElements, blockBytes + 2);
            case "Q4_1" -> new TensorType(name, blockElements, blockBytes + 4);
            default -> this;
        };
    }

    /** How many bytes so many elements take, -1 if that does not fit in 63 bits. */
    long bytes(long elements) {
        long blocks = Math.ceilDiv(elements, blockElements);
        return Math.multiplyHigh(blocks, blockBytes) != 0 || blocks * blockBytes < 0 ? -1 : blocks * blockBytes;
    }
}
