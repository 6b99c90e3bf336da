package dev.assay.detectors.model.gguf;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.tensor.UnusedBytes;
import java.io.IOException;

/**
 * GGUF, versions 1 to 3, of either byte order (github.com/ggml-org/ggml, {@code docs/gguf.md}). Reads the header: keys with
 * their values, and the list of tensors. Each number of it is held to what loaders of this format failed to hold it to, and
 * templates for chats are handed on.
 */
public final class GgufDecoder implements Decoder {
    private static final int MAGIC_BYTES = 4;

    /** A key and a value of one byte. */
    private static final int LEAST_KEY_BYTES = 5;

    /** Without its name's length: the number of dimensions, the type and the offset. */
    private static final int LEAST_TENSOR_BYTES = 16;

    @Override
    public Format format() {
        return new Format("gguf", head -> head.has(0, "GGUF"));
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/gguf-");
        Inventory inventory = new Inventory(out);
        try (ByteReader reader = new ByteReader(in, budget)) {
            reader.skip(MAGIC_BYTES);
            GgufInput input = input(reader, in, anomalies, inventory);
            long tensorCount = input.length();
            long keyCount = input.length();
            input.counted(
                    keyCount, LEAST_KEY_BYTES + input.lengthBytes(), GgufInput.MOST_COUNTED, "count-overflow", "keys");
            input.counted(
                    tensorCount,
                    LEAST_TENSOR_BYTES + input.lengthBytes(),
                    GgufInput.MOST_COUNTED,
                    "count-overflow",
                    "tensors");
            Metadata metadata = new Metadata(input, out, budget, anomalies, inventory);
            metadata.read(keyCount);
            try (TensorList tensors = new TensorList(input, out, budget, anomalies, inventory, metadata.alignment())) {
                tensors.read(tensorCount);
                UnusedBytes unused = new UnusedBytes(in, out, budget);
                data(reader, in, out, tensors, anomalies, metadata.alignment(), unused);
                unused.report();
                if (!input.isBigEndian()) {
                    TensorScan.of(inventory, true, in, out, budget);
                }
            }
        } finally {
            inventory.end();
            anomalies.report(out);
        }
    }

    /** Version 3 in the other byte order reads as 0x03000000. */
    private static GgufInput input(ByteReader reader, ByteSource in, Anomalies anomalies, Inventory inventory)
            throws IOException {
        long version = reader.u32le();
        boolean bigEndian = (version & 0xffff) == 0;
        if (bigEndian) {
            version = Integer.toUnsignedLong(Integer.reverseBytes((int) version));
        }
        if (version < 1 || version > 3) {
            throw new UnsupportedException(MAGIC_BYTES, "version " + version + " of GGUF");
        }
        inventory.property(Property.FRAMEWORK, "GGML", -1);
        inventory.property(Property.FORMAT_VERSION, Long.toString(version), MAGIC_BYTES);
        inventory.property(Property.BYTE_ORDER, bigEndian ? "big" : "little", MAGIC_BYTES);
        return new GgufInput(reader, in, bigEndian, version, anomalies);
    }

    /** The numbers themselves are opaque and are not read, except to find the end of a stream that does not say its size. */
    private static void data(
            ByteReader reader,
            ByteSource in,
            Sink out,
            TensorList tensors,
            Anomalies anomalies,
            long alignment,
            UnusedBytes unused)
            throws IOException {
        long headerEnd = reader.position();
        long start = tensors.isEmpty() ? headerEnd : Math.ceilDiv(headerEnd, alignment) * alignment;
        unused.note(headerEnd, start);
        long end = tensors.check(start, unused);
        long known = in.sizeBytes();
        if (end > Long.MAX_VALUE - start) {
            throw new MalformedException(headerEnd, "tensors that end beyond what 63 bits can count");
        }
        if (known >= 0 && start + end > known) {
            out.opaque(known - headerEnd);
            throw new TruncatedException(known, start + end - known);
        }
        out.opaque(start + end - headerEnd);
        reader.skip(start + end - headerEnd);
        padding(reader, alignment);
        if (reader.atEnd()) {
            return;
        }
        long at = reader.position();
        long left = known < 0 ? ByteSource.UNKNOWN : known - at;
        anomalies.add(
                "trailing-data",
                at,
                () -> (left < 0 ? "there are bytes" : "there are " + left + " bytes") + " behind the last tensor");
        out.child("trailing-data", in.seekable() ? new SliceSource(in, at, left) : new RestSource(reader, left));
    }

    /** Zeros up to the next multiple of the alignment, as far as there are any: writers differ. */
    private static void padding(ByteReader reader, long alignment) throws IOException {
        while (reader.position() % alignment != 0 && reader.request(1) > 0 && reader.array()[reader.index()] == 0) {
            reader.advance(1);
        }
    }
}
