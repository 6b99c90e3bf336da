package dev.assay.detectors.model.cntk;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.Printable;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The messages Dictionary, DictionaryValue and Vector, with field numbers as in {@code CNTK.proto}. A function of the
 * user's is a dictionary that names the module to load it from. Belongs to one decoding.
 */
final class DictionaryReading implements AutoCloseable {
    private static final int MOST_NAME = 4_096;
    private static final int MOST_SHOWN = 120;

    private final ProtobufReader in;
    private final Sink out;
    private final Anomalies anomalies = new Anomalies("model/cntk-");
    private final EmbeddedTexts texts;
    private long opaqueBytes;

    /** What a dictionary says of a function of the user's, in whatever order its entries come. */
    private static final class Names {
        String module = "";
        String name = "";
        long offsetBytes;

        void take(Entry entry) {
            switch (entry.key) {
                case "module" -> {
                    module = entry.text;
                    offsetBytes = entry.offsetBytes;
                }
                case "class", "deserialize_method" -> name = entry.text;
                default -> {}
            }
        }
    }

    /** An entry of a dictionary, whose value may come before its key. */
    private static final class Entry {
        String key = "";
        String text = "";
        long offsetBytes;
    }

    DictionaryReading(ProtobufReader in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.texts = new EmbeddedTexts(out, budget);
    }

    void read() throws IOException {
        Names names = new Names();
        while (in.next()) {
            dictionaryField(names);
        }
        tell(names);
    }

    /** Hands on what is known, however reading ends. */
    @Override
    public void close() {
        out.opaque(opaqueBytes);
        anomalies.report(out);
    }

    private void dictionary() throws IOException {
        Names names = new Names();
        in.message(() -> dictionaryField(names));
        tell(names);
    }

    private void tell(Names names) {
        if (!names.module.isEmpty()) {
            anomalies.add(
                    "user-code",
                    names.offsetBytes,
                    () -> "the module '" + Printable.of(names.module, MOST_SHOWN) + "'"
                            + (names.name.isEmpty()
                                    ? ""
                                    : " and in it '" + Printable.of(names.name, MOST_SHOWN) + "'"));
        }
    }

    private void dictionaryField(Names names) throws IOException {
        if (in.delimited() == 2) {
            Entry entry = new Entry();
            in.message(() -> {
                switch (in.delimited()) {
                    case 1 -> entry.key = in.text(MOST_NAME);
                    case 2 -> in.message(() -> valueField(entry));
                    default -> {}
                }
            });
            names.take(entry);
        }
    }

    private void valueField(Entry entry) throws IOException {
        switch (in.delimited()) {
            case 8 -> text(entry);
            case 11 ->
                in.message(() -> {
                    if (in.delimited() == 1) {
                        in.message(() -> valueField(new Entry()));
                    }
                });
            case 12 -> dictionary();
            case 13 -> opaqueBytes += in.length();
            default -> {}
        }
    }

    private void text(Entry entry) throws IOException {
        entry.offsetBytes = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        entry.text = new String(bytes, 0, Math.min(bytes.length, MOST_NAME), StandardCharsets.UTF_8);
        texts.addCode(entry.key, bytes, size, entry.offsetBytes);
    }
}
