package dev.assay.detectors.model.executorch;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.wire.FlatbufferReader;
import java.io.IOException;
import java.util.Set;

/**
 * ExecuTorch, a FlatBuffer by {@code program.fbs} with the identifier ET12 (or another pair of digits), a header behind that
 * says where the segments of data begin, and the segments.
 */
public final class ExecutorchDecoder implements Decoder {
    private static final int IDENTIFIER_AT = 4;
    private static final int HEADER_AT = 8;
    private static final String HEADER_MAGIC = "eh00";

    /** Magic, length, size of the program, where segments begin. */
    private static final int HEADER_BYTES = 24;

    @Override
    public Format format() {
        return new Format("executorch", ExecutorchDecoder::matches);
    }

    private static boolean matches(Head head) {
        return head.has(IDENTIFIER_AT, "ET") && isDigit(head.at(6)) && isDigit(head.at(7));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/executorch-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        long size = in.sizeBytes();
        try (ByteReader reader = new ByteReader(in, budget)) {
            long program = size;
            long segments = 0;
            reader.skip(HEADER_AT);
            if (reader.request(HEADER_BYTES) >= HEADER_BYTES
                    && reader.latin1(HEADER_MAGIC.length()).equals(HEADER_MAGIC)) {
                reader.skip(Integer.BYTES); // the header's length, which grows with versions
                long told = reader.i64le();
                segments = reader.i64le();
                long begin = segments;
                if (told < 0 || told > size || begin < 0 || begin > size || begin != 0 && begin < told) {
                    anomalies.add(
                            "bounds",
                            HEADER_AT,
                            () -> "the header places a program of " + Long.toUnsignedString(told)
                                    + " bytes and segments at " + Long.toUnsignedString(begin) + " in a file of "
                                    + size);
                } else {
                    program = told;
                }
            }
            FlatbufferReader flat = new FlatbufferReader(reader, 0, program);
            Inventory inventory = new Inventory(out);
            inventory.property(Property.FRAMEWORK, "ExecuTorch", -1);
            ProgramReading reading = new ProgramReading(flat, size, segments, budget, anomalies, texts);
            reading.read();
            if (inventory.isWanted()) {
                inventory.property(Property.FORMAT_VERSION, Long.toString(flat.u32(flat.root(), 0)), -1);
            }
            handOn(reading.delegated(), program, in, out);
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    /** What backends get may be anything, such as a library that is linked as it is loaded; else it is opaque. */
    private static void handOn(Set<ProgramReading.Extent> delegated, long program, ByteSource in, Sink out) {
        long opaque = in.sizeBytes() - program;
        int number = 0;
        for (ProgramReading.Extent data : delegated) {
            if (data.at() >= program) {
                opaque -= data.size();
            }
            out.child("delegate/" + number++, new SliceSource(in, data.at(), data.size()));
        }
        out.opaque(Math.max(opaque, 0)); // they may overlap
    }
}
