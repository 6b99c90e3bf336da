package dev.assay.detectors.manifest.cpp;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * {@code vcpkg.json}. Which version is taken the baseline decides, a revision of the registry: here only the least one is written,
 * and what overrides fix.
 */
final class Vcpkg {
    private static final String ECOSYSTEM = "vcpkg";
    private static final List<String> VERSIONS = List.of("version", "version-semver", "version-string", "version-date");

    private Vcpkg() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        asked(root, Scope.RUNTIME, out);
        for (Entry feature : root.mapping("features").entries()) {
            if (feature.value() instanceof Mapping mapping) {
                asked(mapping, Scope.OPTIONAL, out);
            }
        }
        for (Tree item : root.items("overrides")) {
            if (item instanceof Mapping override) {
                out.add(Mention.of(ECOSYSTEM, "", override.textOrEmpty("name"))
                        .version(version(override))
                        .relation(Relation.CONSTRAINT)
                        .at(override.offsetBytes()));
            }
        }
        String name = root.textOrEmpty("name");
        if (!name.isEmpty()) {
            out.add(Mention.of(ECOSYSTEM, "", name)
                    .version(version(root))
                    .relation(Relation.SELF)
                    .at(root.offsetBytes()));
        }
    }

    private static String version(Mapping mapping) {
        return VERSIONS.stream()
                .map(mapping::textOrEmpty)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static void asked(Mapping around, Scope scope, Dependencies out) {
        for (Tree item : around.items("dependencies")) {
            switch (item) {
                case Scalar name ->
                    out.add(Mention.of(ECOSYSTEM, "", name.text()).scope(scope).at(name.offsetBytes()));
                case Mapping asked -> {
                    String least = asked.textOrEmpty("version>=");
                    boolean isTool = asked.textOrEmpty("host").equals("true");
                    out.add(Mention.of(ECOSYSTEM, "", asked.textOrEmpty("name"))
                            .range(least.isEmpty() ? "" : ">=" + least)
                            .scope(isTool ? Scope.BUILD : scope)
                            .at(asked.offsetBytes()));
                }
                case Tree.Sequence _ -> {}
            }
        }
    }
}
