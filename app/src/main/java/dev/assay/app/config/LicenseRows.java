package dev.assay.app.config;

import dev.assay.detectors.license.LicensePolicy;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.PathGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The {@code licenses:} of a policy. They only add findings, so that any file may have them. */
final class LicenseRows {
    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final String UNKNOWN = "unknown";
    private static final String MISSING = "missing";
    private static final Set<String> LISTS = Set.of(ALLOW, DENY);
    private static final Set<String> KEYS = Set.of(ALLOW, DENY, UNKNOWN, MISSING);

    private LicenseRows() {}

    static LicensePolicy read(String label, Node node) {
        RowFields fields = RowFields.of(label, ConfigFile.mapping(label, node), KEYS, LISTS);
        List<PathGlob> allow = patterns(fields, ALLOW);
        List<PathGlob> deny = patterns(fields, DENY);
        Severity byDefault = allow.isEmpty() ? null : Severity.MEDIUM;
        LicensePolicy policy =
                new LicensePolicy(allow, deny, fields.severity(UNKNOWN, byDefault), fields.severity(MISSING, null));
        if (policy.isNone()) {
            throw new ConfigException(
                    fields.at() + ": licenses need one of " + ALLOW + ", " + DENY + ", " + MISSING + " and " + UNKNOWN);
        }
        return policy;
    }

    private static List<PathGlob> patterns(RowFields fields, String key) {
        List<PathGlob> patterns = new ArrayList<>();
        for (RowFields.Item item : fields.list(key)) {
            if (item.text().isBlank()) {
                throw new ConfigException(item.at() + ": a pattern of licences is not empty");
            }
            patterns.add(LicensePolicy.pattern(item.text()));
        }
        return patterns;
    }
}
