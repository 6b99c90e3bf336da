package dev.assay.app.data;

import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PopularNames;
import dev.assay.detectors.name.PopularSource;
import dev.assay.engine.report.ReferenceData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Popular names: those of the store, and of the build where the store has none. A list that is not as it was written counts for
 * nothing: one that was cut short would make unknown names of popular ones. Thread-safe.
 */
public final class PopularLists implements PopularSource {
    private static final int MOST_BYTES = 64 << 20;

    private final Optional<DataStore> store;
    private final List<Path> targets;
    private final Map<String, ReferenceData> used = new TreeMap<>();
    private final Map<Ecosystem, IOException> failures = new HashMap<>();

    /** @param targets real paths of what is scanned: no list is taken from there */
    public PopularLists(Optional<DataStore> store, List<Path> targets) {
        this.store = store;
        this.targets = List.copyOf(targets);
    }

    /** One that cannot be read is not tried again. */
    @Override
    public synchronized Optional<PopularNames> of(Ecosystem ecosystem) throws IOException {
        IOException failure = failures.get(ecosystem);
        if (failure != null) {
            throw failure;
        }
        try {
            Dataset dataset = dataset(ecosystem);
            return dataset == null ? builtIn(ecosystem) : Optional.of(read(dataset, ecosystem));
        } catch (IOException e) {
            IOException told = new IOException("reference data cannot be read: " + e.getMessage(), e);
            failures.put(ecosystem, told);
            throw told;
        }
    }

    private @Nullable Dataset dataset(Ecosystem ecosystem) throws IOException {
        if (store.isPresent()) {
            for (Dataset each : store.get().datasets(targets)) {
                if (each.kind() == Dataset.Kind.POPULAR && each.type().equals(ecosystem.type())) {
                    return each;
                }
            }
        }
        return null;
    }

    private PopularNames read(Dataset dataset, Ecosystem ecosystem) throws IOException {
        byte[] bytes;
        try (InputStream in = store.orElseThrow().read(dataset)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        if (!DataStore.digest(bytes).equals(dataset.digest())) {
            throw new IOException("the list " + dataset.name() + " is damaged");
        }
        used.put(dataset.name(), dataset.cited());
        return PopularNames.read(ecosystem, new ByteArrayInputStream(bytes));
    }

    private Optional<PopularNames> builtIn(Ecosystem ecosystem) {
        Optional<PopularNames> builtIn = PopularNames.builtIn(ecosystem);
        String name = "popular/" + ecosystem.type();
        builtIn.ifPresent(list -> used.put(name, new ReferenceData(name, "of the build", list.date(), "")));
        return builtIn;
    }

    @Override
    public synchronized List<ReferenceData> referenceData() {
        return List.copyOf(used.values());
    }
}
