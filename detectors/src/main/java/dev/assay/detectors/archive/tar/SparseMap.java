package dev.assay.detectors.archive.tar;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sparse member has data, in each of the three ways in which GNU tar wrote that. */
final class SparseMap {
    static final int MOST_SEGMENTS = 1 << 20;
    static final String TOO_MANY = "a sparse map of more than a million runs";

    private SparseMap() {}

    /** Where a sparse member has data, or null if it is not sparse. Reads over a map that lies before the data. */
    static @Nullable List<SparseSource.Segment> read(ByteReader reader, TarHeader header, PaxRecords records, long at)
            throws IOException {
        if (header.type() == 'S') {
            List<SparseSource.Segment> map = new ArrayList<>(header.sparse());
            for (boolean more = header.sparseGoesOn(); more; ) {
                reader.require(TarHeader.BLOCK_BYTES);
                TarHeader.segments(reader.array(), reader.index(), 21, map);
                more = reader.array()[reader.index() + 504] != 0;
                reader.advance(TarHeader.BLOCK_BYTES);
                MalformedException.check(map.size() <= MOST_SEGMENTS, at, TOO_MANY);
            }
            return map;
        }
        if ("1".equals(records.get("GNU.sparse.major"))) {
            return beforeData(reader, at);
        }
        return records.sparse().isEmpty() && records.get("GNU.sparse.size") == null ? null : records.sparse();
    }

    /** Format 1.0: decimal numbers in lines, the count first, filled up to a block. */
    private static List<SparseSource.Segment> beforeData(ByteReader reader, long at) throws IOException {
        long from = reader.position();
        long count = line(reader, at);
        MalformedException.check(count <= MOST_SEGMENTS, at, TOO_MANY);
        List<SparseSource.Segment> map = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long offset = line(reader, at);
            map.add(new SparseSource.Segment(offset, line(reader, at)));
        }
        TarHeader.padding(reader, reader.position() - from);
        return map;
    }

    private static long line(ByteReader reader, long at) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int c; (c = reader.u8()) != '\n'; ) {
            digits.append((char) c);
            MalformedException.check(digits.length() < 20, at, "a sparse map that holds no numbers");
        }
        Long value = TarHeader.decimal(digits.toString());
        if (value == null) {
            throw new MalformedException(at, "a sparse map that holds no numbers");
        }
        return value;
    }
}
