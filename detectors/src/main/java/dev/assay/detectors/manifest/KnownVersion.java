package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The highest version of a format that is known, {@code versions.tsv}. A document of a later one is read as if it were of that, and is a gap.
 * Immutable.
 */
final class KnownVersion {
    private static final KnownVersion NONE = new KnownVersion(List.of(), "");

    private static final Map<String, KnownVersion> TABLE = table();

    private final List<String> keys;
    private final String highest;

    private KnownVersion(List<String> keys, String highest) {
        this.keys = keys;
        this.highest = highest;
    }

    private static Map<String, KnownVersion> table() {
        Map<String, KnownVersion> table = new HashMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(KnownVersion.class.getResource("versions.tsv")), 3)) {
            KnownVersion known = new KnownVersion(Parts.of(row.get(1), '/'), row.get(2));
            table.put(row.getFirst(), known);
        }
        return Map.copyOf(table);
    }

    /** Of a format by its id. */
    static KnownVersion of(String format) {
        return TABLE.getOrDefault(format, NONE);
    }

    /** Says so if a document is of a later version. */
    void look(Tree document, Sink out) {
        @Nullable Tree at = document;
        for (String key : keys) {
            at = at instanceof Mapping mapping ? mapping.get(key) : null;
        }
        if (at != null) {
            look(written(at), at.offsetBytes(), out);
        }
    }

    /** The same for a document of which a part comes at a time. */
    void look(String key, Tree part, Sink out) {
        if (keys.equals(List.of(key))) {
            look(written(part), part.offsetBytes(), out);
        }
    }

    /** What is no text says of no version that it is known. */
    private static String written(Tree version) {
        return version instanceof Scalar scalar ? scalar.text() : "";
    }

    /** Says so if what a document says of its version is a later one, or none. */
    void look(String written, long offsetBytes, Sink out) {
        if (!highest.isEmpty() && !isKnown(written.strip())) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    offsetBytes,
                    "is of a version of its format that is not known, " + Quoted.of(Parts.first(written, 20))
                            + ": read as version " + highest + " is",
                    -1);
        }
    }

    /** By as many numbers as the table has, behind the same word. */
    private boolean isKnown(String written) {
        int digits = 0;
        while (digits < highest.length() && !isDigit(highest.charAt(digits))) {
            digits++;
        }
        if (!written.startsWith(highest.substring(0, digits))) {
            return false;
        }
        List<String> most = Parts.of(highest.substring(digits), '.');
        List<String> there = Parts.of(written.substring(digits), '.');
        for (int i = 0; i < most.size() && i < Math.max(1, there.size()); i++) {
            String number = i < there.size() ? there.get(i) : "";
            if (number.isEmpty()
                    || number.length() > 8
                    || !number.chars().allMatch(KnownVersion::isDigit)
                    || Integer.parseInt(number) > Integer.parseInt(most.get(i))) {
                return false;
            }
            if (Integer.parseInt(number) < Integer.parseInt(most.get(i))) {
                return true;
            }
        }
        return true;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
