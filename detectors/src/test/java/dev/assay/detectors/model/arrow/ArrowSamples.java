package dev.assay.detectors.model.arrow;

import static dev.assay.detectors.FlatBytes.file;
import static dev.assay.detectors.FlatBytes.join;
import static dev.assay.detectors.FlatBytes.little;
import static dev.assay.detectors.FlatBytes.table;

import dev.assay.detectors.FlatBytes.Table;
import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes Arrow and Parquet files without columns, good and bad. */
public final class ArrowSamples {
    private static final String PICKLE = "cos\nsystem\n(S'id'\ntR.";
    private static final String PICKLED = "arrow.py_extension_type";

    private ArrowSamples() {}

    private static Table schema(String type, String serialized, int depth) {
        List<Table> metadata =
                List.of(table("ARROW:extension:name", type), table("ARROW:extension:metadata", serialized));
        Table field = table("column", (byte) 1, (byte) 5, table(), null, null, metadata);
        for (int i = 0; i < depth; i++) {
            field = table("around", (byte) 1, (byte) 13, table(), null, List.of(field));
        }
        return table(null, List.of(field), List.of(table("author", "nobody at all")));
    }

    /** An extension type whose keys are there a second time, with nothing bad in them. */
    private static Table twice() {
        List<Table> metadata = List.of(
                table("ARROW:extension:name", PICKLED),
                table("ARROW:extension:metadata", PICKLE),
                table("ARROW:extension:name", "arrow.uuid"),
                table("ARROW:extension:metadata", "plain"));
        return table(null, List.of(table("column", (byte) 1, (byte) 5, table(), null, null, metadata)), List.of());
    }

    /** A file whose first message is none: readers of files heed the footer alone. */
    private static byte[] unread(Table schema) {
        byte[] footer = file("\0\0\0\0", table(null, schema));
        return little("ARROW1\0\0", -1, -1, footer, footer.length, "ARROW1");
    }

    private static byte[] message(Table schema) {
        byte[] flat = file("\0\0\0\0", table(null, (byte) 1, schema));
        return little(-1, flat.length, flat);
    }

    private static byte[] arrow(Table first, Table last) {
        byte[] footer = file("\0\0\0\0", table(null, last));
        return little("ARROW1\0\0", message(first), footer, footer.length, "ARROW1");
    }

    private static byte[] binary(String text) {
        int length = text.length();
        return little((byte) (length & 0x7f | 0x80), (byte) (length >> 7), text);
    }

    /** A footer whose metadata are one key and its value, behind a version and a list of numbers. */
    private static byte[] parquet(String key, String value) {
        byte[] entry = join(new byte[] {0x18}, binary(key), new byte[] {0x18}, binary(value), new byte[1]);
        byte[] footer = join(new byte[] {0x15, 2, 0x19, 0x25, 2, 4, 0x39, 0x1c}, entry, new byte[1]);
        return little("PAR1", footer, footer.length, "PAR1");
    }

    private static byte[] parquet(Table schema) {
        String base64 = Base64.getEncoder().encodeToString(message(schema));
        return parquet("ARROW:schema", base64);
    }

    public static List<FormatCase> cases() {
        Table plain = schema("arrow.uuid", "", 0);
        Table pickled = schema(PICKLED, PICKLE, 0);
        return List.of(
                FormatCase.of("sound.arrow", arrow(plain, plain)),
                FormatCase.of("sound.arrows", message(plain)),
                FormatCase.of(
                        "pickled.feather",
                        arrow(plain, pickled),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "first-schema.arrow",
                        arrow(pickled, plain),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "inner.arrow",
                        arrow(plain, schema(PICKLED, PICKLE, 3)),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "stream.arrow",
                        message(pickled),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "first-of-two.arrow",
                        message(twice()),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of(
                        "no-first-message.arrow",
                        unread(pickled),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable",
                        "gap:malformed"),
                FormatCase.of("deep.arrow", arrow(plain, schema("arrow.uuid", "", 100)), "gap:malformed"),
                FormatCase.of("cut.arrow", little("ARROW1\0\0", message(plain)), "gap:malformed"),
                FormatCase.of("sound.parquet", parquet("pandas", "{\"index_columns\": []}")),
                FormatCase.of(
                        "pickled.parquet",
                        parquet(pickled),
                        "model/arrow-pickled-type",
                        "model/pickle-dangerous-callable"),
                FormatCase.of("command.parquet", parquet("note", "os.system('id')"), "model/embedded-command"),
                FormatCase.of("base64.parquet", parquet("ARROW:schema", "????????"), "gap:malformed"),
                FormatCase.of("encrypted.parquet", little("PARE", 0, 0, 0, "PARE"), "gap:encrypted"),
                FormatCase.of(
                        "PARENT_DIRECTORY.rst",
                        "PARENT_DIRECTORY\n----------------\n".getBytes(StandardCharsets.UTF_8)),
                FormatCase.of("footer.parquet", little("PAR1", 0, 1 << 30, "PAR1"), "gap:malformed"),
                FormatCase.of(
                        "tail.parquet", "PAR1 and no more of it".getBytes(StandardCharsets.UTF_8), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
