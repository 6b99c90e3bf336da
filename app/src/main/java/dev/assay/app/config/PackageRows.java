package dev.assay.app.config;

import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The {@code packages:} of an {@code assay.yaml}: which packages somebody has looked at, and which namespaces are the user's own.
 * Both take findings away, so a file that was merely found may have neither.
 */
final class PackageRows {
    /** Its key in the file. */
    static final String KEY = "packages";

    private static final String ALLOW = "allow";
    private static final String PRIVATE = "private";
    private static final Set<String> OF_ALLOW = Set.of("package", "reason", "expires");

    private record Allowed(PackageName name, String by) {}

    private final List<Dated<Allowed>> allowed = new ArrayList<>();
    private final Set<String> privateNamespaces = new HashSet<>();

    PackageRows() {}

    /** @param isTrusted whether the file may say that something does not count */
    static PackageRows read(String label, Node node, boolean isTrusted) {
        PackageRows rows = new PackageRows();
        for (NodeTuple tuple : ConfigFile.mapping(label, node).getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            String at = ConfigFile.at(label, tuple.getKeyNode());
            if (!key.equals(ALLOW) && !key.equals(PRIVATE)) {
                throw new ConfigException(
                        at + ": " + KEY + " has the keys " + ALLOW + " and " + PRIVATE + ", not " + key);
            }
            if (!isTrusted) {
                throw ConfigFile.refused(at, KEY + "." + key);
            }
            if (key.equals(ALLOW)) {
                RowFields.items(label, tuple.getValueNode()).forEach(item -> rows.allow(label, item));
            } else {
                rows.own(label, tuple.getValueNode());
            }
        }
        return rows;
    }

    private void allow(String label, MappingNode item) {
        RowFields fields = RowFields.of(label, item, OF_ALLOW, Set.of());
        String written = fields.text("package");
        Allowed row = new Allowed(name(fields.at(), written), fields.at() + ": " + fields.text("reason"));
        allowed.add(new Dated<>(row, written + " is allowed", fields.date(), fields.at()));
    }

    private static PackageName name(String at, String written) {
        try {
            return PackageUrl.wholePackage(written);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(at + ": " + written + ": " + e.getMessage() + "; such as pkg:npm/lodash");
        }
    }

    private void own(String label, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new ConfigException(ConfigFile.at(label, node) + ": a list of namespaces belongs here");
        }
        for (Node item : sequence.getValue()) {
            String namespace = ConfigFile.scalar(label, item).strip();
            if (namespace.isEmpty()) {
                throw new ConfigException(ConfigFile.at(label, item) + ": a namespace is not empty");
            }
            privateNamespaces.add(namespace);
        }
    }

    /** What counts on this day. */
    NamePolicy on(LocalDate day) {
        Map<PackageName, String> names = new HashMap<>();
        Dated.on(allowed, day).forEach(row -> names.put(row.name(), row.by()));
        return new NamePolicy(names, privateNamespaces);
    }

    /** What does not count any more on this day, a line each. */
    List<String> over(LocalDate day) {
        return Dated.over(allowed, day).toList();
    }
}
