package dev.assay.app.cli;

import dev.assay.app.cache.CacheFolder;
import dev.assay.app.cache.CacheStore;
import dev.assay.app.config.Quantities;
import dev.assay.connectors.remote.ResponseCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
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
        Optional<CacheStore.Settings> settings = settings(parsed, paths(targets, context), context);
        if (settings.isEmpty()) {
            context.notice("there is no folder for a cache; name one with --cache-dir");
        }
        boolean asksForTheRest = Options.text(parsed, "--since") != null; // from its first file on
        return settings.map(usual -> store(asksForTheRest ? usual.atOnce() : usual, context));
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
        return settings(parsed, targets, context).map(settings -> store(settings, context));
    }

    private static CacheStore store(CacheStore.Settings settings, Context context) {
        return new CacheStore(settings, InstantSource.system(), context::notice);
    }

    private static Optional<CacheStore.Settings> settings(CommandSpec parsed, List<Path> targets, Context context) {
        long limit = Options.value(parsed, Long.class, "--cache-limit");
        return folder(parsed, context)
                .map(folder -> CacheStore.Settings.of(folder, targets))
                .map(usual -> new CacheStore.Settings(
                        usual.folder(), targets, limit, usual.openAfterFiles(), usual.openAfterBytes()));
    }

    /** Answers of servers for a scan of these targets. Who verifies takes none of them for the truth, either. */
    static ResponseCache openResponses(CommandSpec parsed, List<String> targets, Context context) {
        boolean verifies = Options.value(parsed, String.class, "--cache").equals("verify");
        return isOff(parsed) || verifies
                ? ResponseCache.none()
                : responses(parsed, folder(parsed, context), paths(targets, context));
    }

    /** Those that are kept, for who asks about them: makes no folder. */
    static ResponseCache responses(CommandSpec parsed, Context context) {
        return responses(parsed, folder(parsed, context).filter(Files::isDirectory), List.of());
    }

    private static ResponseCache responses(CommandSpec parsed, Optional<Path> folder, List<Path> targets) {
        return new ResponseCache(
                folder.flatMap(in -> CacheFolder.responses(in, targets)),
                Options.value(parsed, Long.class, "--cache-limit"),
                InstantSource.system());
    }

    private static Optional<Path> folder(CommandSpec parsed, Context context) {
        return CacheFolder.resolve(Options.text(parsed, "--cache-dir"), context.environment(), System.getProperties());
    }

    /** The real paths of targets that have one. */
    static List<Path> paths(List<String> targets, Context context) {
        return targets.stream()
                .flatMap(target -> realPath(target, context).stream())
                .toList();
    }

    private static boolean isOff(CommandSpec parsed) {
        return Options.isSet(parsed, "--no-cache")
                || Options.value(parsed, String.class, "--cache").equals("off");
    }
}
