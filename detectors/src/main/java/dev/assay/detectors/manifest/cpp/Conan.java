package dev.assay.detectors.manifest.cpp;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code conanfile.txt}, and {@code conan.lock} of Conan 1 (a graph) and 2 (lists). A reference is {@code
 * name/version@user/channel#revision:package#revision%time}.
 */
final class Conan {
    private static final String ECOSYSTEM = "conan";

    /** Sections of the manifest, and lists of the lockfile of Conan 2. */
    private static final Map<String, Scope> LISTS = Map.of(
            "requires",
            Scope.RUNTIME,
            "build_requires",
            Scope.BUILD,
            "tool_requires",
            Scope.BUILD,
            "python_requires",
            Scope.BUILD,
            "config_requires",
            Scope.BUILD,
            "test_requires",
            Scope.TEST);

    private Conan() {}

    private static Mention reference(String written) {
        String text = before(before(written.strip(), '%'), ':');
        int revision = text.indexOf('#');
        String whole = before(text, '#');
        int at = whole.indexOf('@');
        String user = at < 0 ? "" : before(whole.substring(at + 1), '/');
        String named = before(whole, '@');
        int slash = named.indexOf('/');
        String version = slash < 0 ? "" : named.substring(slash + 1);
        boolean isRange = version.startsWith("[");
        return Mention.of(ECOSYSTEM, user.equals("_") ? "" : user, before(named, '/'))
                .version(isRange ? "" : version)
                .range(isRange ? version : "")
                .integrity(revision < 0 ? "" : before(text.substring(revision + 1), '#'));
    }

    private static String before(String text, char sign) {
        int at = text.indexOf(sign);
        return at < 0 ? text : text.substring(0, at);
    }

    static void manifest(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        String section = "";
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            int comment = line.indexOf(" #");
            String text = comment < 0 ? line : line.substring(0, comment).strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1);
            } else if (!text.isEmpty() && !text.startsWith("#") && LISTS.containsKey(section)) {
                Mention mention = reference(text);
                out.add(mention.range(mention.version().isEmpty() ? text : "")
                        .scope(LISTS.get(section))
                        .at(lines.offset() + lines.indent()));
            }
        }
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        Mapping nodes = root.mapping("graph_lock").mapping("nodes");
        if (!nodes.entries().isEmpty()) {
            graph(document, nodes, out);
            return;
        }
        for (Entry list : root.entries()) {
            Scope scope = LISTS.get(list.key());
            if (scope == null) {
                continue;
            }
            for (Tree item : root.items(list.key())) {
                if (item instanceof Scalar reference && reference.text().indexOf('/') < 0) {
                    out.malformed(reference.offsetBytes(), "a reference that is no name and version");
                } else if (item instanceof Scalar reference) {
                    out.add(reference(reference.text())
                            .relation(Relation.UNKNOWN)
                            .scope(scope)
                            .at(reference.offsetBytes()));
                }
            }
        }
    }

    /** The project is a node without a reference, or, when it is a package itself, the one that nobody asks for. */
    private static void graph(Document document, Mapping nodes, Dependencies out) {
        try (LockGraph graph = new LockGraph(document)) {
            for (Entry each : nodes.entries()) {
                if (each.value() instanceof Mapping node) {
                    String written = node.textOrEmpty("ref") + node.textOrEmpty("pref");
                    String reference = written.equals("null") ? "" : written;
                    if (reference.isEmpty() || node.get("path") != null) {
                        asked(node, "requires", key -> graph.root(key, Scope.RUNTIME));
                        asked(node, "build_requires", key -> graph.root(key, Scope.BUILD));
                    } else {
                        boolean isTool = node.textOrEmpty("context").equals("build");
                        if (reference.indexOf('/') < 0) {
                            out.malformed(each.offsetBytes(), "a reference that is no name and version");
                            continue;
                        }
                        int added = graph.add(
                                each.key(),
                                reference(reference)
                                        .scope(isTool ? Scope.BUILD : Scope.RUNTIME)
                                        .at(each.offsetBytes()));
                        asked(node, "requires", key -> graph.ask(added, key));
                        asked(node, "build_requires", key -> graph.ask(added, key));
                    }
                }
            }
            graph.tell(out);
        }
    }

    private static void asked(Mapping node, String list, Consumer<String> to) {
        for (Tree item : node.items(list)) {
            if (item instanceof Scalar key) {
                to.accept(key.text());
            } else if (item instanceof Mapping table) { // of version 0.0: by the references
                table.entries().forEach(entry -> to.accept(table.textOrEmpty(entry.key())));
            }
        }
    }
}
