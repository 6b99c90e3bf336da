package dev.assay.app.cli;

import dev.assay.app.cache.CacheFolder;
import dev.assay.app.data.DataStore;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Where reference data is kept: the same for scans, for {@code assay check} and for {@code assay data}. */
final class DataArguments {
    private DataArguments() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.value(
                "DIR", "Where reference data is kept (default: the user's folder for data).", "--data-dir"));
    }

    /** The store, of which nothing is read yet; nothing if there is no place for one. */
    static Optional<DataStore> store(CommandSpec parsed, Context context) {
        return CacheFolder.resolveData(
                        Options.text(parsed, "--data-dir"), context.environment(), System.getProperties())
                .map(DataStore::new);
    }
}
