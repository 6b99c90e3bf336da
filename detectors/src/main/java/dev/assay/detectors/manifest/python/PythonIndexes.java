package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where packages of Python are from: indexes that a project has names for, and hosts that have the files of the usual one. Immutable.
 */
final class PythonIndexes {
    private static final Set<String> USUAL = Set.of("https://pypi.org/simple", "https://pypi.org/simple/");
    private static final Set<String> USUAL_HOSTS = Set.of("https://files.pythonhosted.org", "https://pypi.org");

    private final Map<String, String> addresses;

    private PythonIndexes(Map<String, String> addresses) {
        this.addresses = addresses;
    }

    /** Objects with a {@code name} and a {@code url} under a key: {@code [[source]]}. */
    static PythonIndexes of(Mapping around, String key) {
        Map<String, String> addresses = new HashMap<>();
        for (Entry each : around.entries()) {
            List<Tree> items = each.value() instanceof Sequence list ? list.items() : List.of(each.value());
            for (Tree item : each.key().equals(key) ? items : List.<Tree>of()) {
                if (item instanceof Mapping index && index.text("name") != null && index.text("url") != null) {
                    addresses.put(String.valueOf(index.text("name")), String.valueOf(index.text("url")));
                }
            }
        }
        return new PythonIndexes(addresses);
    }

    /** Taken from the index of a name, which another file may have; or of an address. */
    void from(@Nullable String name, Mention mention) {
        String address = name == null ? null : Addresses.isAddress(name) ? name : addresses.get(name);
        if (address != null) {
            registry(address, mention);
        }
    }

    /** Taken from an index; of the usual one nothing is told. */
    static void registry(String address, Mention mention) {
        if (!USUAL.contains(address)) {
            mention.origin(Origin.Kind.REGISTRY, address);
        }
    }

    /**
     * Taken by the addresses of its files. Those of the usual index lie on hosts of its own; a file that lies elsewhere, or is that of
     * another package, is told as it is. Those of another index may lie anywhere.
     *
     * @param index as the lockfile has it; null where it says none, and files lie where the index has them
     */
    static void files(@Nullable String index, Mapping entry, Mention mention) {
        if (index != null && !USUAL.contains(index)) {
            registry(index, mention);
            return;
        }
        for (String address : addresses(entry)) {
            PythonArchive archive = PythonArchive.of(address);
            boolean isOfAnother =
                    archive != null && !PythonRequirement.normal(archive.name()).equals(mention.full());
            boolean isElsewhere = !USUAL_HOSTS.contains(Addresses.origin(address));
            if (isOfAnother || isElsewhere && index != null) {
                mention.origin(Origin.Kind.URL, address);
                return;
            }
            if (isElsewhere) {
                mention.origin(Origin.Kind.REGISTRY, Addresses.origin(address));
            }
        }
    }

    private static List<String> addresses(Mapping entry) {
        List<String> addresses = new ArrayList<>();
        for (String key : List.of("sdist", "wheels", "files")) {
            for (Tree file : entry.items(key)) {
                String address = file instanceof Mapping mapping ? mapping.text("url") : null;
                if (address != null && Addresses.isAddress(address)) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }
}
