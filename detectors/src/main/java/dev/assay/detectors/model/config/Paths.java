package dev.assay.detectors.model.config;

import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Locale;

/** Names of files in configurations. */
final class Paths {
    private Paths() {}

    /** Whether a path leads out of the folder that it is relative to, on any system. */
    static boolean leadsOut(String path) {
        return !path.contains("://") && OutsidePath.reason(path).isPresent();
    }

    /** Whether it is fetched from somewhere. */
    static boolean isAddress(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") || lower.startsWith("ftp://");
    }

    /** Tells of each scalar in it that leads out. */
    static void check(String ruleId, String what, Tree tree, Sightings seen) {
        for (Scalar scalar : Tree.scalars(tree)) {
            if (leadsOut(scalar.text())) {
                seen.anomaly(ruleId, what + " is " + Quoted.of(scalar.text()), scalar);
            }
        }
    }
}
