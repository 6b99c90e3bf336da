package dev.assay.detectors.archive.gzip;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.InflatedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/** The bytes of all members of a gzip file, one after the other (RFC 1952, 2.2), each compared with its trailer. */
final class GzipSource extends ForwardSource {
    private final ByteReader in;
    private final Inflater inflater;
    private final Anomalies anomalies;
    private final Budget budget;
    private InflatedSource member;
    private boolean ended;
    private boolean broken;

    /** @param in behind the first header */
    GzipSource(ByteReader in, Inflater inflater, Anomalies anomalies, Budget budget) {
        super(UNKNOWN);
        this.in = in;
        this.inflater = inflater;
        this.anomalies = anomalies;
        this.budget = budget;
        this.member = member();
    }

    private InflatedSource member() {
        inflater.reset();
        return new InflatedSource(in, inflater, budget, Long.MAX_VALUE, UNKNOWN);
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        try {
            while (!ended) {
                int n = member.read(member.passedBytes(), into);
                if (n > 0) {
                    return n;
                }
                trailer();
            }
            return -1;
        } catch (MalformedException e) {
            broken = true;
            throw new MalformedException(passedBytes(), e.reason());
        }
    }

    private void trailer() throws IOException {
        long at = in.position();
        int crc = in.i32le();
        int size = in.i32le();
        if (size != (int) member.passedBytes()) {
            anomalies.add(
                    "archive/size-mismatch",
                    "the gzip data hold " + member.passedBytes() + " bytes, the trailer says " + (size & 0xffff_ffffL),
                    at);
        }
        if (crc != member.crc32()) {
            anomalies.add(
                    "archive/crc-mismatch",
                    String.format("the gzip data have the CRC-32 %08x, the trailer says %08x", member.crc32(), crc),
                    at);
        }
        nextMember();
    }

    /** Another member, padding, or whatever else stands there, which readers pass over. */
    private void nextMember() throws IOException {
        long from = in.position();
        for (int there; (there = in.request(1)) > 0; ) {
            byte[] a = in.array();
            int start = in.index();
            int i = start;
            while (i < start + there && a[i] == 0) {
                i++;
            }
            in.advance(i - start);
            if (i < start + there) {
                if (GzipHeader.isAt(in)) {
                    var _ = GzipHeader.read(in);
                    member = member();
                    return;
                }
                anomalies.add("archive/trailing-data", "bytes that are no gzip data lie behind them", from);
                break;
            }
        }
        ended = true;
    }

    @Override
    public boolean isBroken() {
        return broken;
    }
}
