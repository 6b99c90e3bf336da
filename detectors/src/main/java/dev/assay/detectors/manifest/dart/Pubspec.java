package dev.assay.detectors.manifest.dart;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * {@code pubspec.yaml}, {@code pubspec_overrides.yaml} and {@code pubspec.lock}. What is a part of an SDK ({@code flutter}) is in no
 * registry, and is told as lying beside the project.
 */
final class Pubspec {
    private static final String ECOSYSTEM = "pub";
    private static final List<String> DEFAULTS = List.of("https://pub.dev", "https://pub.dartlang.org");

    private Pubspec() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            asked(root.mapping("dependencies"), Relation.DIRECT, Scope.RUNTIME, out);
            asked(root.mapping("dev_dependencies"), Relation.DIRECT, Scope.DEVELOPMENT, out);
            asked(root.mapping("dependency_overrides"), Relation.CONSTRAINT, Scope.RUNTIME, out);
            String name = root.textOrEmpty("name");
            if (!name.isEmpty()) {
                out.add(Mention.of(ECOSYSTEM, "", name)
                        .version(root.textOrEmpty("version"))
                        .relation(Relation.SELF)
                        .at(root.offsetBytes()));
            }
        });
    }

    private static void asked(Mapping table, Relation relation, Scope scope, Dependencies out) {
        for (Entry entry : table.entries()) {
            Mention mention = Mention.of(ECOSYSTEM, "", name(entry))
                    .alias(entry.key())
                    .relation(relation)
                    .scope(scope)
                    .at(entry.offsetBytes());
            switch (entry.value()) {
                case Scalar range -> ranged(mention, range);
                case Mapping asked -> {
                    if (asked.get("version") instanceof Scalar range) {
                        ranged(mention, range);
                    }
                    origin(mention, asked);
                }
                case Tree.Sequence _ -> {}
            }
            out.add(mention);
        }
    }

    /** Which a server may have under another name. */
    private static String name(Entry entry) {
        String name =
                entry.value() instanceof Mapping asked ? asked.mapping("hosted").textOrEmpty("name") : "";
        return name.isEmpty() ? entry.key() : name;
    }

    /** Nothing written is any version. */
    private static void ranged(Mention mention, Scalar range) {
        String text = range.text();
        boolean isNone = !range.isQuoted() && (text.equals("null") || text.equals("~"));
        boolean isExact = !text.isEmpty() && Character.isDigit(text.charAt(0)) && text.indexOf(' ') < 0;
        mention.range(isNone ? "" : text).version(isExact ? text : "");
    }

    private static void origin(Mention mention, Mapping asked) {
        switch (asked.get("git")) {
            case Scalar address -> mention.origin(Origin.Kind.GIT, address.text());
            case Mapping git -> git(mention, git.textOrEmpty("url"), git.textOrEmpty("ref"));
            case null, default -> {}
        }
        String hosted = asked.get("hosted") instanceof Mapping at ? at.textOrEmpty("url") : asked.textOrEmpty("hosted");
        registry(mention, hosted);
        path(mention, asked.textOrEmpty("path"));
        sdk(mention, asked.textOrEmpty("sdk"));
    }

    private static void git(Mention mention, String address, String revision) {
        mention.origin(Origin.Kind.GIT, revision.isEmpty() ? address : address + "#" + revision);
    }

    private static void registry(Mention mention, String address) {
        if (!address.isEmpty() && !DEFAULTS.contains(address)) {
            mention.origin(Origin.Kind.REGISTRY, address);
        }
    }

    private static void path(Mention mention, String path) {
        if (!path.isEmpty()) {
            mention.origin(Origin.Kind.PATH, path);
        }
    }

    private static void sdk(Mention mention, String sdk) {
        if (!sdk.isEmpty()) {
            mention.origin(Origin.Kind.PATH, "sdk:" + sdk);
        }
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            boolean isOfToday = false; // Dart 2, by which each package says who asks for it
            for (Entry entry : root.mapping("packages").entries()) {
                if (entry.value() instanceof Mapping locked) {
                    out.add(locked(entry, locked, out));
                    isOfToday |= locked.get("dependency") != null;
                }
            }
            if (isOfToday && root.get("sdks") == null) {
                out.cutOff(document.length(), "no sdks, which it is ended with");
            }
        });
    }

    private static Mention locked(Entry entry, Mapping locked, Dependencies out) {
        Mapping description = locked.mapping("description");
        String name = description.textOrEmpty("name");
        String kind = locked.textOrEmpty("dependency");
        String digest = description.textOrEmpty("sha256");
        Mention mention = Mention.of(ECOSYSTEM, "", name.isEmpty() ? entry.key() : name)
                .alias(entry.key())
                .version(locked.textOrEmpty("version"))
                .relation(
                        kind.startsWith("direct")
                                ? Relation.DIRECT
                                : kind.equals("transitive") ? Relation.TRANSITIVE : Relation.UNKNOWN)
                .scope(kind.equals("direct dev") ? Scope.DEVELOPMENT : Scope.RUNTIME)
                .integrity(digest.isEmpty() ? "" : "sha256-" + digest)
                .at(entry.offsetBytes());
        String source = locked.textOrEmpty("source");
        switch (source) {
            case "git" -> git(mention, description.textOrEmpty("url"), description.textOrEmpty("resolved-ref"));
            case "path" -> path(mention, description.textOrEmpty("path"));
            case "sdk" -> sdk(mention, locked.textOrEmpty("description"));
            case "hosted" -> registry(mention, description.textOrEmpty("url"));
            case "" -> out.incomplete(entry.offsetBytes(), "a package without a source");
            default ->
                out.gap(
                        GapKind.UNSUPPORTED,
                        entry.offsetBytes(),
                        "a package from a source that is not known, " + Quoted.of(Parts.first(source, 20))
                                + ": what it is nobody knows");
        }
        return mention;
    }
}
