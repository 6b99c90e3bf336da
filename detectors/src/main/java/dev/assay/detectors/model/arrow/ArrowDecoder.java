package dev.assay.detectors.model.arrow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
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
import dev.assay.engine.wire.FlatbufferReader.Table;
import java.io.IOException;
import java.util.Set;

/**
 * Arrow's files (Feather 2) and streams: the schemas, which are FlatBuffers ({@code Schema.fbs}), at the start and in the
 * footer, since readers take either. The columns are opaque.
 */
public final class ArrowDecoder implements Decoder {
    private static final String MAGIC = "ARROW1";
    private static final int MAGIC_PADDED = 8;

    /** The length of the footer and the magic again. */
    private static final int TAIL_BYTES = 10;

    private static final int CONTINUATION = -1;
    private static final int SCHEMA = 1;
    /** What streams are called, which have no magic; libraries of data sets write files of the last name so. */
    private static final Set<String> STREAMS = Set.of("arrows", "ipc", "arrow");

    @Override
    public Format format() {
        return new Format(
                "arrow", head -> head.has(0, MAGIC + "\0\0") || STREAMS.contains(head.extension()) && isStream(head));
    }

    private static boolean isStream(Head head) {
        return head.i32le(0) == CONTINUATION;
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/arrow-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        long size = in.sizeBytes();
        new Inventory(out).property(Property.FRAMEWORK, "Arrow", -1);
        try (ByteReader reader = new ByteReader(in, budget)) {
            SchemaReading schemas = new SchemaReading(out, budget, anomalies, texts);
            boolean file = reader.request(1) > 0 && reader.array()[reader.index()] == MAGIC.charAt(0);
            try {
                if (file) {
                    footer(reader, size, schemas);
                }
            } finally { // readers of files heed the footer alone, readers of streams the first message
                message(reader, file ? MAGIC_PADDED : 0, size, schemas);
            }
            out.opaque(size);
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    /** The first message, which is a schema: a mark, a length, and a FlatBuffer with the schema as its header. */
    private static void message(ByteReader reader, long at, long size, SchemaReading schemas) throws IOException {
        reader.seek(at);
        int length = reader.i32le();
        if (length == CONTINUATION) {
            length = reader.i32le();
        }
        long start = reader.position();
        MalformedException.check(length > 0 && length <= size - start, at, "a message of " + length + " bytes");
        FlatbufferReader flat = new FlatbufferReader(reader, start, length);
        Table message = flat.root();
        if (flat.u8(message, 1, 0) == SCHEMA) {
            schemas.read(flat, flat.table(message, 2));
        }
    }

    private static void footer(ByteReader reader, long size, SchemaReading schemas) throws IOException {
        MalformedException.check(size >= MAGIC_PADDED + TAIL_BYTES, size, "no room for a footer");
        reader.seek(size - TAIL_BYTES);
        long length = reader.i32le();
        MalformedException.check(
                reader.latin1(MAGIC.length()).equals(MAGIC), size - MAGIC.length(), "no magic at the end");
        MalformedException.check(
                length > 0 && length <= size - MAGIC_PADDED - TAIL_BYTES,
                size - TAIL_BYTES,
                "a footer of " + length + " bytes");
        FlatbufferReader flat = new FlatbufferReader(reader, size - TAIL_BYTES - length, length);
        Table footer = flat.root();
        schemas.read(flat, flat.table(footer, 1));
        schemas.metadata(flat, flat.offsets(footer, 4), "footer");
    }
}
