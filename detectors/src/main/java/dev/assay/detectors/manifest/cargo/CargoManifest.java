package dev.assay.detectors.manifest.cargo;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.Map;

/** {@code Cargo.toml}: what a crate asks for, also by platform; what a workspace says for its members; patches. */
final class CargoManifest {
    static final String ECOSYSTEM = "cargo";

    /** What Cargo calls the registry that is asked anyway. */
    private static final String CRATES_IO = "crates-io";

    private static final Map<String, Scope> SECTIONS = Map.of(
            "dependencies", Scope.RUNTIME,
            "dev-dependencies", Scope.DEVELOPMENT,
            "dev_dependencies", Scope.DEVELOPMENT,
            "build-dependencies", Scope.BUILD,
            "build_dependencies", Scope.BUILD);

    private CargoManifest() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        if (!(document.toml() instanceof Mapping root)) {
            return;
        }
        self(root.mapping("package"), out);
        sections(root, out);
        for (Entry target : root.mapping("target").entries()) {
            if (target.value() instanceof Mapping mapping) {
                sections(mapping, out);
            }
        }
        Mapping workspace = root.mapping("workspace");
        table(workspace.mapping("dependencies"), Scope.RUNTIME, Relation.CONSTRAINT, out);
        out.members(workspace.get("members"), workspace.get("exclude"));
        for (Entry registry : root.mapping("patch").entries()) {
            if (registry.value() instanceof Mapping mapping) {
                table(mapping, Scope.RUNTIME, Relation.CONSTRAINT, out);
            }
        }
        table(root.mapping("replace"), Scope.RUNTIME, Relation.CONSTRAINT, out);
    }

    private static void self(Mapping crate, Dependencies out) {
        String name = crate.text("name");
        String version = crate.text("version");
        boolean isPrivate = "false".equals(crate.text("publish"));
        if (name != null && version != null && !name.isBlank() && !isPrivate) {
            out.add(Mention.of(ECOSYSTEM, "", name)
                    .version(version)
                    .relation(Relation.SELF)
                    .licence(crate.text("license"))
                    .at(crate.offsetBytes()));
        }
    }

    private static void sections(Mapping around, Dependencies out) {
        for (Entry section : around.entries()) {
            Scope scope = SECTIONS.get(section.key());
            if (scope != null && section.value() instanceof Mapping mapping) {
                table(mapping, scope, Relation.DIRECT, out);
            } else if (scope != null) {
                out.malformed(section.value().offsetBytes(), section.key() + " is no table");
            }
        }
    }

    private static void table(Mapping table, Scope scope, Relation relation, Dependencies out) {
        for (Entry entry : table.entries()) {
            switch (entry.value()) {
                case Scalar scalar ->
                    out.add(ranged(Mention.of(ECOSYSTEM, "", withoutVersion(entry.key())), scalar.text())
                            .scope(scope)
                            .relation(relation)
                            .at(entry.offsetBytes()));
                case Mapping mapping -> out.add(of(entry.key(), mapping, scope).relation(relation));
                case Sequence list -> out.malformed(list.offsetBytes(), "a dependency that is a list");
            }
        }
    }

    /** A key of {@code [replace]} is {@code name:version}. */
    private static String withoutVersion(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }

    private static Mention of(String key, Mapping mapping, Scope scope) {
        String name = mapping.text("package") == null ? withoutVersion(key) : String.valueOf(mapping.text("package"));
        String version = mapping.text("version");
        Mention mention = ranged(Mention.of(ECOSYSTEM, "", name), version == null ? "" : version)
                .at(mapping.offsetBytes());
        if (!name.equals(withoutVersion(key))) {
            mention.alias(key);
        }
        String git = mapping.text("git");
        String path = mapping.text("path");
        String index = mapping.text("registry-index");
        String registry = index == null ? mapping.text("registry") : index;
        if (git != null) {
            mention.origin(Origin.Kind.GIT, git + revision(mapping));
        } else if (path != null) {
            mention.origin(Origin.Kind.PATH, path);
        } else if ("true".equals(mapping.text("workspace"))) {
            mention.range("workspace"); // the workspace's own manifest says which
        } else if (registry != null && !registry.equals(CRATES_IO)) {
            mention.origin(Origin.Kind.REGISTRY, registry);
        }
        boolean isOptional = "true".equals(mapping.text("optional")) && scope == Scope.RUNTIME;
        return mention.scope(isOptional ? Scope.OPTIONAL : scope);
    }

    private static String revision(Mapping mapping) {
        for (String key : new String[] {"rev", "tag", "branch"}) {
            String value = mapping.text(key);
            if (value != null) {
                return "#" + value;
            }
        }
        return "";
    }

    /** To Cargo {@code 1.2.3} is {@code ^1.2.3}, and only {@code =1.2.3} leaves no choice. */
    private static Mention ranged(Mention mention, String range) {
        boolean isPinned = range.startsWith("=")
                && range.indexOf(',') < 0
                && range.chars().filter(c -> c == '.').count() >= 2;
        return mention.range(range).version(isPinned ? range.substring(1).strip() : "");
    }
}
