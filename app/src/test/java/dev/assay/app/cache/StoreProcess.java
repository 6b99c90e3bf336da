package dev.assay.app.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A process of its own that uses a store: {@code FOLDER FIRST COUNT}; writes these files, then counts what it finds. */
final class StoreProcess {
    private StoreProcess() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int first = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        var settings =
                CacheStore.Settings.of(folder.resolve("cache"), List.of()).atOnce();
        try (CacheStore store =
                new CacheStore(settings, InstantSource.system(), what -> System.out.println("NOTICE " + what))) {
            for (int i = first; i < first + count; i++) {
                Samples.keep(store, Samples.identity(folder, "file-" + i, i), i, Samples.decoded(i, 5));
                if (i % 100 == 0) {
                    System.out.println("kept " + i);
                }
            }
        }
        int found = 0;
        try (CacheStore store =
                new CacheStore(settings, InstantSource.system(), what -> System.out.println("NOTICE " + what))) {
            for (int i = first; i < first + count; i++) {
                found += Samples.find(store, Samples.identity(folder, "file-" + i, i))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        System.out.println("found " + found);
    }

    static Process start(Path folder, int first, int count) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + folder, // killed, it leaves SQLite's library behind
                        "-cp",
                        classPath,
                        StoreProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(first),
                        Integer.toString(count))
                .redirectErrorStream(true)
                .start();
    }
}
