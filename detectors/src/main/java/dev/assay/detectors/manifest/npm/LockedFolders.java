package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.detectors.manifest.npm.PackageLock.Asked;
import dev.assay.detectors.manifest.npm.PackageLock.Entry;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@code package-lock.json} says of the packages in its folders: who asks for which, as Node finds it. Belongs to one thread. */
final class LockedFolders {
    /** Of what a package asks for; beyond it a name that is there twice counts twice. */
    private static final int MOST_COMPARED = 64;

    private final Document document;
    private final Dependencies out;
    private final Map<String, Entry> table;
    private final List<Entry> ofTreeOnly;
    private final boolean isWhole;
    private final Map<String, Integer> top = new HashMap<>(); // by name, what lies in no other package's folder
    private final Set<String> holders = new HashSet<>(); // of packages that lie in their own folder
    private final BitSet askedByParts = new BitSet();
    private final UsualArchives archives = new UsualArchives();
    private final Missing missing = new Missing();

    /**
     * @param table by folder, in the order of the file
     * @param ofTreeOnly what one of both readings has that the table has not
     * @param isWhole whether it was read to its end
     */
    LockedFolders(
            Document document, Map<String, Entry> table, List<Entry> ofTreeOnly, boolean isWhole, Dependencies out) {
        this.document = document;
        this.table = table;
        this.ofTreeOnly = ofTreeOnly;
        this.isWhole = isWhole;
        this.out = out;
    }

    void tell() {
        List<Entry> numbered = new ArrayList<>(table.values());
        try (Graph graph = new Graph(document.budget(), node -> label(numbered.get(node)))) {
            for (Entry entry : numbered) {
                int node = graph.node();
                entry.node = node;
                if (entry.nameAt == PackageLock.MODULES.length()) {
                    top.put(entry.folderName(), node);
                } else if (entry.isInstalled()) {
                    holders.add(entry.folder.substring(0, entry.nameAt - PackageLock.SLASH_MODULES.length()));
                }
            }
            boolean hasRoot = connect(graph);
            if (!hasRoot) {
                boolean[] asked = graph.asked(); // the tree has no root: what nobody asks for the project asks for
                for (Entry entry : table.values()) {
                    if (!asked[entry.node] && entry.folder.indexOf(PackageLock.SLASH_MODULES) < 0) {
                        graph.root(entry.node, Scope.RUNTIME);
                    }
                }
            }
            if (isWhole) { // else it may stand behind the fault
                missing.tell(out);
            }
            Graph.Ways ways = graph.ways();
            int node = -1;
            for (Entry entry : table.values()) {
                node++;
                if (entry.isInstalled()) {
                    Relation relation = relation(entry, hasRoot, ways, node);
                    NpmSpec.tell(mention(entry).relation(relation).way(ways, node), out);
                }
            }
            for (Entry entry : ofTreeOnly) {
                if (entry.isInstalled()) {
                    NpmSpec.tell(mention(entry).relation(Relation.UNKNOWN), out);
                }
            }
        }
    }

    private Relation relation(Entry entry, boolean hasRoot, Graph.Ways ways, int node) {
        if (ways.isDirect(node) || askedByParts.get(node) || hasRoot && isPart(target(entry))) {
            return Relation.DIRECT;
        }
        boolean isTold = hasRoot && ways.isReached(node) || entry.isNested();
        return isTold ? Relation.TRANSITIVE : Relation.UNKNOWN;
    }

    private String label(Entry entry) {
        Entry meant = target(entry);
        String name = meant.name.isEmpty() ? entry.folderName() : meant.name;
        if (name.isEmpty()) {
            name = meant.folder.substring(meant.folder.lastIndexOf('/') + 1); // a part of the project
        }
        return meant.version.isEmpty() ? name : name + "@" + meant.version;
    }

    /** What a link leads to. */
    private Entry target(Entry entry) {
        Entry target = entry.isLink ? table.get(entry.resolved) : null;
        return target == null ? entry : target;
    }

    /**
     * Adds who asks for what.
     *
     * @return whether the file tells what the project asks for
     */
    private boolean connect(Graph graph) {
        Entry root = table.get("");
        int own = -1;
        for (Entry entry : table.values()) {
            own++;
            boolean isPart = isPart(entry);
            List<String> around = entry.asks.isEmpty() ? List.of() : holders(entry.folder);
            Set<String> optional = optional(entry);
            for (int i = 0; i < entry.asks.size(); i++) {
                Asked asked = entry.asks.get(i);
                int node = resolve(around, asked.name());
                if (node < 0 && isClosed(entry, asked) && !optional.contains(asked.name())) {
                    missing.name(asked.name(), entry.offset);
                }
                if (entry == root) {
                    graph.root(node, asked.scope());
                } else if (node >= 0 && !isRepeated(entry, i)) {
                    graph.edge(own, node);
                }
                if (isPart && node >= 0) {
                    askedByParts.set(node);
                }
            }
            if (entry.isLink) {
                Entry target = table.get(entry.resolved);
                graph.edge(own, target == null ? -1 : target.node);
            }
            if (root != null && isPart) {
                graph.part(own);
            }
        }
        return root != null;
    }

    /** What may be named among the others as well. */
    private static Set<String> optional(Entry entry) {
        Set<String> names = Set.of();
        for (Asked asked : entry.asks) {
            if (asked.scope() == Scope.OPTIONAL) {
                names = names.isEmpty() ? new HashSet<>() : names;
                names.add(asked.name());
            }
        }
        return names;
    }

    /** Whether the table has an entry for what is asked for: peers may be left out, and what cannot be installed everywhere. */
    private static boolean isClosed(Entry entry, Asked asked) {
        boolean isOurs = !entry.isInstalled() && asked.scope() == Scope.DEVELOPMENT;
        return !entry.isOfTree && (isOurs || asked.scope() == Scope.RUNTIME);
    }

    /** Whether it is a folder of the project's own, as those of workspaces are. */
    private static boolean isPart(Entry entry) {
        return !entry.folder.isEmpty() && !entry.isInstalled();
    }

    /** Whether the package asks for the same name in another section as well, which a lockfile of npm's own does not have. */
    private static boolean isRepeated(Entry entry, int i) {
        for (int j = Math.max(i - MOST_COMPARED, 0); j < i; j++) {
            if (entry.asks.get(j).name().equals(entry.asks.get(i).name())) {
                return true;
            }
        }
        return false;
    }

    /** The folders in which what a package asks for may lie, but for the top: its own, then each one around it. */
    private List<String> holders(String folder) {
        List<String> found = List.of();
        if (holders.isEmpty()) { // nothing lies in the folder of anything
            return found;
        }
        for (String at = folder; !at.isEmpty(); ) {
            if (holders.contains(at)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(at);
            }
            int up = at.lastIndexOf('/');
            at = up < 0 ? "" : at.substring(0, up);
            if (at.equals("node_modules")) {
                at = "";
            } else if (at.endsWith("/node_modules")) {
                at = at.substring(0, at.length() - "/node_modules".length());
            }
        }
        return found;
    }

    /** As Node looks for a module. */
    private int resolve(List<String> around, String name) {
        for (String at : around) {
            Entry there = table.get(at + PackageLock.SLASH_MODULES + name);
            if (there != null) {
                return there.node;
            }
        }
        return top.getOrDefault(name, -1);
    }

    private Mention mention(Entry entry) {
        Entry meant = target(entry);
        Mention mention;
        if (entry.isOfTree) {
            mention = ofTree(entry);
        } else {
            String name = meant.name.isEmpty() ? entry.folderName() : meant.name;
            mention = NpmSpec.named(name).alias(entry.folderName()).version(meant.version);
            mention.origin(origin(entry, mention));
        }
        return mention.scope(scope(entry))
                .integrity(first(entry.integrity))
                .licence(target(entry).licence)
                .at(entry.offset, entry.line);
    }

    private Origin origin(Entry entry, Mention mention) {
        if (entry.isLink) {
            boolean isWithin = table.containsKey(entry.resolved) && !entry.resolved.startsWith("..");
            return new Origin(isWithin ? Origin.Kind.WORKSPACE : Origin.Kind.PATH, entry.resolved);
        }
        return archives.origin(mention, entry.resolved);
    }

    /** The version of the tree is what the project may write for one: an alias, an archive, a repository. */
    private static Mention ofTree(Entry entry) {
        Mention mention = NpmSpec.of(entry.folderName(), entry.version);
        if (!mention.version().isEmpty()) {
            mention.range("").origin(NpmSpec.resolved(mention, entry.resolved));
        }
        return mention;
    }

    private static Scope scope(Entry entry) {
        if (entry.isDev) {
            return Scope.DEVELOPMENT;
        }
        if (entry.isOptional || entry.isDevOptional) {
            return Scope.OPTIONAL;
        }
        return entry.isPeer ? Scope.PEER : Scope.RUNTIME;
    }

    private static String first(String integrity) {
        int space = integrity.indexOf(' ');
        return space < 0 ? integrity : integrity.substring(0, space);
    }
}
