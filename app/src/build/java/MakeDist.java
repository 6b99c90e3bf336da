import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out what {@code ./assay} runs, under a name that says what is in it:
 *
 * <pre>
 * dist/current               the name of the newest build
 * dist/DIGEST/lib/*.jar      the run-time class path
 * dist/DIGEST/classpath      the jars' names in order
 * dist/DIGEST/jvm.options    the flags of every start
 * dist/DIGEST/jdk            the identity and the folder of the JDK that made the cache
 * dist/DIGEST/native/        SQLite's library for this platform: else each start would unpack it to a temporary file
 * dist/DIGEST/assay.aot      the AOT cache
 * </pre>
 *
 * <p>DIGEST covers the JDK, the flags, the training and the jars' content. This is not thrift: when a jar was replaced
 * under an existing cache, the JVM went on running the old classes without a word.
 *
 * <p>Run from source, with the JDK that is to run Assay; needs no other class. The folder is filled beside its place
 * and renamed, so that it is there whole or not at all.
 *
 * <p>Arguments: the dist folder, the app's jar, a file with the rest of the class path, jvm.options, training.txt, the
 * start of the build in UTC. Or, to make the cache again with another JDK: the dist folder, the digest of an
 * existing build, training.txt.
 */
final class MakeDist {
    /** A process that runs from an older build opens its jars as it needs them, so builds are not pruned at once. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Path dist;
    private final List<Path> jars;
    private final Path options;
    private final Path training;

    private MakeDist(Path dist, List<Path> jars, Path options, Path training) {
        this.dist = dist;
        this.jars = jars;
        this.options = options;
        this.training = training;
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path dist = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(dist);
        try (FileChannel lock =
                        FileChannel.open(dist.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (args.length == 3) {
                Path old = dist.resolve(args[1]);
                FileTime built = Files.getLastModifiedTime(dist.resolve("current"));
                List<Path> jars = Files.readAllLines(old.resolve("classpath"), UTF_8).stream()
                        .map(old.resolve("lib")::resolve)
                        .toList();
                new MakeDist(dist, jars, old.resolve("jvm.options"), Path.of(args[2])).make(built);
            } else {
                List<Path> jars = new ArrayList<>();
                jars.add(Path.of(args[1]));
                String rest = Files.readString(Path.of(args[2]), UTF_8).strip();
                for (String jar : rest.isEmpty() ? new String[0] : rest.split(File.pathSeparator)) {
                    jars.add(Path.of(jar));
                }
                FileTime started = FileTime.from(LocalDateTime.parse(args[5], DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .toInstant(ZoneOffset.UTC));
                new MakeDist(dist, jars, Path.of(args[3]), Path.of(args[4])).make(started);
            }
        }
    }

    /** `current` bears the time at which the build began: a source that was saved while it ran is newer, and built next time. */
    private void make(FileTime started) throws IOException, InterruptedException, NoSuchAlgorithmException {
        String digest = digest();
        Path target = dist.resolve(digest);
        if (!Files.isDirectory(target)) {
            Path fresh = dist.resolve(".new-" + ProcessHandle.current().pid());
            delete(fresh);
            fill(fresh);
            Files.move(fresh, target, ATOMIC_MOVE);
        }
        // The hour that a build is kept begins when it is superseded: until now, processes were started from it.
        FileTime now = FileTime.from(Instant.now());
        Path named = dist.resolve("current");
        if (Files.exists(named)) {
            Path superseded = dist.resolve(Files.readString(named, UTF_8).strip());
            if (Files.isDirectory(superseded)) {
                Files.setLastModifiedTime(superseded, now);
            }
        }
        Files.setLastModifiedTime(target, now);
        Path current = dist.resolve(".current-new");
        Files.writeString(current, digest + "\n", UTF_8);
        Files.setLastModifiedTime(current, started);
        Files.move(current, named, ATOMIC_MOVE, REPLACE_EXISTING);
        prune(target);
    }

    private String digest() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(Files.readAllBytes(javaHome().resolve("release")));
        sha.update(Files.readAllBytes(options));
        sha.update(Files.readAllBytes(training));
        for (Path jar : jars) {
            sha.update(jar.getFileName().toString().getBytes(UTF_8));
            sha.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, 20);
    }

    private void fill(Path fresh) throws IOException, InterruptedException {
        Path lib = Files.createDirectories(fresh.resolve("lib"));
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            Files.copy(jar, lib.resolve(name));
            names.add(name);
        }
        Files.write(fresh.resolve("classpath"), names, UTF_8);
        Files.copy(options, fresh.resolve("jvm.options"));
        Files.write(fresh.resolve("jdk"), List.of(identity(), javaHome().toString()), UTF_8);
        unpackSqlite(lib, Files.createDirectories(fresh.resolve("native")));
        train(fresh, names);
    }

    /** The same string that bin/find-jdk puts together: it stops at JAVA_VERSION, where find-jdk stops reading. */
    private static String identity() throws IOException {
        StringBuilder identity = new StringBuilder();
        for (String line : Files.readAllLines(javaHome().resolve("release"), UTF_8)) {
            String value = line.substring(line.indexOf('=') + 1);
            if (line.startsWith("JAVA_VERSION=")) {
                return identity.append(value).toString();
            }
            if (line.startsWith("IMPLEMENTOR_VERSION=") || line.startsWith("JAVA_RUNTIME_VERSION=")) {
                identity.append(value);
            }
        }
        throw new IOException("no JAVA_VERSION in " + javaHome().resolve("release"));
    }

    private static void unpackSqlite(Path lib, Path into) throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean musl = Files.readString(javaHome().resolve("release"), UTF_8).contains("LIBC=\"musl\"");
        String system = os.contains("mac") ? "Mac" : os.contains("win") ? "Windows" : musl ? "Linux-Musl" : "Linux";
        String machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            case String other -> other;
        };
        String folder = "org/sqlite/native/" + system + "/" + machine + "/";
        try (Stream<Path> files = Files.list(lib)) {
            for (Path jar : files.filter(f -> f.getFileName().toString().startsWith("sqlite-jdbc"))
                    .toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    for (ZipEntry entry : zip.stream()
                            .filter(e -> e.getName().startsWith(folder) && !e.isDirectory())
                            .toList()) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, into.resolve(entry.getName().substring(folder.length())));
                        }
                    }
                }
            }
        }
    }

    /**
     * Two steps, not the one-step {@code -XX:AOTCacheOutput}: that hands the class path on in JAVA_TOOL_OPTIONS, where a
     * path with a space in it falls apart.
     */
    private void train(Path fresh, List<String> names) throws IOException, InterruptedException {
        Path record = fresh.resolve("assay.aotconf");
        Path cache = fresh.resolve("assay.aot");
        int trained = java(
                fresh,
                names,
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record),
                List.of("dev.assay.app.cli.Training", training.toString()));
        if (trained != 0) {
            throw new IOException("the training run failed, see above: " + training);
        }
        java(
                fresh,
                names,
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache),
                List.of());
        Files.deleteIfExists(record);
        if (!Files.exists(cache)) {
            System.err.println("assay: this JDK makes no AOT cache; each start will take about 0.1 s longer");
        }
    }

    private int java(Path home, List<String> names, List<String> flags, List<String> main)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(javaHome().resolve("bin/java").toString());
        // A JVM that knows no AOT cache trains for nothing, and the launcher does without.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("@" + options.toAbsolutePath());
        // The same as the launcher's, or the shape of the heap in the cache would not fit.
        command.add("-Xmx256m");
        command.addAll(flags);
        command.add("-Dassay.home=" + home);
        List<String> path = new ArrayList<>();
        names.forEach(name -> path.add(home.resolve("lib").resolve(name).toString()));
        try (Stream<Path> libraries = Files.list(home.resolve("native"))) {
            libraries.findFirst().ifPresent(library -> {
                command.add("-Dorg.sqlite.lib.path=" + library.getParent());
                command.add("-Dorg.sqlite.lib.name=" + library.getFileName());
            });
        }
        command.add("-cp");
        command.add(String.join(File.pathSeparator, path));
        command.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(training.toAbsolutePath().getParent().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Options from outside would be baked into the cache; and training reads and leaves nothing in a user's
        // folders.
        Path scratch = home.resolve("training");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ASSAY_"));
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("ASSAY_CACHE_DIR", scratch.resolve("cache").toString());
        environment.put("ASSAY_STATE_DIR", scratch.resolve("state").toString());
        environment.put("ASSAY_DATA_DIR", scratch.resolve("data").toString());
        environment.put("GITHUB_TOKEN", "training"); // of the training's own server; a user's is not told to anybody
        try {
            return builder.start().waitFor();
        } finally {
            delete(scratch);
        }
    }

    private void prune(Path current) throws IOException {
        Instant old = Instant.now().minus(KEPT);
        try (Stream<Path> builds = Files.list(dist)) {
            for (Path build : builds.filter(Files::isDirectory).toList()) {
                if (!build.equals(current)
                        && Files.getLastModifiedTime(build).toInstant().isBefore(old)) {
                    delete(build);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }
}
