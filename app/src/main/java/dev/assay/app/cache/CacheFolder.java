package dev.assay.app.cache;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the cache lies, and whether that place may be used. What is in the cache decides what a scan reports, so nobody
 * else may be able to write there: not another user, and not whoever made the target.
 */
public final class CacheFolder {
    private static final String RESPONSES = "responses";

    private CacheFolder() {}

    /** The folder cannot be used; the message says why, in one line. */
    public static final class RefusedException extends Exception {
        RefusedException(String reason) {
            super(reason);
        }
    }

    /**
     * {@code --cache-dir}, else {@code ASSAY_CACHE_DIR}, else {@code XDG_CACHE_HOME/assay}, else the platform's folder for
     * caches below the home. As the XDG specification asks, an {@code XDG_CACHE_HOME} that is not absolute is ignored.
     *
     * @param option the value of {@code --cache-dir}, or null
     * @param system the properties of the JVM: {@code os.name}, and {@code user.home} where no {@code HOME} is set
     * @return an absolute path, or nothing if there is no home either
     */
    public static Optional<Path> resolve(@Nullable String option, Map<String, String> environment, Properties system) {
        String given = option != null ? option : environment.getOrDefault("ASSAY_CACHE_DIR", "");
        return resolve(given, "XDG_CACHE_HOME", "Library/Caches", ".cache", environment, system);
    }

    /** The same for what is no cache but data: {@code --data-dir}, {@code XDG_DATA_HOME}, the platform's folder for data. */
    public static Optional<Path> resolveData(
            @Nullable String option, Map<String, String> environment, Properties system) {
        String given = option != null ? option : environment.getOrDefault("ASSAY_DATA_DIR", "");
        return resolve(given, "XDG_DATA_HOME", "Library/Application Support", ".local/share", environment, system);
    }

    /** The same for what is remembered between runs and not made again: {@code --state-dir}, {@code XDG_STATE_HOME}. */
    public static Optional<Path> resolveState(
            @Nullable String option, Map<String, String> environment, Properties system) {
        String given = option != null ? option : environment.getOrDefault("ASSAY_STATE_DIR", "");
        return resolve(given, "XDG_STATE_HOME", "Library/Application Support", ".local/state", environment, system);
    }

    /** {@code HOME} as every other program has it, which the JVM itself passes over, else the account's folder; may be empty. */
    public static String home(Map<String, String> environment, Properties system) {
        String given = environment.getOrDefault("HOME", "");
        return Path.of(given).isAbsolute() ? given : system.getProperty("user.home", "");
    }

    private static Optional<Path> resolve(
            String given,
            String variable,
            String onMac,
            String elsewhere,
            Map<String, String> environment,
            Properties system) {
        try {
            if (!given.isEmpty()) {
                return Optional.of(Path.of(given).toAbsolutePath().normalize());
            }
            Path xdg = Path.of(environment.getOrDefault(variable, ""));
            if (xdg.isAbsolute()) {
                return Optional.of(xdg.resolve("assay"));
            }
            Path home = Path.of(home(environment, system));
            boolean mac =
                    system.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
            return home.isAbsolute()
                    ? Optional.of(home.resolve(mac ? onMac : elsewhere).resolve("assay"))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the folder, for its owner alone, if it is not there, and checks it.
     *
     * @param targets real paths of what is scanned: the cache is never in there
     */
    public static void prepare(Path folder, List<Path> targets) throws RefusedException {
        checkOutside(folder, targets);
        try {
            if (!Files.isDirectory(folder)) {
                Path parent = folder.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                createForOwner(folder);
            }
        } catch (IOException e) {
            throw new RefusedException("the folder cannot be made: " + reason(e));
        }
        checkOwner(folder);
    }

    /**
     * Makes a file of a store for its owner alone, whatever the folder allows: what is told to this user is in it. SQLite makes the files
     * beside it as it finds this one. Where that cannot be, whoever opens it will say so.
     */
    static void own(Path file) {
        if (!isPosix(file)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            for (String ending : List.of("", "-wal", "-shm", "-journal")) {
                close(file.resolveSibling(file.getFileName() + ending));
            }
        }
    }

    /** Takes from others what they may do with a file. */
    private static void close(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (permissions.retainAll(PosixFilePermissions.fromString("rwx------"))) {
                Files.setPosixFilePermissions(file, permissions);
            }
        } catch (IOException e) {
            // it is not there, or another's, or its file system knows no permissions
        }
    }

    /** Checks a folder that is there. */
    public static void check(Path folder, List<Path> targets) throws RefusedException {
        checkOutside(folder, targets);
        checkOwner(folder);
    }

    /** Where answers of servers are kept, within the cache's folder; nothing if that may not be used. */
    public static Optional<Path> responses(Path folder, List<Path> targets) {
        try {
            prepare(folder, targets);
            return Optional.of(folder.resolve(RESPONSES));
        } catch (RefusedException e) {
            return Optional.empty(); // the store says why
        }
    }

    /** Checks a folder that may be missing: its real path is that of the nearest ancestor that is there, and the rest. */
    static void checkOutside(Path folder, List<Path> targets) throws RefusedException {
        Path real = folder.toAbsolutePath().normalize();
        for (Path there = real; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    real = there.toRealPath().resolve(there.relativize(real));
                } catch (IOException e) {
                    throw new RefusedException(reason(e));
                }
                break;
            }
        }
        for (Path target : targets) {
            if (real.startsWith(target)) {
                throw new RefusedException("it lies inside the target " + target);
            }
        }
    }

    private static void createForOwner(Path folder) throws IOException {
        try {
            create(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) { // else another process was faster
                throw e;
            }
        }
    }

    private static void create(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static void checkOwner(Path folder) throws RefusedException {
        if (!isPosix(folder)) {
            return;
        }
        try {
            if (!Objects.equals(userId(folder), ownUserId())) {
                throw new RefusedException("it belongs to another user");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new RefusedException("others may write to it");
            }
        } catch (IOException e) {
            throw new RefusedException(reason(e));
        }
    }

    /** The user of this process. Linux shows it as the owner of the process's own entry; elsewhere the home tells. */
    private static Object ownUserId() throws IOException {
        Path self = Path.of("/proc/self");
        return userId(Files.exists(self) ? self : Path.of(System.getProperty("user.home", "")));
    }

    private static Object userId(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** What a file is, however it is called; null if it is not there. */
    static @Nullable Object inode(Path file) {
        try {
            return isPosix(file) ? Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS) : file;
        } catch (IOException e) {
            return null;
        }
    }
}
