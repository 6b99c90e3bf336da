package dev.assay.engine.tensor;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a number of a tensor is stored; the least significant byte first. */
enum ElementType {
    /** The byte with the lowest bits of the exponent is the seventh. */
    F64(8, 6, 32),
    F32(4, 2, 16),
    /** Small numbers have fewer bits than the lowest byte holds, so that it has zeros of its own accord. */
    F16(2, -1, 4),
    /** The lowest byte has the lowest bit of the exponent. */
    BF16(2, 0, 0),
    I8(1, -1, 0);

    private final int bytes;
    private final int exponentByte;
    private final int textBits;

    ElementType(int bytes, int exponentByte, int textBits) {
        this.bytes = bytes;
        this.exponentByte = exponentByte;
        this.textBits = textBits;
    }

    /** Of one number. */
    int bytes() {
        return bytes;
    }

    /** Which byte has the lowest bit of the exponent and bits of the fraction, or -1 if none that is of use. */
    int exponentByte() {
        return exponentByte;
    }

    /** Whether the lowest byte has nothing but the end of the fraction, whatever the number. */
    boolean hasFractionByte() {
        return this == F64 || this == F32;
    }

    /** Of how many lowest bits honest numbers make no text: beyond, numbers of about one size look like letters. */
    int textBits() {
        return textBits;
    }

    /** Read with the first tensor. */
    private static final class Table {
        static final Map<String, ElementType> BY_NAME = read();

        private static Map<String, ElementType> read() {
            Map<String, ElementType> types = new HashMap<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(ElementType.class.getResource("element-types.tsv")), 2)) {
                for (String name : Parts.of(row.get(1), ' ')) {
                    types.put(name, valueOf(row.get(0)));
                }
            }
            return Map.copyOf(types);
        }
    }

    /** The type that a format calls so, if it is one that is looked into. */
    static Optional<ElementType> of(String dtype) {
        return Optional.ofNullable(Table.BY_NAME.get(dtype.toLowerCase(Locale.ROOT)));
    }
}
