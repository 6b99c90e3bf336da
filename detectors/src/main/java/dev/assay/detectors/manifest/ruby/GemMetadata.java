package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.List;

/** {@code metadata.gz} of a gem: its specification as RubyGems writes objects in YAML. Of the tags nothing is made. */
final class GemMetadata {
    private static final String BEGINNING = "--- !ruby/object:Gem::Specification";

    private GemMetadata() {}

    static boolean looksRight(Head head) {
        return head.has(LineStarts.start(head), BEGINNING);
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            String name = root.textOrEmpty("name");
            if (name.isEmpty()) {
                out.malformed(root.offsetBytes(), "a gem without a name");
            } else {
                out.add(Mention.of("gem", "", name)
                        .version(root.mapping("version").textOrEmpty("version"))
                        .relation(Relation.SELF)
                        .licence(licences(root))
                        .at(root.offsetBytes()));
            }
            for (Tree item : root.items("dependencies")) {
                if (item instanceof Mapping asked && !asked.textOrEmpty("name").isEmpty()) {
                    boolean isDevelopment = asked.textOrEmpty("type").equals(":development");
                    out.add(Mention.of("gem", "", asked.textOrEmpty("name"))
                            .range(range(asked))
                            .relation(Relation.DIRECT)
                            .scope(isDevelopment ? Scope.DEVELOPMENT : Scope.RUNTIME)
                            .at(asked.offsetBytes()));
                } else {
                    out.malformed(item.offsetBytes(), "a dependency without a name");
                }
            }
        });
    }

    /** Pairs of an operator and a version, as a Gemfile has them; old gems have them under another key. */
    private static String range(Mapping asked) {
        Mapping written = asked.get("requirement") instanceof Mapping requirement
                ? requirement
                : asked.mapping("version_requirements");
        List<String> all = new ArrayList<>(1);
        for (Tree each : written.items("requirements")) {
            if (each instanceof Sequence(List<Tree> pair, String _, long _)
                    && pair.size() == 2
                    && pair.getFirst() instanceof Scalar operator
                    && pair.getLast() instanceof Mapping version) {
                all.add(operator.text() + " " + version.textOrEmpty("version"));
            }
        }
        return String.join(", ", all);
    }

    /** Each is one that may be chosen. */
    private static String licences(Mapping root) {
        List<String> all = new ArrayList<>(1);
        for (Tree each : root.items("licenses")) {
            if (each instanceof Scalar name && !name.text().isEmpty()) {
                all.add(name.text());
            }
        }
        return String.join(" OR ", all);
    }
}
