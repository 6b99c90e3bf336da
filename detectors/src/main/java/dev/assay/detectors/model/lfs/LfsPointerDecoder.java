package dev.assay.detectors.model.lfs;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/**
 * A pointer of Git LFS: some lines of text that stand for a file which was not fetched. Whoever scans a clone without it has
 * not scanned the model, and must be told.
 */
public final class LfsPointerDecoder implements Decoder {
    private static final String GIT_LFS = "version https://git-lfs.github.com/spec/v1\n";

    /** As its specification says: a pointer is smaller than this. */
    private static final int MOST_BYTES = 1024;

    private static final String SIZE = "\nsize ";

    @Override
    public Format format() {
        return new Format("lfs-pointer", LfsPointerDecoder::matches);
    }

    private static boolean matches(Head head) {
        return head.has(0, GIT_LFS) && head.sizeBytes() < MOST_BYTES;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            String text = reader.latin1(Math.min(reader.request(MOST_BYTES), MOST_BYTES));
            out.gap(
                    GapKind.UNSUPPORTED,
                    0,
                    "is a Git LFS pointer" + size(text) + "; the file itself is not here (git lfs pull fetches it)",
                    -1);
        }
    }

    private static String size(String text) {
        int from = text.indexOf(SIZE) + SIZE.length();
        int to = from;
        while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9' && to - from < 19) {
            to++;
        }
        return from < SIZE.length() || to == from ? "" : " to " + text.substring(from, to) + " bytes";
    }
}
