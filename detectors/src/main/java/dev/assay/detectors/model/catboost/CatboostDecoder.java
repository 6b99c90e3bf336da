package dev.assay.detectors.model.catboost;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;

/**
 * CatBoost's binary models: CBM1, a length, a FlatBuffer by {@code model.fbs} of CatBoost, and parts of their own behind. The
 * texts that describe the model are read; trees and parts are opaque, though looked through for texts.
 */
public final class CatboostDecoder implements Decoder {
    private static final String MAGIC = "CBM1";
    private static final int HEADER_BYTES = 8;
    private static final int MOST_NAME = 200;
    private static final long MOST_LOOKED_AT = 16 << 20;

    @Override
    public Format format() {
        return new Format("catboost", head -> head.has(0, MAGIC));
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            reader.skip(MAGIC.length());
            long core = reader.u32le();
            long room = in.sizeBytes() - HEADER_BYTES;
            try {
                if (core > room) {
                    throw new TruncatedException(in.sizeBytes(), core - room);
                }
                info(new FlatbufferReader(reader, HEADER_BYTES, core), budget, texts, new Inventory(out));
            } catch (MalformedException e) {
                // what CatBoost would refuse may be read by something else: its texts are looked at all the same
                reader.seek(HEADER_BYTES);
                texts.runs("text", reader, MOST_LOOKED_AT);
                throw e;
            }
            reader.seek(HEADER_BYTES + core);
            texts.runs("part", reader, HEADER_BYTES + core + MOST_LOOKED_AT);
            out.opaque(room);
        } finally {
            texts.report();
        }
    }

    /** {@code InfoMap}, the third field of {@code TModelCore}: parameters, and how the model was trained. */
    private static void info(FlatbufferReader flat, Budget budget, PayloadTexts texts, Inventory inventory)
            throws IOException {
        Table core = flat.root();
        String version = flat.text(core, 0, MOST_NAME);
        MalformedException.check(
                version.startsWith("FlabuffersModel"), core.at(), "the core is of no version that CatBoost has");
        inventory.property(Property.FRAMEWORK, "CatBoost", -1);
        inventory.property(Property.FORMAT_VERSION, version, core.at());
        Vector entries = flat.offsets(core, 2);
        for (int i = 0; i < entries.count(); i++) {
            budget.spendEntry();
            Table entry = flat.table(entries, i);
            String name = flat.text(entry, 0, MOST_NAME);
            String value = flat.text(entry, 1, MOST_NAME);
            texts.add("info/" + name, flat, flat.vector(entry, 1, 1));
            switch (name) {
                case "catboost_version_info" -> inventory.property(Property.FRAMEWORK_VERSION, value, entry.at());
                case "model_guid", "train_finish_time" -> inventory.metadata(name, value, entry.at());
                default -> {}
            }
        }
    }
}
