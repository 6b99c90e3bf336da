package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.python.PipLine;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code environment.yml}: packages of conda, and under {@code pip:} lines as pip has them. */
final class Environment {
    private static final String PACKAGES = "dependencies";

    /** What else is in one. */
    private static final Set<String> KEYS =
            Set.of(PACKAGES, "name", "channels", "prefix", "variables", "platforms", "category", "_name", "channel");

    private Environment() {}

    /** Others have settings of programs in files of such names. */
    static boolean looksRight(Head head) {
        return LineStarts.has(head, PACKAGES + ":") || LineStarts.has(head, "channels:");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            Entry other =
                    root.get(PACKAGES) == null && root.get("channels") instanceof Tree.Sequence ? other(root) : null;
            if (other != null) {
                out.gap(
                        GapKind.MALFORMED,
                        other.offsetBytes(),
                        "no key of an environment, which names no packages otherwise: it may be damaged");
            }
            for (Tree item : root.items(PACKAGES)) {
                switch (item) {
                    case Scalar spec -> out.add(CondaSpec.of(spec.text()).at(spec.offsetBytes()));
                    case Mapping pip -> {
                        for (Tree line : pip.items("pip")) {
                            if (line instanceof Scalar scalar) {
                                PipLine.read(scalar.text(), Scope.RUNTIME, scalar.offsetBytes(), out);
                            }
                        }
                    }
                    case Tree.Sequence _ -> {}
                }
            }
        });
    }

    /** The first key that conda does not know; null for none. */
    private static @Nullable Entry other(Mapping root) {
        return root.entries().stream()
                .filter(entry -> !KEYS.contains(entry.key()))
                .findFirst()
                .orElse(null);
    }
}
