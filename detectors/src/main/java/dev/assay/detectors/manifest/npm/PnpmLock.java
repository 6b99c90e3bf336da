package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code pnpm-lock.yaml} of versions 5 to 9. Keys of packages are {@code /name/1.0.0_peers} in 5, {@code /name@1.0.0(peers)} in 6,
 * {@code name@1.0.0} in 9, which has the peers and who asks for whom in a table of {@code snapshots}. The parts of the project are
 * {@code importers}; a project of one part has theirs at the top, up to version 6.
 */
final class PnpmLock {
    private static final List<String> TABLES = List.of("packages", "snapshots");

    /**
     * What pnpm installs before all else, for itself: what its settings ask for, and pnpm (pnpm.io/config-dependencies). Since version 11 that is a
     * document of its own in front of the project's.
     */
    private static final Set<String> OWN = Set.of("configDependencies", "packageManagerDependencies");

    private static final Map<String, Scope> SECTIONS = sections();
    private static final Mapping NOTHING = new Mapping(List.of(), "", 0);

    /** What a package asks for; what is optional need not have an entry. */
    private record Asks(Mapping names, boolean isOptional) {}

    /** A package: of the two tables of version 9 one. */
    private static final class Locked {
        final String name;
        final String version;
        final String key;
        final long offset;
        Mapping resolution = NOTHING;
        String alias = "";
        boolean isDev;
        boolean isOptional;
        boolean isFlagged;
        boolean hasSnapshot;
        final List<Asks> asks = new ArrayList<>(1);

        Locked(String key, String name, String version, long offset) {
            this.key = key;
            this.name = name;
            this.version = version;
            this.offset = offset;
        }
    }

    private final Dependencies out;
    private final boolean isFive;
    private final boolean hasSnapshots;
    private final Map<String, Integer> nodes = new HashMap<>();
    private final Map<String, Integer> parts = new HashMap<>();
    private final Missing missing = new Missing();
    private final List<Locked> all = new ArrayList<>();
    private final List<Mention> links = new ArrayList<>();

    private PnpmLock(Dependencies out, boolean isFive, boolean hasSnapshots) {
        this.hasSnapshots = hasSnapshots;
        this.out = out;
        this.isFive = isFive;
    }

    private static Map<String, Scope> sections() {
        Map<String, Scope> sections = new LinkedHashMap<>(PackageJson.SECTIONS);
        sections.remove("peerDependencies");
        OWN.stream().sorted().forEach(each -> sections.put(each, Scope.BUILD));
        return Collections.unmodifiableMap(sections);
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        if (yaml.documents().size() == 1
                && yaml.documents().getFirst() instanceof Mapping root
                && yaml.fault() == null
                && isOfPnpmItself(root)) {
            out.cutOff(
                    document.length(),
                    "nothing but what pnpm's settings ask for, behind which the project's own document is");
        }
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                String told = root.text("lockfileVersion");
                String version = told == null ? "5" : told; // it was called shrinkwrapVersion before
                boolean isFive = version.startsWith("5");
                try (Graph graph = new Graph(document.budget())) {
                    new PnpmLock(out, isFive, version.startsWith("9")).run(root, graph);
                }
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private static boolean isOfPnpmItself(Mapping root) {
        Mapping own = root.mapping("importers").mapping(".");
        return !own.entries().isEmpty() && own.entries().stream().allMatch(each -> OWN.contains(each.key()));
    }

    private void run(Mapping root, Graph graph) {
        for (String table : TABLES) {
            for (Entry entry : root.mapping(table).entries()) {
                if (entry.value() instanceof Mapping mapping) {
                    enter(entry, mapping, table.equals("snapshots"), graph);
                } else if (entry.value() instanceof Scalar nothing
                        && !nothing.isQuoted()
                        && nothing.text().isEmpty()) {
                    enter(entry, new Mapping(List.of(), "", entry.offsetBytes()), table.equals("snapshots"), graph);
                } else {
                    out.incomplete(entry.value().offsetBytes(), "a package that is no object");
                }
            }
        }
        if (hasSnapshots) {
            all.stream()
                    .filter(each -> !each.hasSnapshot)
                    .findFirst()
                    .ifPresent(each -> out.cutOff(each.offset, "packages without snapshots, of which each has one"));
        }
        for (int i = 0; i < all.size(); i++) {
            Locked locked = all.get(i);
            for (Asks asks : locked.asks) {
                for (Entry asked : asks.names().entries()) {
                    if (asked.value() instanceof Scalar scalar) {
                        int node = resolve(asked.key(), scalar.text());
                        graph.edge(i, node);
                        if (node < 0 && !asks.isOptional() && !scalar.text().startsWith("link:")) {
                            missing.name(asked.key(), asked.offsetBytes());
                        }
                    }
                }
            }
        }
        boolean[] isDirect = new boolean[all.size()];
        for (Entry importer : root.mapping("importers").entries()) { // first, so that of two ways theirs is told
            if (!importer.key().equals(".")) {
                parts.put(importer.key(), graph.node(importer.key()));
                graph.root(parts.get(importer.key()), Scope.RUNTIME);
            }
        }
        importer(".", root, graph, isDirect);
        if (hasSnapshots) {
            importers(root);
        }
        for (Entry importer : root.mapping("importers").entries()) {
            if (importer.value() instanceof Mapping mapping) {
                importer(importer.key(), mapping, graph, isDirect);
            }
        }
        missing.tell(out);
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < all.size(); i++) {
            Relation relation = isDirect[i] || ways.isDirect(i)
                    ? Relation.DIRECT
                    : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
            Locked locked = all.get(i);
            Scope scope = !locked.isFlagged
                    ? ways.scope(i)
                    : locked.isDev ? Scope.DEVELOPMENT : locked.isOptional ? Scope.OPTIONAL : Scope.RUNTIME;
            NpmSpec.tell(mention(locked).relation(relation).scope(scope).way(ways, i), out);
        }
        links.forEach(link -> NpmSpec.tell(link, out));
        for (Entry entry : root.mapping("overrides").entries()) {
            if (entry.value() instanceof Scalar scalar && entry.key().indexOf('>') < 0) {
                int at = entry.key().indexOf('@', 1);
                String name = at < 0 ? entry.key() : entry.key().substring(0, at);
                NpmSpec.tell(
                        NpmSpec.of(name, scalar.text())
                                .relation(Relation.CONSTRAINT)
                                .at(scalar.offsetBytes()),
                        out);
            }
        }
    }

    /** What each document of version 9 has, were it of a project that asks for nothing: {@code .: {}}. */
    private void importers(Mapping root) {
        List<Entry> importers = root.mapping("importers").entries();
        boolean isWhole = importers.stream().allMatch(each -> each.value() instanceof Mapping);
        if (importers.isEmpty() || !isWhole) {
            out.cutOff(
                    importers.isEmpty()
                            ? root.offsetBytes()
                            : importers.getLast().offsetBytes(),
                    "no importers, or one without anything");
        }
    }

    private void enter(Entry at, Mapping entry, boolean isSnapshot, Graph graph) {
        String key = at.key();
        String bare = withoutPeers(key);
        int there = isSnapshot ? nodes.getOrDefault(bare, -1) : -1;
        if (there >= 0) {
            all.get(there).hasSnapshot = true;
        }
        boolean isFree = there >= 0
                && all.get(there).asks.isEmpty()
                && all.get(there).key.equals(bare);
        Locked locked;
        if (isFree) { // the package of the other table; of several snapshots of it all but the first are their own
            locked = all.get(there);
            nodes.put(key, there);
        } else {
            locked = locked(at, bare, entry);
            if (there >= 0) {
                locked.resolution = all.get(there).resolution;
            }
            all.add(locked);
            nodes.put(key, graph.node(locked.name + "@" + locked.version));
            nodes.putIfAbsent(bare, all.size() - 1);
        }
        locked.hasSnapshot |= isSnapshot;
        if (!isSnapshot) {
            locked.resolution = entry.mapping("resolution");
        }
        locked.isFlagged |= entry.text("dev") != null || "true".equals(entry.text("optional"));
        locked.isDev |= "true".equals(entry.text("dev"));
        locked.isOptional |= "true".equals(entry.text("optional"));
        for (String section : List.of("dependencies", "optionalDependencies")) {
            if (entry.get(section) instanceof Mapping asks) {
                locked.asks.add(new Asks(asks, section.equals("optionalDependencies")));
            }
        }
    }

    private Locked locked(Entry at, String bare, Mapping entry) {
        boolean isHosted = isFive && isHosted(bare);
        String text = bare.startsWith("/") || isHosted ? bare.substring(bare.indexOf('/') + 1) : bare;
        int end = isFive ? text.lastIndexOf('/') : text.indexOf('@', 1);
        String name = entry.text("name");
        String version = entry.text("version");
        boolean isOfRegistry = end > 0 && !text.startsWith("file:") && (!isFive || isHosted || bare.startsWith("/"));
        if (name == null) {
            name = isOfRegistry ? text.substring(0, end) : text;
        }
        if (version == null) {
            String rest = isOfRegistry ? text.substring(end + 1) : "";
            version = NpmSpec.kind(rest) == Origin.Kind.REGISTRY && !rest.contains(":") ? rest : "";
        }
        return new Locked(at.key(), name, version, at.offsetBytes());
    }

    /** {@code registry.example.org/name/1.0.0}, of a registry that is not the default one; a repository has a revision there. */
    private static boolean isHosted(String key) {
        int slash = key.indexOf('/');
        return slash > 0
                && key.substring(0, slash).indexOf('.') > 0
                && key.lastIndexOf('/') > slash
                && NpmSpec.isExact(key.substring(key.lastIndexOf('/') + 1));
    }

    /** {@code (peer@1.0.0)} since version 6, {@code _peer@1.0.0} or {@code _digest} in 5. */
    private String withoutPeers(String key) {
        int open = key.indexOf('(');
        String plain = open < 0 ? key : key.substring(0, open);
        int slash = plain.lastIndexOf('/');
        int sign = isFive ? plain.indexOf('_', slash) : -1;
        boolean isVersion = sign > 0 && slash + 1 < plain.length() && Character.isDigit(plain.charAt(slash + 1));
        if (isFive && !isVersion && slash > 0) { // a peer with a scope has a slash of its own: /a/1.0.0_@b/c@2.0.0
            int peer = plain.indexOf("_@");
            return peer > 0 ? plain.substring(0, peer) : plain;
        }
        return isVersion ? plain.substring(0, sign) : plain;
    }

    private void importer(String folder, Mapping importer, Graph graph, boolean[] isDirect) {
        int part = parts.getOrDefault(folder, -1);
        for (Map.Entry<String, Scope> section : SECTIONS.entrySet()) {
            for (Entry asked : importer.mapping(section.getKey()).entries()) {
                asked(asked, section.getValue(), importer, part, graph, isDirect);
            }
        }
    }

    private void asked(Entry asked, Scope scope, Mapping importer, int part, Graph graph, boolean[] isDirect) {
        String taken = asked.value() instanceof Scalar scalar
                ? scalar.text()
                : asked.value() instanceof Mapping mapping ? mapping.text("version") : null;
        if (taken == null) {
            out.incomplete(asked.value().offsetBytes(), "a dependency without a version");
            return;
        }
        if (taken.startsWith("link:")) {
            String range = asked.value() instanceof Mapping mapping
                    ? mapping.text("specifier")
                    : importer.mapping("specifiers").text(asked.key());
            boolean isPart = range != null && (range.startsWith("workspace:") || !range.contains(":"));
            links.add(NpmSpec.named(asked.key())
                    .range(range == null ? "" : range)
                    .scope(scope)
                    .origin(isPart ? Origin.Kind.WORKSPACE : Origin.Kind.PATH, taken.substring("link:".length()))
                    .at(asked.offsetBytes()));
            return;
        }
        int node = resolve(asked.key(), taken);
        if (node < 0) {
            missing.name(asked.key(), asked.value().offsetBytes());
            if (NpmSpec.isExact(taken)) {
                links.add(NpmSpec.of(asked.key(), taken).range("").scope(scope).at(asked.offsetBytes()));
            }
            return;
        }
        isDirect[node] = true;
        Locked locked = all.get(node);
        if (!locked.name.equals(asked.key())) {
            locked.alias = asked.key();
        }
        if (part < 0) {
            graph.root(node, scope);
        } else {
            graph.edge(part, node, scope);
        }
    }

    /** What stands behind a name is a version, or a whole key where it has another name or is from elsewhere. */
    private int resolve(String name, String taken) {
        for (String key :
                List.of(isFive ? "/" + name + "/" + taken : "/" + name + "@" + taken, name + "@" + taken, taken)) {
            Integer node = nodes.get(key);
            if (node != null) {
                return node;
            }
        }
        return -1;
    }

    private static Mention mention(Locked locked) {
        Mention mention = NpmSpec.named(locked.name).version(locked.version).at(locked.offset);
        if (!locked.alias.isEmpty()) {
            mention.alias(locked.alias);
        }
        Mapping resolution = locked.resolution;
        String integrity = resolution.text("integrity");
        String tarball = resolution.text("tarball");
        String repository = resolution.text("repo");
        String directory = resolution.text("directory");
        if (repository != null) {
            String commit = resolution.text("commit");
            mention.origin(Origin.Kind.GIT, commit == null ? repository : repository + "#" + commit);
        } else if (directory != null) {
            mention.origin(Origin.Kind.PATH, directory);
        } else if (tarball != null) {
            mention.origin(NpmSpec.resolved(mention, tarball));
        } else if (locked.key.toLowerCase(Locale.ROOT).contains("file:")) {
            mention.origin(Origin.Kind.PATH, locked.key.substring(locked.key.indexOf("file:") + "file:".length()));
        }
        return integrity == null ? mention : mention.integrity(integrity);
    }
}
