package dev.assay.detectors.model.arrow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.LaxBase64;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.ThriftReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Parquet: the footer, a struct of Thrift ({@code parquet.thrift}), of which the metadata that programs write are read. Among
 * them is the schema of Arrow, as Base64. The columns are opaque.
 */
public final class ParquetDecoder implements Decoder {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";
    private static final int TAIL_BYTES = 8;

    /** How a page's header begins: its field 1, a number. */
    private static final int PAGE_TYPE = 0x15;

    /** The fields of FileMetaData and of KeyValue. */
    private static final int ROWS = 3;

    private static final int KEY_VALUES = 5;
    private static final int CREATED_BY = 6;

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private static final String ARROW_SCHEMA = "ARROW:schema";
    private static final int MOST_VALUE_BYTES = 4 << 20;
    private static final int MOST_NAME = 200;

    @Override
    public Format format() {
        return new Format("parquet", head -> head.has(0, MAGIC) || isEncrypted(head));
    }

    /** Texts begin so, too. Behind it is an encrypted header's length, of less than 16 MB, or a header's first field. */
    private static boolean isEncrypted(Head head) {
        return head.has(0, ENCRYPTED) && (head.at(7) == 0 || head.at(4) == PAGE_TYPE);
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        long size = in.sizeBytes();
        MalformedException.check(size >= MAGIC.length() + TAIL_BYTES, size, "no room for a footer");
        Anomalies anomalies = new Anomalies("model/arrow-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget, size - TAIL_BYTES)) {
            long length = reader.u32le();
            String magic = reader.latin1(MAGIC.length());
            if (magic.equals(ENCRYPTED)) {
                out.gap(GapKind.ENCRYPTED, size - TAIL_BYTES, "its footer is encrypted", size);
                return;
            }
            MalformedException.check(magic.equals(MAGIC), size - MAGIC.length(), "no magic at the end");
            MalformedException.check(
                    length <= size - TAIL_BYTES - MAGIC.length(),
                    size - TAIL_BYTES,
                    "a footer of " + length + " bytes");
            long start = size - TAIL_BYTES - length;
            reader.seek(start);
            ThriftReader thrift = new ThriftReader(reader, start + length);
            Inventory inventory = new Inventory(out);
            inventory.property(Property.FRAMEWORK, "Parquet", -1);
            SchemaReading schemas = new SchemaReading(out, budget, anomalies, texts);
            for (int id = thrift.field(0); id != 0; id = thrift.field(id)) {
                if (id == KEY_VALUES && thrift.isList()) {
                    for (int left = thrift.list(); left > 0; left--) {
                        budget.spendEntry();
                        entry(thrift, start, schemas, texts, budget);
                    }
                } else if (id == CREATED_BY && inventory.isWanted() && thrift.isBinary()) {
                    String creator = new String(thrift.bytes(MOST_NAME), StandardCharsets.UTF_8);
                    inventory.property(Property.PRODUCER, creator, start);
                } else if (id == ROWS && inventory.isWanted() && thrift.isInteger()) {
                    inventory.metadata("rows", Long.toString(thrift.integer()), start);
                } else {
                    thrift.skip();
                }
            }
            out.opaque(start);
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    private static void entry(ThriftReader thrift, long at, SchemaReading schemas, PayloadTexts texts, Budget budget)
            throws IOException {
        String key = "";
        byte[] value = {};
        long valueBytes = 0;
        for (int id = thrift.field(0); id != 0; id = thrift.field(id)) {
            if (id == KEY && thrift.isBinary()) {
                key = new String(thrift.bytes(MOST_NAME), StandardCharsets.UTF_8);
            } else if (id == VALUE && thrift.isBinary()) {
                value = thrift.bytes(MOST_VALUE_BYTES);
                valueBytes = thrift.lastLength();
            } else {
                thrift.skip();
            }
        }
        if (key.equals(ARROW_SCHEMA)) {
            schema(value, at, schemas, budget);
        } else {
            texts.add("metadata/" + key, value, valueBytes, at);
        }
    }

    /** A message of Arrow's stream: a mark, a length, a FlatBuffer with a schema. */
    private static void schema(byte[] base64, long at, SchemaReading schemas, Budget budget) throws IOException {
        byte[] message = LaxBase64.decode(new String(base64, StandardCharsets.ISO_8859_1));
        int skipped = message.length > 4 && message[0] == -1 ? 8 : 4;
        MalformedException.check(message.length > skipped, at, "the schema of Arrow is too short");
        try (ByteReader reader = new ByteReader(new MemorySource(message), budget)) {
            FlatbufferReader flat = new FlatbufferReader(reader, skipped, message.length - skipped);
            Table root = flat.root();
            schemas.read(flat, flat.table(root, 2));
        }
    }
}
