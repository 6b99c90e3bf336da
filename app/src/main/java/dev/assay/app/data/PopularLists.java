package dev.assay.app.data;

import dev.assay.app.config.ConfigException;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PopularNames;
import dev.assay.engine.report.ReferenceData;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Popular names: those of the store, and of the build where the store has none. Remembers which were asked for. Thread-safe. */
public final class PopularLists {
    private final Optional<DataStore> store;
    private final List<ReferenceData> used = new ArrayList<>();

    public PopularLists(Optional<DataStore> store) {
        this.store = store;
    }

    /** The list of an ecosystem; read anew at each call. */
    public synchronized Optional<PopularNames> of(Ecosystem ecosystem) {
        try {
            for (Dataset each :
                    store.isEmpty() ? List.<Dataset>of() : store.get().datasets(List.of())) {
                if (each.kind() == Dataset.Kind.POPULAR && each.type().equals(ecosystem.type())) {
                    try (InputStream in = store.orElseThrow().read(each)) {
                        used.add(each.cited());
                        return Optional.of(PopularNames.read(ecosystem, in));
                    }
                }
            }
        } catch (IOException e) {
            throw new ConfigException("reference data cannot be read: " + e.getMessage());
        }
        Optional<PopularNames> builtIn = PopularNames.builtIn(ecosystem);
        builtIn.ifPresent(
                list -> used.add(new ReferenceData("popular/" + ecosystem.type(), "of the build", list.date(), "")));
        return builtIn;
    }

    /** Those that were asked for, in that order. */
    public synchronized List<ReferenceData> referenceData() {
        return List.copyOf(used);
    }
}
