package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code packages.lock.json}, {@code project.assets.json} and {@code *.deps.json}: tables of packages, one for each framework that
 * the project is built for. What is the same for several frameworks is told once.
 */
final class NugetLocks {
    private NugetLocks() {}

    private static Mapping root(Document document) throws MalformedException {
        if (document.json() instanceof Mapping root) {
            return root;
        }
        throw new MalformedException(0, "it is no object");
    }

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The packages of one framework. */
    private static final class Framework {
        private final List<Mention> mentions = new ArrayList<>();
        private final List<Mapping> asks = new ArrayList<>();
        private final Map<String, Integer> nodes = new HashMap<>();
        private final Set<String> direct = new HashSet<>();

        void add(Mention mention, Mapping asked) {
            nodes.put(key(mention.full()), mentions.size());
            mentions.add(mention);
            asks.add(asked);
        }

        void direct(String name) {
            direct.add(key(name));
        }

        void tell(Document document, Set<String> told, Dependencies out) {
            try (Graph graph = new Graph(document.budget())) {
                for (Mention each : mentions) {
                    graph.node(each.version().isEmpty() ? each.full() : each.full() + "@" + each.version());
                }
                for (int i = 0; i < mentions.size(); i++) {
                    for (Entry asked : asks.get(i).entries()) {
                        graph.edge(i, nodes.getOrDefault(key(asked.key()), -1));
                    }
                }
                direct.forEach(name -> graph.root(nodes.getOrDefault(name, -1), Scope.RUNTIME));
                Graph.Ways ways = graph.ways();
                for (int i = 0; i < mentions.size(); i++) {
                    Mention each = mentions.get(i);
                    Relation relation = ways.isDirect(i)
                            ? Relation.DIRECT
                            : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
                    String name = key(each.full()) + "@" + each.version();
                    boolean isKnown = !told.add(name) && relation == Relation.UNKNOWN; // of another framework
                    if (!isKnown && told.add(name + " " + relation)) {
                        out.add(each.relation(relation).way(ways, i));
                    }
                }
            }
        }
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        Set<String> told = new HashSet<>();
        for (Entry each : root(document).mapping("dependencies").entries()) {
            if (each.value() instanceof Mapping packages) {
                Framework framework = new Framework();
                for (Entry entry : packages.entries()) {
                    if (entry.value() instanceof Mapping locked) {
                        locked(entry, locked, framework);
                        if (text(locked, "resolved").isEmpty()
                                && !text(locked, "type").equals("Project")) {
                            out.incomplete(entry.offsetBytes(), "a package without its resolved version");
                        }
                    }
                }
                framework.tell(document, told, out);
            }
        }
    }

    private static void locked(Entry entry, Mapping locked, Framework framework) {
        String type = text(locked, "type");
        String digest = text(locked, "contentHash");
        Mention mention = Mention.of(DotnetFormats.ECOSYSTEM, "", entry.key())
                .version(text(locked, "resolved"))
                .range(text(locked, "requested"))
                .at(entry.offsetBytes());
        if (!digest.isEmpty()) {
            mention.integrity("sha512-" + digest);
        }
        if (type.equals("Project")) {
            mention.origin(Origin.Kind.WORKSPACE, "");
        }
        if (type.equals("Direct") || type.equals("Project")) {
            framework.direct(entry.key());
        }
        framework.add(mention, locked.mapping("dependencies"));
    }

    static void assets(Document document, Dependencies out) throws MalformedException {
        Mapping root = root(document);
        Mapping groups = root.mapping("projectFileDependencyGroups");
        Set<String> told = new HashSet<>();
        for (Entry target : root.mapping("targets").entries()) {
            if (target.value() instanceof Mapping packages) {
                Framework framework = framework(packages, root.mapping("libraries"));
                String name = target.key();
                int runtime = name.indexOf('/'); // net8.0/linux-x64
                for (var asked : groups.items(runtime < 0 ? name : name.substring(0, runtime))) {
                    if (asked instanceof Scalar scalar) {
                        int space = scalar.text().indexOf(' ');
                        framework.direct(
                                space < 0 ? scalar.text() : scalar.text().substring(0, space));
                    }
                }
                framework.tell(document, told, out);
            }
        }
    }

    private static Framework framework(Mapping packages, Mapping libraries) {
        Framework framework = new Framework();
        Map<String, Mapping> known = new HashMap<>();
        for (Entry library : libraries.entries()) {
            if (library.value() instanceof Mapping mapping) {
                known.put(library.key(), mapping);
            }
        }
        for (Entry entry : packages.entries()) {
            int slash = entry.key().indexOf('/');
            if (slash > 0 && entry.value() instanceof Mapping mapping) {
                Mapping library = known.getOrDefault(entry.key(), mapping);
                Mention mention = Mention.of(
                                DotnetFormats.ECOSYSTEM, "", entry.key().substring(0, slash))
                        .version(entry.key().substring(slash + 1))
                        .at(entry.offsetBytes());
                String digest = text(library, "sha512");
                if (!digest.isEmpty()) {
                    mention.integrity(digest.startsWith("sha512-") ? digest : "sha512-" + digest);
                }
                if (text(library, "type").equals("project")) {
                    mention.origin(Origin.Kind.WORKSPACE, text(library, "path"));
                }
                framework.add(mention, mapping.mapping("dependencies"));
            }
        }
        return framework;
    }

    /** What a program was built with: the first project of each target is the program itself. */
    static void deps(Document document, Dependencies out) throws MalformedException {
        Mapping root = root(document);
        Mapping libraries = root.mapping("libraries");
        Set<String> told = new HashSet<>();
        for (Entry target : root.mapping("targets").entries()) {
            if (target.value() instanceof Mapping packages) {
                Mapping own = new Mapping(new ArrayList<>(packages.entries()), "", packages.offsetBytes());
                Framework framework;
                if (!own.entries().isEmpty()
                        && text(libraries.mapping(own.entries().getFirst().key()), "type")
                                .equals("project")
                        && own.entries().removeFirst().value() instanceof Mapping program) {
                    framework = framework(own, libraries);
                    program.mapping("dependencies").entries().forEach(asked -> framework.direct(asked.key()));
                } else {
                    framework = framework(own, libraries);
                }
                framework.tell(document, told, out);
            }
        }
    }
}
