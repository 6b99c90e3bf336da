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
    private final @Nullable String first; // asked for what names none; null where that is not certain

    private PythonIndexes(Map<String, String> addresses, @Nullable String first) {
        this.addresses = addresses;
        this.first = first;
    }

    /** Objects with a {@code name} and a {@code url} under a key: {@code [[source]]}. */
    static PythonIndexes of(Mapping around, String key) {
        return of(around, key, null);
    }

    private static PythonIndexes of(Mapping around, String key, @Nullable String first) {
        Map<String, String> addresses = new HashMap<>();
        for (Mapping index : listed(around, key)) {
            String name = index.text("name");
            String url = index.text("url");
            if (name != null && url != null) {
                addresses.put(name, url);
            }
        }
        return new PythonIndexes(addresses, first);
    }

    /** Those of Pipenv, which takes from the first of them what names none (pipenv.pypa.io/en/latest/indexes.html). */
    static PythonIndexes pipenv(Mapping around, String key) {
        List<Mapping> all = listed(around, key);
        return of(around, key, all.isEmpty() ? null : all.getFirst().text("url"));
    }

    /** Those of uv, which asks the default one last, after each that is not for certain packages only (docs.astral.sh/uv/concepts/indexes). */
    static PythonIndexes uv(Mapping around) {
        String last = null;
        boolean isOnly = true;
        for (Mapping index : listed(around, "index")) {
            if ("true".equals(index.text("default"))) {
                last = index.text("url");
            } else {
                isOnly &= "true".equals(index.text("explicit"));
            }
        }
        return of(around, "index", isOnly ? last : null);
    }

    private static List<Mapping> listed(Mapping around, String key) {
        List<Mapping> all = new ArrayList<>();
        for (Entry each : around.entries()) {
            List<Tree> items = each.value() instanceof Sequence list ? list.items() : List.of(each.value());
            for (Tree item : each.key().equals(key) ? items : List.<Tree>of()) {
                if (item instanceof Mapping index) {
                    all.add(index);
                }
            }
        }
        return all;
    }

    /** Taken from the index of a name, which another file may have; or of an address. */
    void from(@Nullable String name, Mention mention) {
        String address = name == null ? first : Addresses.isAddress(name) ? name : addresses.get(name);
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
