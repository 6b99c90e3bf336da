package dev.assay.app.cli;

import dev.assay.app.cache.CacheFolder;
import dev.assay.app.cache.CacheStore;
import dev.assay.app.config.Quantities;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say where the cache lies and how large it may be: the same for scans and for {@code assay cache}. */
final class CacheArguments {
    private CacheArguments() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(
                Options.value("DIR", "Where the cache lies (default: the user's folder for caches).", "--cache-dir"));
        spec.addOption(Options.value(
                Long.class,
                Quantities::bytes,
                "SIZE",
                "2g",
                "How large it may be; what was not used for longest goes.",
                "--cache-limit"));
    }

    /** The store for a scan of these targets, or nothing if it is not wanted or there is no place for it. */
    static Optional<CacheStore> open(CommandSpec parsed, List<String> targets, Context context) {
        if (isOff(parsed)) {
            return Optional.empty();
        }
        List<Path> paths = new ArrayList<>();
        for (String target : targets) {
            realPath(target, context).ifPresent(paths::add);
        }
        Optional<CacheStore> store = store(parsed, paths, context);
        if (store.isEmpty()) {
            context.notice("there is no folder for a cache; name one with --cache-dir");
        }
        return store;
    }

    /** Where a target lies; nothing for one that is not there or no path, in which the cache cannot lie either. */
    private static Optional<Path> realPath(String target, Context context) {
        try {
            return Optional.of(context.folder().resolve(target).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<CacheStore> store(CommandSpec parsed, List<Path> targets, Context context) {
        long limit = Options.value(parsed, Long.class, "--cache-limit");
        return CacheFolder.resolve(Options.text(parsed, "--cache-dir"), context.environment(), System.getProperties())
                .map(folder -> CacheStore.Settings.of(folder, targets))
                .map(usual -> new CacheStore.Settings(
                        usual.folder(), targets, limit, usual.openAfterFiles(), usual.openAfterBytes()))
                .map(settings -> new CacheStore(settings, InstantSource.system(), context::notice));
    }

    /** Where listings of servers are kept, unless nothing is to be kept. */
    static Optional<Path> documents(CommandSpec parsed, List<String> targets, Context context) {
        if (isOff(parsed)) {
            return Optional.empty();
        }
        List<Path> paths = new ArrayList<>();
        for (String target : targets) {
            realPath(target, context).ifPresent(paths::add);
        }
        return CacheFolder.resolve(Options.text(parsed, "--cache-dir"), context.environment(), System.getProperties())
                .flatMap(folder -> CacheFolder.documents(folder, paths));
    }

    private static boolean isOff(CommandSpec parsed) {
        return Options.isSet(parsed, "--no-cache")
                || Options.value(parsed, String.class, "--cache").equals("off");
    }
}
