package dev.assay.detectors.model.tflite;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.text.Printable;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;

/** The tables Model, OperatorCode, Buffer and Metadata, with fields numbered as in {@code schema.fbs}. */
final class ModelReading {
    private static final int MOST_NAME = 500;
    private static final int MOST_TEXT = 64 * 1024;

    /** The builtin operator that says "see custom_code". */
    private static final int CUSTOM = 32;

    /** Where {@code builtin_code} begins: smaller ones stand in {@code deprecated_builtin_code}. */
    private static final int PLACEHOLDER = 127;

    private final FlatbufferReader flat;
    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private long opaqueBytes;

    /** What a buffer holds: nothing, bytes in the FlatBuffer, or bytes behind it. */
    record Content(long at, long sizeBytes) {}

    ModelReading(
            FlatbufferReader flat, ByteSource in, Sink out, Budget budget, Anomalies anomalies, PayloadTexts texts) {
        this.flat = flat;
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
    }

    void read() throws IOException {
        Table model = flat.root();
        String description = flat.text(model, 3, MOST_TEXT);
        texts.add("description", flat, flat.vector(model, 3, 1));
        Inventory inventory = new Inventory(out);
        inventory.property(Property.FRAMEWORK, "TensorFlow Lite", -1);
        if (inventory.isWanted()) {
            inventory.property(Property.FORMAT_VERSION, Long.toString(flat.u32(model, 0)), model.at());
            inventory.property(Property.DESCRIPTION, description, model.at());
        }
        int[] operators = operators(flat.offsets(model, 1));
        Vector buffers = flat.offsets(model, 4);
        Content[] contents = buffers(buffers);
        new SubgraphReading(flat, budget, anomalies, texts, inventory, operators, contents, in.sizeBytes())
                .read(flat.offsets(model, 2));
        inventory.end();
        TensorScan.of(inventory, in, out, budget);
        legacyMetadata(flat.vector(model, 5, Integer.BYTES), contents.length);
        metadata(flat.offsets(model, 6), contents);
        out.opaque(opaqueBytes);
    }

    /** The builtin code of each, {@link #CUSTOM} for those of somebody else's. */
    private int[] operators(Vector codes) throws IOException {
        budget.checkEntries(codes.count());
        int[] builtin = new int[codes.count()];
        for (int i = 0; i < codes.count(); i++) {
            Table code = flat.table(codes, i);
            int deprecated = flat.u8(code, 0, 0);
            builtin[i] = deprecated < PLACEHOLDER ? Math.max(deprecated, flat.i32(code, 3, 0)) : flat.i32(code, 3, 0);
            String custom = flat.text(code, 1, MOST_NAME);
            texts.add("custom_code", custom, code.at());
            if (builtin[i] == CUSTOM) {
                judge(custom, code.at());
            } else if (builtin[i] < 0 || builtin[i] > CustomOperators.LAST_BUILTIN) {
                int number = builtin[i];
                anomalies.add("unknown-operator", code.at(), () -> "the builtin operator " + number);
            }
        }
        return builtin;
    }

    private void judge(String custom, long at) {
        CustomOperators.Row row = CustomOperators.find(custom);
        if (row.rule().isPresent()) {
            anomalies.add(row.rule().get(), at, () -> "'" + Printable.of(custom, MOST_NAME) + "', which " + row.what());
        }
    }

    /** Where each buffer's bytes lie; what reaches out of the file is told and counts as nothing. */
    private Content[] buffers(Vector buffers) throws IOException {
        budget.checkEntries(buffers.count());
        Content[] contents = new Content[buffers.count()];
        for (int i = 0; i < buffers.count(); i++) {
            Table buffer = flat.table(buffers, i);
            Vector data = flat.vector(buffer, 0, 1);
            contents[i] = new Content(data.at(), data.sizeBytes());
            long offset = flat.i64(buffer, 1);
            long size = flat.i64(buffer, 2);
            // "offset == 1" stands for a place that the writer did not fill in; readers take any above for one
            if (data.count() == 0 && (offset < 0 || offset > 1)) {
                if (offset < 0 || size < 0 || size > in.sizeBytes() - offset) {
                    int number = i;
                    anomalies.add(
                            "buffer-bounds",
                            buffer.at(),
                            () -> "buffer " + number + " claims " + Long.toUnsignedString(size) + " bytes at "
                                    + Long.toUnsignedString(offset) + " of a file of " + in.sizeBytes());
                } else {
                    contents[i] = new Content(offset, size);
                }
            }
            opaqueBytes += contents[i].sizeBytes();
        }
        opaqueBytes = Math.min(opaqueBytes, in.sizeBytes());
        return contents;
    }

    private void legacyMetadata(Vector indices, int buffers) throws IOException {
        for (int i = 0; i < indices.count(); i++) {
            checkBuffer(flat.i32(indices, i), buffers, indices.at());
        }
    }

    private boolean checkBuffer(long index, int buffers, long at) {
        if (index < 0 || index >= buffers) {
            anomalies.add("index-bounds", at, () -> "metadata names buffer " + index + " of " + buffers);
            return false;
        }
        return true;
    }

    private void metadata(Vector entries, Content[] contents) throws IOException {
        for (int i = 0; i < entries.count(); i++) {
            budget.spendEntry();
            Table entry = flat.table(entries, i);
            String name = flat.text(entry, 0, MOST_NAME);
            long index = flat.u32(entry, 1);
            if (!checkBuffer(index, contents.length, entry.at())) {
                continue;
            }
            Content content = contents[(int) index];
            MalformedException.check(
                    content.at() + content.sizeBytes() <= in.sizeBytes(),
                    content.at(),
                    "the metadata " + Quoted.of(name) + " end behind the file");
            out.child(
                    "metadata/" + Printable.of(name, MOST_NAME),
                    new SliceSource(in, content.at(), content.sizeBytes()));
        }
    }
}
