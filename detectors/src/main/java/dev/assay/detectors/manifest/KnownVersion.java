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
    private static final KnownVersion NONE = new KnownVersion(List.of(), 0);

    private static final Map<String, KnownVersion> TABLE = table();

    private final List<String> keys;
    private final int highest;

    private KnownVersion(List<String> keys, int highest) {
        this.keys = keys;
        this.highest = highest;
    }

    private static Map<String, KnownVersion> table() {
        Map<String, KnownVersion> table = new HashMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(KnownVersion.class.getResource("versions.tsv")), 3)) {
            KnownVersion known = new KnownVersion(Parts.of(row.get(1), '/'), Integer.parseInt(row.get(2)));
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
        if (!keys.isEmpty() && at instanceof Scalar version && !isKnown(version.text())) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    version.offsetBytes(),
                    "is of a version of its format that is not known, " + Quoted.of(Parts.first(version.text(), 20))
                            + ": read as version " + highest + " is",
                    -1);
        }
    }

    /** By what stands in front of the first dot. */
    private boolean isKnown(String text) {
        int dot = text.indexOf('.');
        String major = (dot < 0 ? text : text.substring(0, dot)).strip();
        boolean isNumber =
                !major.isEmpty() && major.length() < 9 && major.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber && Integer.parseInt(major) <= highest;
    }
}
