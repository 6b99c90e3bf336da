package dev.assay.detectors.manifest.beam;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Terms;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code rebar.lock}: terms of Erlang, {@code {"1.2.0", [{<<"app">>, {pkg, <<"package">>, <<"1.0.0">>}, 0}]}} and a list with digests,
 * or, of rebar 3.0, the inner list alone. The number is how far the application is from the project.
 */
final class RebarLock {
    private RebarLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.ERLANG).stream()
                .filter(term -> term instanceof Sequence)
                .toList();
        Map<String, String> digests = new HashMap<>();
        for (Tree each : Terms.list(terms, 1)) {
            List<Tree> table = items(each);
            if (Terms.word(table, 0).startsWith("pkg_hash")) { // the outer one comes last, and counts
                Terms.list(table, 1)
                        .forEach(pair -> digests.put(Terms.word(items(pair), 0), Terms.word(items(pair), 1)));
            }
        }
        List<Tree> first = Terms.list(terms, 0);
        boolean hasVersion = !Terms.word(first, 0).isEmpty();
        List<Tree> entries = hasVersion ? Terms.list(first, 1) : first;
        MalformedException.check(!terms.isEmpty(), 0, "a lockfile of rebar is a list of Erlang");
        boolean hasPackages = entries.stream()
                .anyMatch(each -> Terms.word(Terms.list(items(each), 1), 0).equals("pkg"));
        if (hasVersion && hasPackages && digests.isEmpty()) {
            out.cutOff(document.length(), "packages without their digests, which follow");
        }
        for (Tree each : entries) {
            entry(items(each), each.offsetBytes(), digests, out);
        }
    }

    private static List<Tree> items(Tree tree) {
        return tree instanceof Sequence list ? list.items() : List.of();
    }

    private static void entry(List<Tree> entry, long at, Map<String, String> digests, Dependencies out) {
        String app = Terms.word(entry, 0);
        List<Tree> source = Terms.list(entry, 1);
        boolean isDirect = Terms.word(entry, 2).equals("0");
        Mention mention;
        switch (Terms.word(source, 0)) {
            case "pkg" -> {
                String digest = digests.getOrDefault(app, "");
                mention = Mention.of(BeamFormats.ECOSYSTEM, "", Terms.word(source, 1))
                        .alias(app)
                        .version(Terms.word(source, 2))
                        .integrity(digest.isEmpty() ? "" : "sha256-" + digest);
            }
            case "git", "git_subdir", "hg" ->
                mention = Mention.of(BeamFormats.ECOSYSTEM, "", app)
                        .origin(Origin.Kind.GIT, Terms.word(source, 1) + "#" + Terms.word(Terms.list(source, 2), 1));
            default -> {
                out.malformed(at, "an application from where rebar takes none");
                return;
            }
        }
        out.add(mention.relation(isDirect ? Relation.DIRECT : Relation.TRANSITIVE)
                .at(at));
    }
}
