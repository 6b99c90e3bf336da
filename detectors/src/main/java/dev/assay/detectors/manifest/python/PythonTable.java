package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;

/** Dependencies as Poetry and Pipenv write them: {@code name = "range"} or {@code name = {version = ..., git = ...}}. */
final class PythonTable {
    private PythonTable() {}

    static void read(Entry entry, Scope scope, PythonIndexes indexes, Dependencies out) {
        switch (entry.value()) {
            case Scalar scalar -> {
                Mention mention = ranged(entry.key(), scalar.text());
                indexes.from(null, mention);
                out.add(mention.scope(scope).at(entry.offsetBytes()));
            }
            case Sequence several -> {
                for (Tree item : several.items()) {
                    if (item instanceof Mapping mapping) {
                        out.add(of(entry.key(), mapping, scope, indexes));
                    }
                }
            }
            case Mapping mapping -> out.add(of(entry.key(), mapping, scope, indexes));
        }
    }

    private static Mention of(String name, Mapping mapping, Scope scope, PythonIndexes indexes) {
        String version = mapping.text("version");
        Mention mention = ranged(name, version == null ? "" : version).at(mapping.offsetBytes());
        origin(mention, mapping, indexes);
        boolean isOptional = "true".equals(mapping.text("optional")) && scope == Scope.RUNTIME;
        return mention.scope(isOptional ? Scope.OPTIONAL : scope);
    }

    /** To Poetry a bare version is one that is pinned, with its epoch if it has one. */
    private static Mention ranged(String name, String range) {
        Mention mention = PythonRequirement.ranged(PythonRequirement.named(name), range);
        boolean isBare = !range.isEmpty()
                && range.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '!')
                && range.indexOf('.') > 0;
        return isBare ? mention.version(range) : mention;
    }

    /** What an object says of where a package is from. */
    static void origin(Mention mention, Mapping mapping, PythonIndexes indexes) {
        indexes.from(mapping.text("index") == null ? mapping.text("source") : mapping.text("index"), mention);
        String git = mapping.text("git");
        String url = mapping.text("url") == null ? mapping.text("file") : mapping.text("url");
        String path = mapping.text("path");
        if (git != null) {
            String revision = first(mapping, "rev", "tag", "branch", "ref");
            mention.origin(Origin.Kind.GIT, revision.isEmpty() ? git : git + "#" + revision);
        } else if (path != null) {
            PythonArchive.versioned(mention.origin(Origin.Kind.PATH, path), path);
        } else if (url != null) {
            PythonArchive.versioned(mention.origin(PythonRequirement.kind(url), url), url);
        }
    }

    private static String first(Mapping mapping, String... keys) {
        for (String key : keys) {
            String value = mapping.text(key);
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
