package dev.assay.detectors.model.gguf;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.CodeLikeness;
import dev.assay.engine.text.NameSet;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The keys and their values. Keeps none of them but the alignment; a template is handed on where it stands. */
final class Metadata {
    private static final int MOST_KEY_BYTES = 1024;

    /** "At most 2^16 - 1 bytes long" (the specification, "File Structure"). */
    private static final int LONGEST_KEY = 65_535;

    /** How much of a text is looked at; templates are a few kilobytes. */
    private static final int MOST_TEXT_BYTES = 64 * 1024;

    /** How much of a template is copied where the source cannot be read again. */
    private static final int MOST_TEMPLATE_BYTES = 4 << 20;

    /** The specification allows arrays of arrays, and nobody writes any. */
    private static final int MOST_DEPTH = 16;

    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long MOST_ALIGNMENT = 1L << 30;

    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static final List<String> TYPES =
            List.of("u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "text", "array", "u64", "i64", "f64");
    private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    /** What elements the vocabulary's arrays have (the specification, "GGML"). */
    private static final Map<String, String> ARRAYS = Map.of(
            "tokenizer.ggml.tokens", "text",
            "tokenizer.ggml.merges", "text",
            "tokenizer.ggml.scores", "f32",
            "tokenizer.ggml.token_type", "i32");

    /** Read with the first text. */
    private static final class Names {
        static final Map<String, String> PROPERTIES = read("properties.tsv");
        static final Map<String, String> FILE_TYPES = read("file-types.tsv");

        private static Map<String, String> read(String table) {
            Map<String, String> rows = new HashMap<>();
            Rows.read(Objects.requireNonNull(Metadata.class.getResource(table)), 2)
                    .forEach(row -> rows.put(row.get(0), row.get(1)));
            return Map.copyOf(rows);
        }
    }

    private final GgufInput input;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final Inventory inventory;
    private final NameSet keys = new NameSet();
    private long alignment = DEFAULT_ALIGNMENT;

    Metadata(GgufInput input, Sink out, Budget budget, Anomalies anomalies, Inventory inventory) {
        this.input = input;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.inventory = inventory;
    }

    /** Of the tensors' numbers: what {@code general.alignment} says, if that makes sense. */
    long alignment() {
        return alignment;
    }

    void read(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            budget.spendFacts(1);
            long at = input.position();
            long length = input.textLength();
            String key = input.text(length, MOST_KEY_BYTES);
            if (!keys.add(key, length <= MOST_KEY_BYTES)) {
                anomalies.add("duplicate-key", at, () -> "the key " + Quoted.of(key) + " is there twice");
            }
            if (length > LONGEST_KEY || key.contains("..") || key.contains("/") || key.contains("\\")) {
                anomalies.add("key-name", at, () -> "a key is called " + Quoted.of(key));
            }
            value(key, at);
        }
    }

    private void value(String key, long at) throws IOException {
        int type = type();
        switch (type) {
            case STRING -> string(key, at);
            case ARRAY -> array(key, at, 0);
            default -> {
                String value = scalar(type);
                if (key.equals("general.alignment")) {
                    align(value, TYPES.get(type), at);
                }
                if (inventory.isWanted()) {
                    tell(key, value, at);
                }
            }
        }
    }

    private int type() throws IOException {
        long at = input.position();
        long type = input.u32();
        MalformedException.check(type < SIZES.length, at, "no value is of the type " + type);
        return (int) type;
    }

    private String scalar(int type) throws IOException {
        return switch (TYPES.get(type)) {
            case "u8" -> Integer.toString(input.u8());
            case "i8" -> Byte.toString((byte) input.u8());
            case "u16" -> Integer.toString(input.u16());
            case "i16" -> Short.toString((short) input.u16());
            case "u32" -> Long.toString(input.u32());
            case "i32" -> Integer.toString((int) input.u32());
            case "f32" -> Float.toString(Float.intBitsToFloat((int) input.u32()));
            case "bool" -> input.u8() == 0 ? "false" : "true";
            case "u64" -> Long.toUnsignedString(input.u64());
            case "i64" -> Long.toString(input.u64());
            default -> Double.toString(Double.longBitsToDouble(input.u64()));
        };
    }

    /** Loaders divide by it, and round up with a mask. */
    private void align(String value, String type, long at) {
        boolean sound = type.equals("u32");
        long wanted = sound ? Long.parseLong(value) : 0;
        if (wanted <= 0 || wanted > MOST_ALIGNMENT || Long.bitCount(wanted) != 1) {
            anomalies.add("alignment", at, () -> "general.alignment is " + value + " (" + type + ")");
        } else {
            alignment = wanted;
        }
    }

    private void string(String key, long at) throws IOException {
        long length = input.textLength();
        long start = input.position();
        boolean template = isTemplateKey(key);
        if (template && length > MOST_TEXT_BYTES && !input.source().seekable()) {
            template(key, start, length, copied(length));
            return;
        }
        int kept = (int) Math.min(length, MOST_TEXT_BYTES);
        byte[] bytes = input.bytes(kept);
        input.skip(length - kept);
        out.opaque(template ? 0 : length - kept); // of other texts than templates loaders take short ones
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (template || CodeLikeness.isTemplate(text)) {
            template(key, start, length, bytes);
        } else if (CodeLikeness.isCode(text)) {
            anomalies.add("metadata-code", at, () -> Quoted.of(key) + " is " + Quoted.of(text));
        }
        tell(key, text, at);
    }

    /** {@code tokenizer.chat_template}, and the named ones behind it. */
    private static boolean isTemplateKey(String key) {
        return key.startsWith("tokenizer.chat_template");
    }

    /** A template of a stream, which does not come back. */
    private byte[] copied(long length) throws IOException {
        int kept = (int) Math.min(length, MOST_TEMPLATE_BYTES);
        byte[] bytes = input.bytes(kept);
        input.skip(length - kept);
        return bytes;
    }

    /** @param beginning as much of it as was read */
    private void template(String key, long start, long length, byte[] beginning) {
        if (!input.source().seekable() && length > beginning.length) {
            out.gap(
                    GapKind.LIMIT,
                    start + beginning.length,
                    "the template " + Quoted.of(key) + " is too long to keep; scan the file by itself",
                    length - beginning.length);
        }
        budget.spendEntry();
        out.child(
                key + ".jinja",
                input.source().seekable()
                        ? new SliceSource(input.source(), start, length)
                        : new MemorySource(beginning));
    }

    private void array(String key, long at, int depth) throws IOException {
        MalformedException.check(depth < MOST_DEPTH, at, "arrays nested more than " + MOST_DEPTH + " deep");
        int type = type();
        int least = type == STRING ? input.lengthBytes() : type == ARRAY ? 4 + input.lengthBytes() : SIZES[type];
        long count = input.counted(
                input.length(), least, GgufInput.MOST_ELEMENTS, "length-overflow", "elements of an array");
        if (depth == 0) {
            checkType(key, TYPES.get(type), at);
        }
        if (depth == 0 && inventory.isWanted()) {
            tell(key, "[" + count + " x " + TYPES.get(type) + "]", at);
        }
        switch (type) {
            case STRING -> strings(key, count);
            case ARRAY -> {
                for (long i = 0; i < count; i++) {
                    budget.spendWork(Long.BYTES);
                    array(key, input.position(), depth + 1);
                }
            }
            default -> input.skip(count, SIZES[type]);
        }
    }

    /** Loaders take the array as it lies in memory, for elements of the size that they expect. */
    private void checkType(String key, String type, long at) {
        String expected = ARRAYS.get(key);
        if (expected != null && !expected.equals(type)) {
            anomalies.add("value-type", at, () -> Quoted.of(key) + " is an array of " + type + ", not of " + expected);
        }
    }

    /** Vocabularies have a hundred thousand texts, of which no loader makes more than tokens; templates are few. */
    private void strings(String key, long count) throws IOException {
        if (!isTemplateKey(key)) {
            input.skipTexts(count);
            return;
        }
        for (long i = 0; i < count; i++) {
            budget.spendFacts(1);
            string(key + "[" + i + "]", input.position());
        }
    }

    private void tell(String key, String value, long at) {
        String name = Names.PROPERTIES.get(key);
        if (key.equals("general.file_type")) {
            inventory.property(Property.QUANTIZATION, Names.FILE_TYPES.getOrDefault(value, "type " + value), at);
        } else if (name != null) {
            inventory.property(name, value, at);
        } else {
            inventory.metadata(key, value, at);
        }
    }
}
