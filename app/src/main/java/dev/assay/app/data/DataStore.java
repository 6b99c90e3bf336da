package dev.assay.app.data;

import dev.assay.app.cache.CacheFolder;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of reference data: files that are called by their digest and never change, and a catalogue that says which of them count.
 * A new snapshot is written beside the old ones and made durable; then the catalogue is replaced by one rename. Whatever is interrupted
 * before that leaves what was there. Processes that write wait for each other; those that read need not. What one that was ended by force
 * had on its way is removed by the next that begins while nobody else writes.
 */
public final class DataStore {
    private static final String CATALOGUE = "catalogue.tsv";
    private static final String HEAD = "assay-data 1";
    private static final String OBJECTS = "objects";
    private static final String TEMPORARY = ".part";
    private static final long MOST_CATALOGUE_BYTES = 1 << 20;

    private static final String ALL_THE_SAME = "; --allow-older takes it all the same";

    private final Path folder;

    /** Nothing is read or made yet. */
    public DataStore(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /**
     * The snapshots that count, in the order of their names; none if there is no store.
     *
     * @param targets real paths of what is scanned: reference data is never taken from there
     * @throws IOException also if others may write to the store
     */
    public List<Dataset> datasets(List<Path> targets) throws IOException {
        Path catalogue = folder.resolve(CATALOGUE);
        if (!Files.exists(catalogue)) {
            return List.of();
        }
        try {
            CacheFolder.check(folder, targets);
        } catch (CacheFolder.RefusedException e) {
            throw new IOException("reference data in " + folder + " is not used: " + e.getMessage(), e);
        }
        try {
            return read(catalogue);
        } catch (CharacterCodingException e) {
            throw damaged("is damaged", e);
        }
    }

    private List<Dataset> read(Path catalogue) throws IOException {
        if (Files.size(catalogue) > MOST_CATALOGUE_BYTES) {
            throw damaged("is damaged", null);
        }
        List<String> lines = Files.readAllLines(catalogue);
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw damaged("is not of this version", null);
        }
        List<Dataset> datasets = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            try {
                datasets.add(Dataset.of(line));
            } catch (IllegalArgumentException e) {
                throw damaged("is damaged", e);
            }
        }
        return datasets;
    }

    private IOException damaged(String how, @Nullable Exception cause) {
        return new IOException(
                "the catalogue of reference data in " + folder + " " + how
                        + "; remove that folder, and take the data again",
                cause);
    }

    /** The indexes of all snapshots of indicators, opened. */
    public List<IndicatorIndex> indexes(List<Path> targets) throws IOException {
        try {
            return open(datasets(targets));
        } catch (NoSuchFileException e) {
            return open(datasets(targets)); // another process has replaced a snapshot in between
        }
    }

    /** By which digests files are known to what is kept: {@code sha256} and the like. */
    public Set<String> digests(List<Path> targets) throws IOException {
        Set<String> digests = new HashSet<>();
        datasets(targets).forEach(each -> digests.addAll(each.digests()));
        return digests;
    }

    private List<IndicatorIndex> open(List<Dataset> datasets) throws IOException {
        List<IndicatorIndex> indexes = new ArrayList<>();
        try {
            for (Dataset each : datasets) {
                if (each.kind() == Dataset.Kind.INDICATORS) {
                    indexes.add(new IndicatorIndex(FileSource.open(file(each))));
                }
            }
            return indexes;
        } catch (IOException e) {
            for (IndicatorIndex index : indexes) {
                index.close();
            }
            throw e;
        }
    }

    /** The bytes of a snapshot. */
    public InputStream read(Dataset dataset) throws IOException {
        return Files.newInputStream(file(dataset));
    }

    /** Whether the file of a snapshot is as it was written. */
    public boolean isWhole(Dataset dataset) {
        try {
            return digest(file(dataset)).equals(dataset.digest());
        } catch (IOException e) {
            return false;
        }
    }

    private Path file(Dataset dataset) {
        return folder.resolve(OBJECTS).resolve(dataset.digest());
    }

    /** What makes the file of a snapshot. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * That somebody writes to the store: while it is open, nobody takes what is on its way for something that was left behind. The lock is
     * the system's, so it ends with the process, however that ends.
     */
    public static final class Work implements AutoCloseable {
        private final FileChannel channel;

        private Work(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * Begins to write; makes the folder if need be. Who finds that nobody else writes first removes what others have left on its way.
     *
     * @throws IOException if nothing can be kept there, with the reason
     */
    public Work begin() throws IOException {
        prepare();
        FileChannel channel = FileChannel.open(
                folder.resolve("writers"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileLock alone = channel.tryLock();
            if (alone != null) {
                removeLeftovers();
                alone.release();
            }
            var _ = channel.lock(0, Long.MAX_VALUE, true); // until it is closed; waits while another one removes
            return new Work(channel);
        } catch (OverlappingFileLockException e) {
            return new Work(channel); // this very process writes already, and is known to others by that
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(OBJECTS), "*" + TEMPORARY)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void prepare() throws IOException {
        try {
            CacheFolder.prepare(folder, List.of());
        } catch (CacheFolder.RefusedException e) {
            throw new IOException("reference data cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
        Files.createDirectories(folder.resolve(OBJECTS));
    }

    /** A file for what is on its way, for as long as some {@link Work} is open. */
    Path temporary() throws IOException {
        prepare();
        return Files.createTempFile(folder.resolve(OBJECTS), "", TEMPORARY);
    }

    /**
     * Puts a snapshot into the place of the one with its name.
     *
     * @param dataset without its digest, which is that of the content
     * @param evenOlder whether it may be older, or much smaller, than the one that is there
     * @return the snapshot as it is kept
     * @throws RolledBackException if it may not, and is
     */
    public Dataset put(Dataset dataset, Content content, boolean evenOlder) throws IOException {
        Path temporary = temporary();
        try {
            write(content, temporary);
            Dataset kept = withDigest(dataset, digest(temporary));
            try (FileChannel lock = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock.lock()) {
                List<Dataset> all = new ArrayList<>(datasets(List.of()));
                Optional<Dataset> before = all.stream()
                        .filter(each -> each.name().equals(kept.name()))
                        .findFirst();
                if (before.isPresent() && !evenOlder) {
                    refuseRollback(before.get(), kept);
                }
                Files.move(temporary, file(kept), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                before.ifPresent(all::remove);
                all.add(kept);
                all.sort((one, other) -> one.name().compareTo(other.name()));
                replaceCatalogue(all);
                removeOthers(all);
            }
            return kept;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Takes a snapshot out, so that what comes with the build counts again.
     *
     * @return it, or nothing if none has that name
     */
    public Optional<Dataset> remove(String name) throws IOException {
        prepare();
        try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            List<Dataset> all = new ArrayList<>(datasets(List.of()));
            Optional<Dataset> found =
                    all.stream().filter(each -> each.name().equals(name)).findFirst();
            if (found.isPresent()) {
                all.remove(found.get());
                replaceCatalogue(all);
                removeOthers(all);
            }
            return found;
        }
    }

    private void write(Content content, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            content.write(out);
        } catch (IOException e) {
            throw notKept(e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** That something cannot be written to the store, such as for want of room. */
    IOException notKept(IOException e) {
        return new IOException("reference data cannot be kept in " + folder + ": " + e.getMessage(), e);
    }

    private static Dataset withDigest(Dataset dataset, String digest) {
        return new Dataset(
                dataset.name(),
                dataset.kind(),
                dataset.type(),
                dataset.version(),
                dataset.date(),
                dataset.fetched(),
                dataset.source(),
                dataset.sourceDigest(),
                digest,
                dataset.entries(),
                dataset.signer(),
                dataset.digests(),
                dataset.unread(),
                dataset.notes());
    }

    /** Whoever can answer in a server's place could else make an advisory unknown again by an old state. */
    private static void refuseRollback(Dataset before, Dataset now) throws RolledBackException {
        if (!before.signer().isEmpty() && !now.signer().equals(before.signer())) {
            throw new RolledBackException(now.name() + " was signed with the key " + before.signer() + ", and is "
                    + (now.signer().isEmpty() ? "not asked to be now (--verify)" : "so with another one now"));
        }
        boolean other = !now.sourceDigest().equals(before.sourceDigest());
        if (!now.signer().isEmpty() && now.date().isEmpty() && other) {
            throw new RolledBackException(now.name()
                    + " is signed and says no date, so that an older state with a signature of its own would"
                    + " do as well");
        }
        if (!before.date().isEmpty() && now.date().isEmpty()) {
            throw new RolledBackException(
                    now.name() + " says no date, and what is there is of " + before.date() + ALL_THE_SAME);
        }
        refuseOlder(now, before.date(), "what is there");
        refuseFewer(now, before.entries(), "that are there");
    }

    /**
     * @param date of what it would be in the place of; empty if that is not known
     * @throws RolledBackException if a snapshot says that it is of an earlier date
     */
    static void refuseOlder(Dataset now, String date, String than) throws RolledBackException {
        if (!date.isEmpty() && !now.date().isEmpty() && now.date().compareTo(date) < 0) {
            throw new RolledBackException(
                    now.name() + " is of " + now.date() + ", older than " + than + ", of " + date + ALL_THE_SAME);
        }
    }

    /** @throws RolledBackException if a snapshot has less than half of what it would be in the place of */
    static void refuseFewer(Dataset now, long entries, String whose) throws RolledBackException {
        if (2 * now.entries() < entries) {
            throw new RolledBackException(now.name() + " has " + now.entries()
                    + (now.entries() == 1 ? " entry" : " entries") + ", less than half of the " + entries + " " + whose
                    + ", and would be in their place" + ALL_THE_SAME);
        }
    }

    private void replaceCatalogue(List<Dataset> all) throws IOException {
        Path next = temporary();
        List<String> lines = new ArrayList<>(List.of(HEAD));
        all.forEach(each -> lines.add(each.line()));
        Files.write(next, lines);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                next, folder.resolve(CATALOGUE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes snapshots that do not count any more. What is on its way is its writer's. */
    private void removeOthers(List<Dataset> all) throws IOException {
        Set<String> digests = new HashSet<>();
        all.forEach(each -> digests.add(each.digest()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(OBJECTS))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!digests.contains(name) && !name.endsWith(TEMPORARY)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(IndexBuilder.sha256().digest(bytes));
    }

    static String digest(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), IndexBuilder.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }
}
