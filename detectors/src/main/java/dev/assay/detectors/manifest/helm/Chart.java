package dev.assay.detectors.manifest.helm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;

/**
 * {@code Chart.yaml} and {@code Chart.lock}, of Helm 2 {@code requirements.yaml} and {@code requirements.lock}. The digest of a lockfile
 * is of what was asked for, not of the charts.
 */
final class Chart {
    private static final String ECOSYSTEM = "helm";

    private Chart() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            for (Tree item : root.items("dependencies")) {
                if (item instanceof Mapping asked) {
                    String range = asked.textOrEmpty("version");
                    boolean isOptional = asked.get("condition") != null || asked.get("tags") != null;
                    String alias = asked.textOrEmpty("alias");
                    Mention mention = named(asked)
                            .range(range)
                            .version(isExact(range) ? range : "")
                            .scope(isOptional ? Scope.OPTIONAL : Scope.RUNTIME);
                    out.add(alias.isEmpty() ? mention : mention.alias(alias));
                }
            }
            String name = root.textOrEmpty("name");
            if (!name.isEmpty()) {
                out.add(Mention.of(ECOSYSTEM, "", name)
                        .version(root.textOrEmpty("version"))
                        .relation(Relation.SELF)
                        .at(root.offsetBytes()));
            }
        });
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            for (Tree item : root.items("dependencies")) {
                if (item instanceof Mapping locked) {
                    out.add(named(locked).version(locked.textOrEmpty("version")));
                }
            }
            if (root.get("generated") == null) {
                out.cutOff(document.length(), "no time of generation, which it is ended with");
            }
        });
    }

    private static Mention named(Mapping entry) {
        String repository = entry.textOrEmpty("repository");
        Mention mention = Mention.of(ECOSYSTEM, "", entry.textOrEmpty("name")).at(entry.offsetBytes());
        return repository.startsWith("file://") || repository.isEmpty()
                ? mention.origin(Origin.Kind.PATH, repository)
                : mention.origin(Origin.Kind.REGISTRY, repository);
    }

    private static boolean isExact(String range) {
        String text = range.startsWith("v") ? range.substring(1) : range;
        boolean isNumbered = text.chars().filter(c -> c == '.').count() >= 2;
        return isNumbered
                && Character.isDigit(text.charAt(0))
                && text.chars().noneMatch(c -> " <>=^~*|xX,".indexOf(c) >= 0);
    }
}
