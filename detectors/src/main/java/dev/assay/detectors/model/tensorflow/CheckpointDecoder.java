package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/**
 * The index of a checkpoint ({@code variables.index}): a sorted table as LevelDB writes it, from names of tensors to where
 * they lie in the files of data. Checks that the places can be; the data are tensors only.
 */
public final class CheckpointDecoder implements Decoder {
    /** Two handles of blocks, filled up to 40 bytes, and the magic. */
    private static final int FOOTER_BYTES = 48;

    private static final int MAGIC_BYTES = 8;
    private static final long MAGIC = 0xdb47_7524_8b80_fb57L;

    @Override
    public Format format() {
        return new Format("tensorflow-checkpoint", CheckpointDecoder::matches);
    }

    private static boolean matches(Head head) {
        boolean whole = head.isWhole();
        byte[] bytes = whole ? head.bytes() : head.tail();
        int from = (whole ? head.length() : head.tailLength()) - MAGIC_BYTES;
        if (from < FOOTER_BYTES - MAGIC_BYTES) {
            return false;
        }
        for (int i = 0; i < MAGIC_BYTES; i++) {
            if (bytes[from + i] != (byte) (MAGIC >>> Byte.SIZE * i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/tensorflow-");
        try (ByteReader reader = new ByteReader(in, budget)) {
            long footer = Math.max(in.sizeBytes() - FOOTER_BYTES, 0);
            new CheckpointTable(reader, footer, anomalies, budget).read();
        } finally {
            anomalies.report(out);
        }
    }
}
