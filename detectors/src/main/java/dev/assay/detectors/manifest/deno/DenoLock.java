package dev.assay.detectors.manifest.deno;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code deno.lock} of versions 2 to 5: packages of npm and JSR, what asked for them ({@code specifiers}), and modules by their
 * addresses ({@code remote}). Modules of one package are told once.
 */
final class DenoLock {
    private final Dependencies out;
    private final LockGraph graph;
    private final Map<String, String> specifiers = new LinkedHashMap<>(); // to npm:name@version

    private DenoLock(Dependencies out, LockGraph graph) {
        this.out = out;
        this.graph = graph;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        String version = root.textOrEmpty("version");
        try (LockGraph graph = new LockGraph(document)) {
            DenoLock lock = new DenoLock(out, graph);
            Mapping packages = root.mapping("packages"); // of version 3
            lock.specifiers(packages.mapping("specifiers"));
            lock.specifiers(root.mapping("specifiers"));
            for (Mapping around : List.of(packages, root)) {
                lock.packages(around.mapping("jsr"), DenoSpecifier.JSR);
                lock.packages(around.mapping("npm"), DenoSpecifier.NPM);
            }
            lock.specifiersOf2(root.mapping("npm").mapping("specifiers"));
            lock.packages(root.mapping("npm").mapping("packages"), DenoSpecifier.NPM); // of version 2
            lock.roots(root.mapping("workspace"));
            lock.missing(root);
            graph.tell(out);
            lock.modules(version.isEmpty() && root.get("remote") == null ? root : root.mapping("remote"));
        }
    }

    /** {@code npm:chalk@5} to {@code npm:chalk@5.3.0}, of later versions to {@code 5.3.0}. */
    private void specifiers(Mapping table) {
        for (Entry entry : table.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                String key = entry.key();
                String name = named(key);
                boolean isWhole =
                        scalar.text().startsWith("npm:") || scalar.text().startsWith("jsr:");
                specifiers.put(key, isWhole ? scalar.text() : name + "@" + scalar.text());
            }
        }
    }

    private void specifiersOf2(Mapping table) {
        for (Entry entry : table.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                specifiers.put("npm:" + entry.key(), "npm:" + scalar.text());
            }
        }
    }

    private void packages(Mapping table, String ecosystem) {
        for (Entry entry : table.entries()) {
            boolean isPackage = entry.key().indexOf('@', 1) > 0; // version 2 has two tables within that of npm
            if (isPackage && entry.value() instanceof Mapping locked) {
                Mention mention = DenoSpecifier.locked(ecosystem, entry.key())
                        .integrity(locked.textOrEmpty("integrity"))
                        .at(entry.offsetBytes());
                String key = ecosystem + ":" + entry.key();
                int node = graph.add(key, mention);
                graph.known(ecosystem + ":" + mention.full(), node); // where there is one version, that is left out
                for (String list : List.of("dependencies", "optionalDependencies")) {
                    asked(locked.get(list), ecosystem, node);
                }
            }
        }
    }

    private void asked(@Nullable Tree list, String ecosystem, int node) {
        switch (list) {
            case Tree.Sequence items ->
                items.items().forEach(item -> {
                    if (item instanceof Scalar scalar) {
                        graph.ask(node, key(scalar.text(), ecosystem));
                    }
                });
            case Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    if (entry.value() instanceof Scalar scalar) {
                        graph.ask(node, key(scalar.text(), ecosystem));
                    }
                });
            case null, default -> {}
        }
    }

    /** As a package writes what it asks for: with the ecosystem or without, {@code alias@npm:name@version} as well. */
    private String key(String asked, String ecosystem) {
        int alias = asked.indexOf("@npm:");
        String text = alias > 0 ? asked.substring(alias + 1) : asked;
        String whole = text.startsWith("npm:") || text.startsWith("jsr:") ? text : ecosystem + ":" + text;
        return specifiers.getOrDefault(whole, whole);
    }

    /** What the manifests ask for; where they are not in the file, everything that anybody does. */
    private void roots(Mapping workspace) {
        Set<String> asked = new HashSet<>();
        Tree.mappings(workspace, each -> {
            for (Tree item : each.items("dependencies")) {
                if (item instanceof Scalar scalar) {
                    asked.add(scalar.text());
                }
            }
        });
        for (String each : asked) {
            graph.root(specifiers.getOrDefault(each, each), Scope.RUNTIME);
        }
    }

    /** What a specifier is resolved to, or a package asks for. */
    private void missing(Mapping root) {
        Missing missing = new Missing();
        for (String each : specifiers.values()) {
            if (!graph.has(each) && !graph.has(named(each))) {
                missing.name(named(each), Math.max(root.offsetBytes(), 0));
            }
        }
        graph.missing(DenoLock::named, missing);
        missing.tell(out);
    }

    /** {@code npm:name} of {@code npm:name@version}. */
    private static String named(String key) {
        int at = key.indexOf('@', key.indexOf(':') + 2);
        return at < 0 ? key : key.substring(0, at);
    }

    private void modules(Mapping remote) {
        Set<String> told = new HashSet<>();
        for (Entry entry : remote.entries()) {
            if (entry.value() instanceof Scalar digest && entry.key().contains("://")) {
                Mention mention = DenoSpecifier.module(entry.key());
                if (told.add(mention.full() + "@" + mention.version())) {
                    boolean isWhole = mention.version().isEmpty(); // a digest is of a module, not of a package
                    out.add(mention.relation(Relation.UNKNOWN)
                            .integrity(isWhole ? "sha256-" + digest.text() : "")
                            .at(entry.offsetBytes()));
                }
            }
        }
    }
}
