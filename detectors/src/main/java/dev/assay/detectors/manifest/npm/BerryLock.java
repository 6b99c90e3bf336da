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
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code yarn.lock} of Yarn 2 and later. The parts of the project are entries as well, so that what they ask for is known; whether
 * for work on them only is not.
 */
final class BerryLock {
    private static final String WORKSPACE = "workspace:";

    /** Of what lies in a folder. */
    private static final String NO_VERSION = "0.0.0-use.local";

    /** @param descriptors what was asked for */
    private record Locked(List<String> descriptors, Mapping entry, String name, String reference, long offset) {
        boolean isPart() {
            return reference.startsWith(WORKSPACE);
        }
    }

    /** Somebody who asks for something. */
    private record Asked(int number, Locked by, Scope scope) {}

    private BerryLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        List<Locked> all = new ArrayList<>();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                for (Entry entry : root.entries()) {
                    if (entry.value() instanceof Mapping mapping && !entry.key().equals("__metadata")) {
                        all.add(locked(entry, mapping));
                    }
                }
            }
        }
        try (Graph graph = new Graph(document.budget())) {
            tell(all, graph, out);
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private static Locked locked(Entry at, Mapping entry) {
        String key = at.key();
        List<String> descriptors = new ArrayList<>(1);
        for (String each : Parts.of(key, ',')) {
            descriptors.add(each.strip());
        }
        String resolution = entry.text("resolution") == null ? descriptors.getFirst() : entry.text("resolution");
        int end = resolution == null ? -1 : resolution.indexOf('@', 1);
        String name = resolution == null || end < 0 ? key : resolution.substring(0, end);
        String reference = resolution == null || end < 0 ? "" : resolution.substring(end + 1);
        return new Locked(descriptors, entry, name, reference, at.offsetBytes());
    }

    private static void tell(List<Locked> all, Graph graph, Dependencies out) {
        BerryEntries entries = new BerryEntries();
        for (Locked each : all) {
            if (each.entry().get("linkType") == null) { // of every entry the last field
                out.cutOff(each.offset(), "an entry without its linkType");
            }
            String version = version(each);
            int node = graph.node(version.isEmpty() ? each.name() : each.name() + "@" + version);
            entries.add(node, each.descriptors());
        }
        entries.settle();
        boolean[] isAskedByParts = new boolean[all.size()];
        ask(all, entries, graph, isAskedByParts, out);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isPart() && !isRoot(all.get(i))) {
                graph.root(i, Scope.RUNTIME);
            }
        }
        if (all.stream().noneMatch(Locked::isPart)) {
            out.cutOff(0, "no entry of the project, which Yarn always writes");
        }
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < all.size(); i++) {
            Locked each = all.get(i);
            if (each.name().isEmpty()) {
                out.malformed(each.offset(), "an entry without a name");
            } else if (!isRoot(each)) {
                Relation relation = each.isPart() || isAskedByParts[i] || ways.isDirect(i)
                        ? Relation.DIRECT
                        : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
                NpmSpec.tell(
                        mention(each).relation(relation).scope(ways.scope(i)).way(ways, i), out);
            }
        }
    }

    /**
     * First what has an entry for what is asked for to the letter. Of the rest the one entry that is left for its name is meant, or, where all
     * that ask are parts of the project, each of those that are left, who of them whichever.
     */
    private static void ask(
            List<Locked> all, BerryEntries entries, Graph graph, boolean[] isAskedByParts, Dependencies out) {
        Missing missing = new Missing();
        Map<String, List<Asked>> others = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Locked each = all.get(i);
            for (Entry entry : each.entry().mapping("dependencies").entries()) {
                Scope scope = scope(each.entry(), entry.key());
                Asked asked = new Asked(i, each, scope);
                List<Integer> nodes =
                        entry.value() instanceof Scalar scalar ? entries.asked(entry.key(), scalar.text()) : List.of();
                if (!nodes.isEmpty()) {
                    nodes.forEach(node -> edge(asked, node, graph, isAskedByParts));
                } else if (entries.has(entry.key())) {
                    others.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(asked);
                } else if (scope != Scope.OPTIONAL) {
                    missing.name(entry.key(), entry.offsetBytes()); // by its name, as resolutions change ranges
                }
            }
        }
        others.forEach((name, asks) -> {
            List<Integer> left = entries.instead(name);
            boolean isOfParts = asks.stream().allMatch(each -> each.by().isPart());
            for (int one : left) {
                for (int node : entries.all(one)) {
                    if (left.size() == 1) {
                        asks.forEach(each -> edge(each, node, graph, isAskedByParts));
                    }
                    isAskedByParts[node] |= isOfParts;
                }
            }
        });
        missing.tell(out);
    }

    private static void edge(Asked asked, int node, Graph graph, boolean[] isAskedByParts) {
        if (isRoot(asked.by())) {
            graph.root(node, asked.scope());
        } else if (asked.by().isPart()) {
            graph.edge(asked.number(), node, asked.scope());
        } else {
            graph.edge(asked.number(), node);
        }
        isAskedByParts[node] |= asked.by().isPart();
    }

    private static boolean isRoot(Locked each) {
        return each.reference().equals(WORKSPACE + ".");
    }

    private static Scope scope(Mapping entry, String name) {
        boolean isOptional =
                "true".equals(entry.mapping("dependenciesMeta").mapping(name).text("optional"));
        return isOptional ? Scope.OPTIONAL : Scope.RUNTIME;
    }

    private static String version(Locked each) {
        String version = each.entry().text("version");
        return version == null || each.isPart() || version.equals(NO_VERSION) ? "" : version;
    }

    private static Mention mention(Locked each) {
        String first = BerryEntries.bare(each.descriptors().getFirst());
        int at = first.indexOf('@', 1);
        String known = BerryEntries.name(first);
        boolean isOneName = at > 0
                && each.descriptors().stream()
                        .allMatch(every -> BerryEntries.name(every).equals(known));
        Mention mention = NpmSpec.named(each.name())
                .version(version(each))
                .range(at < 0 ? "" : first.substring(at + 1))
                .alias(isOneName ? known : each.name())
                .at(each.offset());
        String checksum = each.entry().text("checksum");
        String reference = BerryEntries.bare(each.reference());
        Origin.Kind kind = NpmSpec.kind(reference);
        if (each.isPart()) {
            mention.origin(Origin.Kind.WORKSPACE, reference.substring(WORKSPACE.length()));
        } else if (kind != Origin.Kind.REGISTRY && !reference.startsWith("patch:")) {
            mention.origin(
                    kind,
                    kind == Origin.Kind.GIT
                            ? repository(each.name(), reference)
                            : reference.startsWith("file:") ? folder(reference) : reference);
        } else if (each.reference().contains("__archiveUrl=")) {
            mention.origin(NpmSpec.resolved(mention, archive(each.reference())));
        }
        return checksum == null ? mention : mention.integrity(checksum);
    }

    /** {@code https://host/path#workspace=a&commit=b} as npm and others write it: the address, {@code #} and the commit. */
    private static String repository(String name, String reference) {
        String address = NpmSpec.of(name, reference).origin().address();
        int hash = address.indexOf('#');
        int commit = address.indexOf("commit=", Math.max(hash, 0));
        if (hash < 0 || commit < 0) {
            return address;
        }
        int end = address.indexOf('&', commit);
        return address.substring(0, hash + 1)
                + address.substring(commit + "commit=".length(), end < 0 ? address.length() : end);
    }

    private static String folder(String reference) {
        int hash = reference.indexOf('#');
        return reference.substring("file:".length(), hash < 0 ? reference.length() : hash);
    }

    private static String archive(String reference) {
        String rest = reference.substring(reference.indexOf("__archiveUrl=") + "__archiveUrl=".length());
        int end = rest.indexOf('&');
        return (end < 0 ? rest : rest.substring(0, end))
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("%40", "@");
    }
}
