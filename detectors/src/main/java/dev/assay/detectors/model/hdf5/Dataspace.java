package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many elements something has (specification, IV.A.2.b). */
final class Dataspace {
    private static final int MOST_RANK = 32;
    private static final int NONE = 2;

    private Dataspace() {}

    /** @return {@link Long#MAX_VALUE} for more than can be counted */
    static long count(Pages in, Superblock file, long at) throws IOException {
        int version = in.u8(at);
        MalformedException.check(version == 1 || version == 2, at, "a dataspace has an unknown version");
        int rank = in.u8(at + 1);
        MalformedException.check(rank <= MOST_RANK, at, "a dataspace has more dimensions than there can be");
        if (version == 2 && in.u8(at + 3) == NONE) {
            return 0;
        }
        long sizes = at + (version == 1 ? 8 : 4);
        long count = 1;
        for (int i = 0; i < rank; i++) {
            long size = in.number(sizes + (long) i * file.lengthBytes(), file.lengthBytes());
            count = size < 0 || size > 0 && count > Long.MAX_VALUE / size ? Long.MAX_VALUE : count * size;
        }
        return count;
    }

    /** Its sizes, {@link Long#MAX_VALUE} for one that is negative; empty for a single element and for none. */
    static List<Long> shape(Pages in, Superblock file, long at) throws IOException {
        int version = in.u8(at);
        MalformedException.check(version == 1 || version == 2, at, "a dataspace has an unknown version");
        int rank = in.u8(at + 1);
        MalformedException.check(rank <= MOST_RANK, at, "a dataspace has more dimensions than there can be");
        long sizes = at + (version == 1 ? 8 : 4);
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            long size = in.number(sizes + (long) i * file.lengthBytes(), file.lengthBytes());
            shape.add(size < 0 ? Long.MAX_VALUE : size);
        }
        return shape;
    }
}
