package dev.assay.detectors.manifest.npm;

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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code package.json}: what a package asks for, what it overrides, and which package it is. */
final class PackageJson {
    /** What a section of it is for, in an order, so that of two ways that are as short the same one is told each time. */
    static final Map<String, Scope> SECTIONS = sections();

    private PackageJson() {}

    private static Map<String, Scope> sections() {
        Map<String, Scope> sections = new LinkedHashMap<>();
        sections.put("dependencies", Scope.RUNTIME);
        sections.put("optionalDependencies", Scope.OPTIONAL);
        sections.put("peerDependencies", Scope.PEER);
        sections.put("devDependencies", Scope.DEVELOPMENT);
        return Collections.unmodifiableMap(sections);
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Tree tree = document.json();
        if (!(tree instanceof Mapping project)) {
            throw new MalformedException(tree.offsetBytes(), "package.json is no object");
        }
        self(project, out);
        for (Entry entry : project.entries()) { // each, also of a section that is there twice
            Scope scope = SECTIONS.get(entry.key());
            if (scope != null && entry.value() instanceof Mapping section) {
                section(section, scope, Relation.DIRECT, out);
            } else if (scope == null) {
                switch (entry.key()) {
                    case "overrides", "resolutions" -> overrides(entry.value(), project, out);
                    case "pnpm" -> {
                        if (entry.value() instanceof Mapping pnpm) {
                            overrides(pnpm.mapping("overrides"), project, out);
                            extensions(pnpm, out);
                        }
                    }
                    case "catalog", "catalogs" -> catalogs(entry, out);
                    case "workspaces" -> {
                        if (entry.value() instanceof Mapping workspaces) {
                            workspaces.entries().forEach(each -> catalogs(each, out));
                        }
                        out.members(entry.value() instanceof Mapping yarn ? yarn.get("packages") : entry.value(), null);
                    }
                    default -> {}
                }
            }
        }
    }

    /**
     * A project that is not published is nobody's dependency. An extension of an editor says for which versions of that it is
     * made, and is published elsewhere than at npm (code.visualstudio.com/api/references/extension-manifest).
     */
    private static void self(Mapping project, Dependencies out) {
        String name = project.text("name");
        String version = project.text("version");
        String publisher = project.text("publisher");
        boolean isExtension = project.mapping("engines").text("vscode") != null;
        boolean isPrivate = "true".equals(project.text("private"));
        if (name != null && version != null && !name.isBlank() && (isExtension || !isPrivate)) {
            out.add((isExtension && publisher != null
                            ? Mention.of("vscode-extension", publisher, name)
                            : NpmSpec.named(name))
                    .version(version)
                    .relation(Relation.SELF)
                    .licence(project.text("license"))
                    .at(project.offsetBytes()));
        }
    }

    private static void section(Mapping section, Scope scope, Relation relation, Dependencies out) {
        for (Entry entry : section.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                NpmSpec.tell(
                        NpmSpec.of(entry.key(), scalar.text())
                                .scope(scope)
                                .relation(relation)
                                .at(entry.offsetBytes()),
                        out);
            }
        }
    }

    /** {@code packageExtensions} of pnpm and Yarn: what packages of others ask for beside what they say themselves. */
    static void extensions(Mapping around, Dependencies out) {
        for (Entry extended : around.mapping("packageExtensions").entries()) {
            if (extended.value() instanceof Mapping extension) {
                SECTIONS.forEach(
                        (section, scope) -> section(extension.mapping(section), scope, Relation.TRANSITIVE, out));
            }
        }
    }

    /**
     * {@code name}, {@code name@range}, and with Yarn {@code parent/name} or {@code parent>name} with pnpm; in npm's own form also
     * objects, of which {@code .} is the package itself. {@code $name} stands for what the project asks for.
     *
     * @param project whose sections say that; null where another file has them
     */
    static void overrides(Tree tree, @Nullable Mapping project, Dependencies out) {
        if (!(tree instanceof Mapping mapping)) {
            return;
        }
        for (Entry entry : mapping.entries()) {
            String name = overridden(entry.key());
            switch (entry.value()) {
                case Scalar scalar -> override(name, scalar, project, out);
                case Mapping inner -> {
                    if (inner.get(".") instanceof Scalar own) {
                        override(name, own, project, out);
                    }
                    overrides(inner, project, out);
                }
                case Tree.Sequence _ -> out.malformed(entry.value().offsetBytes(), "an override is a list");
            }
        }
    }

    private static void override(String name, Scalar value, @Nullable Mapping project, Dependencies out) {
        String text = value.text().startsWith("$") ? asked(name, value.text().substring(1), project) : value.text();
        boolean names = !name.isEmpty() && !name.equals(".");
        if (names && !text.isEmpty() && !text.equals("-")) {
            NpmSpec.tell(NpmSpec.of(name, text).relation(Relation.CONSTRAINT).at(value.offsetBytes()), out);
        }
    }

    /** What the project asks for under a name, by the first section that has it; nothing where that is told anyway, or is not known. */
    private static String asked(String overridden, String name, @Nullable Mapping project) {
        if (project == null || name.equals(overridden)) {
            return "";
        }
        for (String section : SECTIONS.keySet()) {
            String asked = project.mapping(section).text(name);
            if (asked != null) {
                return asked;
            }
        }
        return "";
    }

    /** The name in the key of an override. */
    private static String overridden(String key) {
        String last = key.substring(key.lastIndexOf('>') + 1);
        int slash = last.lastIndexOf('/');
        int scope = slash < 0 ? -1 : last.lastIndexOf('/', slash - 1);
        String part = slash < 0
                ? last
                : last.substring(scope + 1, slash).startsWith("@")
                        ? last.substring(scope + 1)
                        : last.substring(slash + 1);
        int at = part.indexOf('@', 1);
        return at < 0 ? part : part.substring(0, at);
    }

    /** Bun keeps catalogs in the manifest, or beside the list of workspaces in it. */
    private static void catalogs(Entry entry, Dependencies out) {
        if (entry.value() instanceof Mapping mapping) {
            if (entry.key().equals("catalog")) {
                catalog(mapping, out);
            } else if (entry.key().equals("catalogs")) {
                for (Entry each : mapping.entries()) {
                    if (each.value() instanceof Mapping catalog) {
                        catalog(catalog, out);
                    }
                }
            }
        }
    }

    /** What {@code catalog:} stands for. */
    static void catalog(Mapping catalog, Dependencies out) {
        for (Entry entry : catalog.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                Mention mention = NpmSpec.of(entry.key(), scalar.text());
                NpmSpec.tell(mention.relation(Relation.CONSTRAINT).at(entry.offsetBytes()), out);
            }
        }
    }
}
