package dev.assay.detectors.manifest.cargo;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code Cargo.lock} of versions 1 to 4. A package without a source is a part of the project; what these ask for is direct. Which
 * of the dependencies are for development only the file does not tell.
 */
final class CargoLock {
    private static final String CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";

    /** An entry of the list. */
    private record Entered(Mapping crate, String name, String version, String source) {}

    private final Dependencies out;
    private final Mapping checksums;
    private final List<Entered> all = new ArrayList<>();
    private final Map<String, Integer> nodes = new HashMap<>();

    private CargoLock(Dependencies out, Mapping checksums) {
        this.out = out;
        this.checksums = checksums;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        if (!(document.toml() instanceof Mapping root)) {
            return;
        }
        CargoLock lock = new CargoLock(out, root.mapping("metadata"));
        for (Entry entry : root.entries()) {
            boolean isPackage = entry.key().equals("package") || entry.key().equals("root");
            if (isPackage && entry.value() instanceof Mapping crate) {
                lock.enter(crate);
            }
        }
        try (Graph graph = new Graph(document.budget())) {
            lock.tell(graph);
        }
        Mapping patch = root.mapping("patch");
        for (Entry entry : patch.entries()) {
            if (entry.key().equals("unused") && entry.value() instanceof Mapping crate) {
                out.add(lock.mention(entered(crate)).relation(Relation.CONSTRAINT));
            }
        }
    }

    private static Entered entered(Mapping crate) {
        return new Entered(crate, text(crate, "name"), text(crate, "version"), text(crate, "source"));
    }

    private static String text(Mapping crate, String key) {
        String value = crate.text(key);
        return value == null ? "" : value;
    }

    private void enter(Mapping crate) {
        Entered entered = entered(crate);
        if (entered.name().isBlank()) { // of the project itself it would be told of nobody
            out.incomplete(crate.offsetBytes(), "a package without a name");
        } else {
            all.add(entered);
        }
    }

    private void tell(Graph graph) {
        Set<String> names = new HashSet<>();
        for (Entered each : all) {
            names.add(each.name());
            if (each.version().isEmpty() && !each.name().isEmpty()) {
                out.incomplete(each.crate().offsetBytes(), "a package without a version");
            }
            int node = graph.node(each.name() + "@" + each.version());
            // named by as much as is needed to tell it from others: the shortest name is nobody's if it is several's
            nodes.merge(each.name(), node, (_, _) -> -1);
            nodes.merge(each.name() + " " + each.version(), node, (_, _) -> -1);
            nodes.put(each.name() + " " + each.version() + " (" + withoutRevision(each.source()) + ")", node);
            nodes.put(each.name() + " " + each.version() + " (" + each.source() + ")", node);
        }
        Missing missing = new Missing();
        for (int i = 0; i < all.size(); i++) {
            for (Tree item : all.get(i).crate().items("dependencies")) {
                if (item instanceof Scalar asked) {
                    graph.edge(i, resolve(asked.text()));
                    int space = asked.text().indexOf(' ');
                    String name = space < 0 ? asked.text() : asked.text().substring(0, space);
                    if (!names.contains(name)) {
                        missing.name(name, asked.offsetBytes());
                    }
                }
            }
        }
        missing.tell(out);
        boolean[] isAsked = graph.asked();
        boolean[] isAskedByProject = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).source().isEmpty()) {
                graph.root(i, Scope.RUNTIME);
                for (Tree item : all.get(i).crate().items("dependencies")) {
                    int node = item instanceof Scalar asked ? resolve(asked.text()) : -1;
                    if (node >= 0) {
                        isAskedByProject[node] = true;
                    }
                }
            }
        }
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < all.size(); i++) {
            boolean isProject = all.get(i).source().isEmpty();
            if (!isProject || isAsked[i]) {
                Relation relation = isProject || isAskedByProject[i]
                        ? Relation.DIRECT
                        : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
                out.add(mention(all.get(i)).relation(relation).way(ways, i));
            }
        }
    }

    private int resolve(String asked) {
        int node = nodes.getOrDefault(asked, -1);
        if (node >= 0) {
            return node;
        }
        List<String> words = Parts.of(asked, ' ');
        return words.size() < 2 ? -1 : nodes.getOrDefault(words.get(0) + " " + words.get(1), -1);
    }

    private static String withoutRevision(String source) {
        int hash = source.indexOf('#');
        return hash < 0 ? source : source.substring(0, hash);
    }

    private Mention mention(Entered each) {
        Mention mention = Mention.of(CargoManifest.ECOSYSTEM, "", each.name())
                .version(each.version())
                .at(each.crate().offsetBytes());
        String checksum = text(each.crate(), "checksum");
        if (checksum.isEmpty()) { // version 1 has them in a table of their own
            checksum = text(checksums, "checksum " + each.name() + " " + each.version() + " (" + each.source() + ")");
        }
        if (!checksum.isEmpty() && !checksum.equals("<none>")) {
            mention.integrity("sha256-" + checksum);
        }
        String source = each.source();
        int plus = source.indexOf('+');
        String address = source.substring(plus + 1);
        if (source.isEmpty()) {
            mention.origin(Origin.Kind.WORKSPACE, "");
        } else if (source.startsWith("git+")) {
            mention.origin(Origin.Kind.GIT, address);
        } else if (source.startsWith("path+") || source.startsWith("directory+")) {
            mention.origin(Origin.Kind.PATH, address);
        } else if (!source.equals(CRATES_IO)) {
            mention.origin(Origin.Kind.REGISTRY, address);
        }
        return mention;
    }
}
