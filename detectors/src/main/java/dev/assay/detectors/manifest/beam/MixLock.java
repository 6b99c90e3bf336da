package dev.assay.detectors.manifest.beam;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Terms;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * {@code mix.lock}: a map of Elixir, {@code "app": {:hex, :package, "1.0.0", "inner checksum", [:mix], [{:other, "~> 1.0", [hex:
 * :other]}], "hexpm", "outer checksum"}} or {@code {:git, "address", "revision", [...]}}. Applications name each other, packages may
 * have other names.
 */
final class MixLock {
    private static final String DEFAULT_REPOSITORY = "hexpm";

    private MixLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.ELIXIR);
        List<Tree> entries = Terms.list(terms, 1);
        MalformedException.check(
                Terms.word(terms, 0).equals("%") && terms.size() == 2, 0, "a lockfile of Mix is one map of Elixir");
        try (LockGraph graph = new LockGraph(document)) {
            for (int i = 0; i < entries.size(); i++) {
                boolean isKey = entries.get(i) instanceof Scalar key && key.isQuoted();
                int at = Terms.word(entries, i + 1).isEmpty() ? i + 1 : i + 2; // behind : or =>
                List<Tree> value = Terms.list(entries, at);
                if (!isKey || value.isEmpty()) {
                    out.incomplete(entries.get(i).offsetBytes(), "an entry that is no name with what is locked");
                    continue;
                }
                entry((Scalar) entries.get(i), value, graph, out);
                i = at;
            }
            graph.tell(out);
        }
    }

    private static void entry(Scalar key, List<Tree> value, LockGraph graph, Dependencies out) {
        String app = key.text();
        switch (Terms.word(value, 0)) {
            case ":hex" -> {
                Mention mention = Mention.of(BeamFormats.ECOSYSTEM, "", atom(Terms.word(value, 1)))
                        .alias(app)
                        .version(Terms.word(value, 2))
                        .at(key.offsetBytes());
                String repository = Terms.word(value, 6);
                if (!repository.isEmpty() && !repository.equals(DEFAULT_REPOSITORY)) {
                    mention.origin(Origin.Kind.REGISTRY, repository);
                }
                String inner = Terms.word(value, 3);
                String outer = Terms.word(value, 7);
                mention.integrity(outer.isEmpty() ? inner.isEmpty() ? "" : "sha256-" + inner : "sha256-" + outer);
                int node = graph.add(app, mention);
                for (Tree asked : Terms.list(value, 5)) {
                    graph.ask(
                            node, atom(Terms.word(asked instanceof Tree.Sequence list ? list.items() : List.of(), 0)));
                }
            }
            case ":git" ->
                graph.add(
                        app,
                        Mention.of(BeamFormats.ECOSYSTEM, "", app)
                                .origin(Origin.Kind.GIT, Terms.word(value, 1) + "#" + Terms.word(value, 2))
                                .at(key.offsetBytes()));
            case ":path" ->
                graph.add(
                        app,
                        Mention.of(BeamFormats.ECOSYSTEM, "", app)
                                .origin(Origin.Kind.PATH, Terms.word(value, 1))
                                .at(key.offsetBytes()));
            default -> out.incomplete(key.offsetBytes(), "locked by means that Mix does not have");
        }
    }

    private static String atom(String word) {
        return word.startsWith(":") ? word.substring(1) : word;
    }
}
