package dev.assay.detectors.model.arrow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Printable;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tables Schema, Field and KeyValue, with fields numbered as in {@code Schema.fbs}. Belongs to one decoding. */
final class SchemaReading {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_NAME = 200;

    /** How many are named to people. */
    private static final int MOST_COLUMNS = 100;

    private static final int MOST_VALUE_BYTES = 1 << 20;
    private static final String EXTENSION_NAME = "ARROW:extension:name";
    private static final String EXTENSION_METADATA = "ARROW:extension:metadata";

    /** Extension types whose metadata are a pickle that versions of pyarrow before 14.0.1 load by themselves. */
    private static final Set<String> PICKLED = Set.of("arrow.py_extension_type", "ray.data.arrow_pickled_object");

    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private boolean described;

    SchemaReading(Sink out, Budget budget, Anomalies anomalies, PayloadTexts texts) {
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = new Inventory(out);
    }

    void read(FlatbufferReader flat, Table schema) throws IOException {
        metadata(flat, flat.offsets(schema, 2), "schema");
        Vector columns = flat.offsets(schema, 1);
        fields(flat, columns, 0);
        if (inventory.isWanted() && !described) { // a file has its schema at the beginning and at the end
            described = true;
            describe(flat, columns);
        }
    }

    private void describe(FlatbufferReader flat, Vector columns) throws IOException {
        inventory.metadata("columns", Integer.toString(columns.count()), columns.at());
        for (int i = 0; i < Math.min(columns.count(), MOST_COLUMNS); i++) {
            Table column = flat.table(columns, i);
            inventory.metadata("column", flat.text(column, 0, MOST_NAME), column.at());
        }
    }

    private void fields(FlatbufferReader flat, Vector fields, int depth) throws IOException {
        MalformedException.check(depth < MOST_DEPTH, fields.at(), "fields are nested more than 64 deep");
        for (int i = 0; i < fields.count(); i++) {
            budget.spendEntry();
            Table field = flat.table(fields, i);
            String name = flat.text(field, 0, MOST_NAME);
            texts.add("field", name, field.at());
            metadata(flat, flat.offsets(field, 6), name);
            fields(flat, flat.offsets(field, 5), depth + 1);
        }
    }

    /** What programs write beside a schema or a field; an extension type is two such entries. */
    void metadata(FlatbufferReader flat, Vector entries, String of) throws IOException {
        List<String> types = new ArrayList<>(1);
        List<byte[]> serialized = new ArrayList<>(1);
        for (int i = 0; i < entries.count(); i++) {
            Table entry = flat.table(entries, i);
            String key = flat.text(entry, 0, MOST_NAME);
            Vector value = flat.vector(entry, 1, 1);
            byte[] bytes = flat.bytes(value, MOST_VALUE_BYTES);
            switch (key) {
                case EXTENSION_NAME -> types.add(flat.text(entry, 1, MOST_NAME));
                case EXTENSION_METADATA -> {
                    budget.spendEntry();
                    serialized.add(bytes);
                    if (value.count() > bytes.length) {
                        out.gap(
                                GapKind.LIMIT,
                                value.at(),
                                "the metadata of an extension type, of which " + bytes.length + " bytes were looked at",
                                value.sizeBytes() - bytes.length);
                    }
                }
                default -> texts.add("metadata/" + key, bytes, value.count(), value.at());
            }
        }
        // where a key is there twice, libraries differ in which they heed: so any type is held against any value
        for (String type : types) {
            if (PICKLED.contains(type) || serialized.stream().anyMatch(SchemaReading::isPickle)) {
                anomalies.add("pickled-type", entries.at(), () -> shown(of, type));
            }
        }
        for (byte[] each : serialized) {
            boolean pickle =
                    isPickle(each) || serialized.size() == 1 && types.stream().anyMatch(PICKLED::contains);
            if (each.length > 0 && !types.isEmpty()) {
                String name = "extension/" + Printable.of(of, MOST_NAME) + (pickle ? ".pkl" : ".bin");
                out.child(name, new MemorySource(each));
            }
        }
    }

    private static boolean isPickle(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0xff) == 0x80 && bytes[1] <= 5;
    }

    private static String shown(String of, String type) {
        return "the field '" + Printable.of(of, MOST_NAME) + "' is of the type '" + Printable.of(type, MOST_NAME) + "'";
    }
}
