package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Decompressor;
import java.io.IOException;

/** Undoes the delta filter: adds to each byte the one so far before it (XZ file format, 5.3.3). */
public final class DeltaData implements Decompressor {
    private final Decompressor data;
    private final byte[] before;
    private int at;

    /** @param distance 1 to 256 */
    public DeltaData(Decompressor data, int distance) {
        this.data = data;
        this.before = new byte[distance];
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        int n = data.read(into, from, room);
        for (int i = from; i < from + n; i++) {
            into[i] += before[at];
            before[at] = into[i];
            at = at + 1 == before.length ? 0 : at + 1;
        }
        return n;
    }

    @Override
    public void close() {
        data.close();
    }
}
