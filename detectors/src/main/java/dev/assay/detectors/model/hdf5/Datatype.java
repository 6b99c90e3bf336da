package dev.assay.detectors.model.hdf5;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * As much of a datatype (specification, IV.A.2.d) as tells bytes and texts from numbers.
 *
 * @param size of one element, in bytes
 * @param bits of the class, the lowest eight
 * @param ofBytes whether it is of any length, and its elements are single bytes
 */
record Datatype(int kind, int bits, long size, boolean ofBytes) {
    private static final int INTEGER = 0;
    private static final int FLOAT = 1;
    private static final int TEXT = 3;
    private static final int OPAQUE = 5;
    private static final int VARIABLE = 9;
    private static final int SIGNED = 8;

    /** Of the bits of a number. */
    private static final int BIG_ENDIAN = 1;

    static Datatype read(Pages in, long at) throws IOException {
        int kind = in.u8(at) & 15;
        boolean ofBytes = kind == VARIABLE && (in.u8(at + 8) & 15) == INTEGER && in.u32(at + 12) == 1;
        return new Datatype(kind, in.u8(at + 1), in.u32(at + 4), ofBytes);
    }

    /**
     * One that is committed as an object of its own; null if that is none.
     *
     * @param at where its place is written
     */
    static @Nullable Datatype shared(Pages in, Superblock file, long at) throws IOException {
        long address = in.number(at + (in.u8(at) == 1 ? 8 : 2), file.offsetBytes());
        for (Message message : ObjectHeader.read(in, file, file.base() + address)) {
            if (message.type() == Message.DATATYPE && !message.shared()) {
                return read(in, message.at());
            }
        }
        return null;
    }

    /** Whether elements are bytes as they stand: texts of a fixed length, opaque ones, single bytes. */
    boolean isBytes() {
        return kind == TEXT || kind == OPAQUE || kind == INTEGER && size == 1;
    }

    /** As NumPy would call it, as far as this tells. */
    String shown() {
        long width = size * Byte.SIZE;
        return switch (kind) {
            case INTEGER -> ((bits & SIGNED) == 0 ? "uint" : "int") + width;
            case FLOAT -> "float" + width + ((bits & BIG_ENDIAN) == 0 ? "" : " big-endian");
            case TEXT -> "string";
            case OPAQUE -> "opaque";
            case VARIABLE -> isVariableText() ? "string" : "list";
            default -> "class " + kind;
        };
    }

    /** Whether each element is bytes of any length in a heap: a text, or a list of single bytes. */
    boolean isVariableBytes() {
        return isVariableText() || ofBytes;
    }

    boolean isVariableText() {
        return kind == VARIABLE && (bits & 15) == 1;
    }
}
