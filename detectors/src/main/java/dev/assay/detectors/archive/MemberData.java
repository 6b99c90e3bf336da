package dev.assay.detectors.archive;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** The data of members that follow one another, each behind its header: on a stream, or by seeking. */
public final class MemberData {
    private MemberData() {}

    /**
     * Hands on the next bytes and passes over what nobody read of them. What is there of a member that is cut off is handed
     * on before the archive is refused.
     *
     * @param reader of {@code in}
     * @param at of the member's header, for the refusal
     */
    public static void handOn(ByteSource in, ByteReader reader, Sink out, String name, long sizeBytes, long at)
            throws IOException {
        long dataAt = reader.position();
        String path = EntryPath.withoutSlash(name);
        if (in.seekable()) {
            long there = Math.max(in.sizeBytes() - dataAt, 0);
            out.child(path, new SliceSource(in, dataAt, Math.min(sizeBytes, there)));
            MalformedException.check(
                    sizeBytes <= there, at, "the member " + Anomalies.quoted(name) + " ends beyond the archive");
        } else {
            out.child(path, new ForwardSlice(reader, sizeBytes));
        }
        reader.skip(sizeBytes - (reader.position() - dataAt));
    }
}
