package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Steps over a selection of elements (specification, VII.B): mappings lie behind one another, and have no length. */
final class Selection {
    private static final int NOTHING = 0;
    private static final int POINTS = 1;
    private static final int HYPERSLAB = 2;
    private static final int ALL = 3;

    private static final int MOST_RANK = 32;

    private Selection() {}

    /** Where the one that begins at {@code at} ends. */
    static long end(Pages in, long at) throws IOException {
        long kind = in.u32(at);
        long version = in.u32(at + 4);
        long data = at + 8;
        if (kind == NOTHING || kind == ALL) {
            return data + 8;
        }
        MalformedException.check(kind == POINTS || kind == HYPERSLAB, at, "a mapping has an unknown selection");
        if (version == 1) {
            return past(in, data + 8, in.u32(data + 4));
        }
        if (kind == HYPERSLAB && version == 2) {
            return past(in, data + 5, in.u32(data + 1));
        }
        boolean regular = kind == HYPERSLAB && (in.u8(data) & 1) != 0;
        int width = in.u8(data + (kind == HYPERSLAB ? 1 : 0));
        long rankAt = data + (kind == HYPERSLAB ? 2 : 1);
        long rank = in.u32(rankAt);
        boolean sound = (width == 2 || width == 4 || width == 8) && rank <= MOST_RANK;
        MalformedException.check(sound, at, "a mapping has an impossible selection");
        if (regular) {
            return past(in, rankAt + 4, 4 * rank * width);
        }
        long count = in.number(rankAt + 4, width);
        long each = rank * width * (kind == HYPERSLAB ? 2 : 1);
        boolean countable = count >= 0 && (each == 0 || count <= in.sizeBytes() / each);
        MalformedException.check(countable, at, "a mapping has an impossible selection");
        return past(in, rankAt + 4 + width, count * each);
    }

    private static long past(Pages in, long at, long n) throws IOException {
        in.require(at, n);
        return at + n;
    }
}
