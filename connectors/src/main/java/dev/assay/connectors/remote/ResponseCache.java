package dev.assay.connectors.remote;

import dev.assay.engine.cache.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of servers, kept in a folder that several processes may share: each is a file with a checksum in it that is
 * renamed into its place, and whatever is wrong with one makes it as good as not there. Its name is a digest of what was
 * asked and who asked, so that nobody is shown what another may see. Thread-safe; close it when the scan is done.
 *
 * <p>What was not used for longest goes when there is too much. Use is told by the files' times, which is why no index has
 * to be kept that processes would have to agree on.
 */
public final class ResponseCache implements AutoCloseable {
    /** Beside what the facts take, which is far more: listings are small. */
    private static final long MOST_BYTES = 128L << 20;

    /** Of the whole cache. */
    private static final int SHARE = 16;

    /** What a small file takes of a disk: so many small answers are no way around the limit. */
    private static final long LEAST_FILE_BYTES = 4096;

    private static final String COUNTERS = "counters";

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final FileAttribute<?>[] MINE =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    /** Tells the files of this process from those of others, which may have its number in another container. */
    private final String own = Long.toHexString(ThreadLocalRandom.current().nextLong());

    private final AtomicLong unfinishedFiles = new AtomicLong();
    private final Optional<Path> folder;
    private final long limitBytes;
    private final InstantSource clock;
    private final LongAdder hits = new LongAdder();
    private final LongAdder revalidated = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder savedBytes = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();

    /**
     * What is kept, and how often it helped since it was cleared.
     *
     * @param hits answers that were used without asking
     * @param revalidated those of which a server said that they hold
     * @param misses what had to be sent
     * @param savedBytes what did not
     */
    public record Stats(
            long entries, long bytes, long limitBytes, long hits, long revalidated, long misses, long savedBytes) {}

    /**
     * @param folder where answers are kept, or nothing to keep none; none, too, in what a link leads to
     * @param cacheLimitBytes of the whole cache, of which this takes a share
     */
    public ResponseCache(Optional<Path> folder, long cacheLimitBytes, InstantSource clock) {
        this.folder = folder.filter(in -> !Files.isSymbolicLink(in)); // what is not cleared must not grow
        this.limitBytes = Math.min(cacheLimitBytes / SHARE, MOST_BYTES);
        this.clock = clock;
    }

    /** Keeps nothing. */
    public static ResponseCache none() {
        return new ResponseCache(Optional.empty(), 0, InstantSource.system());
    }

    Instant now() {
        return clock.instant();
    }

    @Nullable
    KeptAnswer get(Sha256 key) {
        if (folder.isEmpty()) {
            return null;
        }
        Path file = file(folder.get(), key);
        try {
            if (Files.size(file) > limitBytes) {
                return null;
            }
            KeptAnswer kept = KeptAnswer.of(Files.readAllBytes(file));
            if (kept != null) {
                Files.setLastModifiedTime(file, FileTime.from(now()));
            }
            return kept;
        } catch (IOException e) {
            return null; // not there, or not to be read
        }
    }

    void put(Sha256 key, KeptAnswer answer) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            byte[] bytes = answer.toBytes();
            if (bytes.length > limitBytes / 4) {
                return;
            }
            Path unfinished = folder.get().resolve("new" + own + "-" + unfinishedFiles.incrementAndGet());
            try {
                write(folder.get(), unfinished, bytes);
                Files.setLastModifiedTime(unfinished, FileTime.from(now()));
                Files.move(
                        unfinished,
                        file(folder.get(), key),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(unfinished);
                throw e;
            }
            writtenBytes.add(Math.max(bytes.length, LEAST_FILE_BYTES));
            if (writtenBytes.sum() > limitBytes / 8) {
                prune();
            }
        } catch (IOException e) {
            return; // it is asked for again then
        }
    }

    /** A new file, which nobody else may read. The folder is there but for the first time. */
    private static void write(Path in, Path file, byte[] bytes) throws IOException {
        try {
            create(file, bytes);
        } catch (NoSuchFileException e) {
            Files.createDirectories(in);
            create(file, bytes);
        }
    }

    private static void create(Path file, byte[] bytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, NEW, MINE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    void remove(Sha256 key) {
        try {
            if (folder.isPresent()) {
                Files.deleteIfExists(file(folder.get(), key));
            }
        } catch (IOException e) {
            return; // nobody could have written it either
        }
    }

    void hit(long bytes) {
        hits.increment();
        savedBytes.add(bytes);
    }

    void revalidated(long bytes) {
        revalidated.increment();
        savedBytes.add(bytes);
    }

    void missed() {
        misses.increment();
    }

    private static Path file(Path in, Sha256 key) {
        return in.resolve(key.hex());
    }

    private record Entry(Path path, long bytes, FileTime used) {
        long onDisk() {
            return Math.max(bytes, LEAST_FILE_BYTES);
        }
    }

    /** All that is kept and what was left unfinished, least recently used first. */
    private List<Entry> entries() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.get())) {
            return all.filter(path -> !path.endsWith(COUNTERS))
                    .flatMap(path -> {
                        try {
                            return Stream.of(new Entry(path, Files.size(path), Files.getLastModifiedTime(path)));
                        } catch (IOException e) {
                            return Stream.empty(); // another process was faster
                        }
                    })
                    .sorted(Comparator.comparing(Entry::used))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private void prune() {
        writtenBytes.reset();
        List<Entry> entries = entries();
        long left = entries.stream().mapToLong(Entry::onDisk).sum();
        for (Entry entry : entries) {
            if (left <= limitBytes) {
                return;
            }
            left -= delete(entry) ? entry.onDisk() : 0;
        }
    }

    private static boolean delete(Entry entry) {
        try {
            return Files.deleteIfExists(entry.path());
        } catch (IOException e) {
            return false;
        }
    }

    public Stats stats() {
        List<Entry> entries = entries();
        long[] counted = counted();
        return new Stats(
                entries.size(),
                entries.stream().mapToLong(Entry::bytes).sum(),
                limitBytes,
                counted[0],
                counted[1],
                counted[2],
                counted[3]);
    }

    /** Removes all. Returns how many answers went. */
    public long clear() {
        long removed = entries().stream().filter(ResponseCache::delete).count();
        folder.ifPresent(in -> delete(new Entry(in.resolve(COUNTERS), 0, FileTime.fromMillis(0))));
        return removed;
    }

    /** Removes what was not used for so long. Returns how many answers went. */
    public long cleanup(Duration maxAge) {
        FileTime cutoff = FileTime.from(now().minus(maxAge));
        return entries().stream()
                .filter(entry -> entry.used().compareTo(cutoff) <= 0)
                .filter(ResponseCache::delete)
                .count();
    }

    private long[] counted() {
        Path file = folder.map(in -> in.resolve(COUNTERS)).orElse(null);
        if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new long[4];
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return read(channel);
        } catch (IOException e) {
            return new long[4];
        }
    }

    /** Zeros where there is nothing sound. */
    private static long[] read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES);
        long[] counted = new long[4];
        if (channel.read(bytes, 0) == bytes.capacity()) {
            bytes.flip().asLongBuffer().get(counted);
        }
        return counted;
    }

    /** Makes room, and adds to what was counted so far. */
    @Override
    public void close() {
        if (writtenBytes.sum() > 0) {
            prune();
        }
        long[] now = {hits.sumThenReset(), revalidated.sumThenReset(), misses.sumThenReset(), savedBytes.sumThenReset()
        };
        if (folder.isEmpty() || now[0] + now[1] + now[2] == 0) {
            return;
        }
        try {
            Path file = Files.createDirectories(folder.get()).resolve(COUNTERS);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var _ = channel.lock(); // ends with the channel
                long[] counted = read(channel);
                ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES);
                for (int i = 0; i < counted.length; i++) {
                    bytes.putLong(counted[i] + now[i]);
                }
                channel.write(bytes.flip(), 0);
            }
        } catch (IOException | OverlappingFileLockException e) {
            return; // counts are not worth a word
        }
    }
}
