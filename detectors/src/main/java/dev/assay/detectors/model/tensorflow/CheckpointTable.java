package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The table of a checkpoint: a footer that tells where the index of blocks lies, the index with a handle of each block, and
 * blocks of entries whose names share their beginnings. See {@code doc/table_format.md} at google/leveldb and
 * {@code tensor_bundle.proto} at tensorflow/tensorflow. Belongs to one decoding.
 */
final class CheckpointTable {
    private static final int MOST_NAME_BYTES = 64 * 1024;
    private static final int COUNT_BYTES = 4;

    private final ByteReader in;
    private final long footer;
    private final Anomalies anomalies;
    private final Budget budget;

    /** What is done with the value of an entry, which ends at a place of the source. */
    @FunctionalInterface
    private interface Entries {
        void entry(String name, long endBytes) throws IOException;
    }

    CheckpointTable(ByteReader in, long footer, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.footer = footer;
        this.anomalies = anomalies;
        this.budget = budget;
    }

    void read() throws IOException {
        in.seek(footer);
        in.varint();
        in.varint(); // the index of filters, of which there are none
        long offset = in.varint();
        long size = in.varint();
        block(offset, size, (_, _) -> {
            long dataOffset = in.varint();
            long dataSize = in.varint();
            long next = in.position();
            block(dataOffset, dataSize, this::tensor);
            in.seek(next);
        });
    }

    /** Entries one behind the other, then where each run of them begins, and how many runs there are. */
    private void block(long offset, long size, Entries each) throws IOException {
        MalformedException.check(
                offset >= 0 && size >= COUNT_BYTES && offset <= footer && size < footer - offset,
                in.position(),
                "a block that does not lie within the table");
        in.seek(offset + size);
        if (in.u8() != 0) {
            throw new UnsupportedException(offset, "a compressed block, which TensorFlow does not write");
        }
        in.seek(offset + size - COUNT_BYTES);
        long runs = in.u32le();
        long end = offset + size - COUNT_BYTES - runs * COUNT_BYTES;
        MalformedException.check(end >= offset, offset, "a block with more runs than fit in it");
        byte[] name = new byte[0];
        in.seek(offset);
        while (in.position() < end) {
            long at = in.position();
            budget.spendEntry();
            long shared = in.varint();
            long own = in.varint();
            long value = in.varint();
            MalformedException.check(
                    shared >= 0 && shared <= name.length && own >= 0 && own <= MOST_NAME_BYTES - shared && value >= 0,
                    at,
                    "an entry that cannot be");
            budget.spendWork(
                    shared + own); // a name that is shared from entry to entry costs few bytes and much copying
            byte[] rest = in.bytes((int) own);
            byte[] longer = new byte[(int) shared + rest.length];
            System.arraycopy(name, 0, longer, 0, (int) shared);
            System.arraycopy(rest, 0, longer, (int) shared, rest.length);
            name = longer;
            long next = in.position() + value;
            MalformedException.check(value <= end - in.position(), at, "an entry that reaches out of its block");
            each.entry(new String(name, StandardCharsets.UTF_8), next);
            in.seek(next);
        }
    }

    /** A BundleEntryProto; the entry without a name is the header of the whole. */
    private void tensor(String name, long endBytes) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        long at = in.position();
        ProtobufReader entry = new ProtobufReader(in, endBytes);
        boolean impossible = false;
        while (entry.next()) {
            switch (entry.varint()) {
                case 3, 4, 5 -> impossible |= entry.number() < 0;
                default -> {}
            }
        }
        if (impossible) {
            anomalies.add(
                    "checkpoint-place",
                    at,
                    () -> "the tensor " + GraphReading.shown(name) + " lies before the beginning of its file");
        }
    }
}
