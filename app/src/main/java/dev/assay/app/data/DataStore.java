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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Snapshots of reference data: files that are called by their digest and never change, and a catalogue that says which of them count.
 * A new snapshot is written beside the old ones and made durable; then the catalogue is replaced by one rename. Whatever is interrupted
 * before that leaves what was there. Processes that write wait for each other; those that read need not.
 */
public final class DataStore {
    private static final String CATALOGUE = "catalogue.tsv";
    private static final String HEAD = "assay-data 1";
    private static final String OBJECTS = "objects";
    private static final String TEMPORARY = ".part";
    private static final long MOST_CATALOGUE_BYTES = 1 << 20;

    /** Nobody fetches for so long: who began has ended. */
    private static final Duration ABANDONED = Duration.ofDays(1);

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
        if (Files.size(catalogue) > MOST_CATALOGUE_BYTES) {
            throw new IOException("the catalogue of reference data is damaged");
        }
        List<String> lines = Files.readAllLines(catalogue);
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new IOException("the catalogue of reference data is not of this version");
        }
        List<Dataset> datasets = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            datasets.add(Dataset.of(line));
        }
        return datasets;
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

    /** A file for what is on its way, in the store's folder, which is made if need be. */
    Path temporary() throws IOException {
        try {
            CacheFolder.prepare(folder, List.of());
        } catch (CacheFolder.RefusedException e) {
            throw new IOException("reference data cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
        Files.createDirectories(folder.resolve(OBJECTS));
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
            try (OutputStream out = Files.newOutputStream(temporary)) {
                content.write(out);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
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
                dataset.digests());
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
        if (!before.date().isEmpty() && now.date().compareTo(before.date()) < 0) {
            throw new RolledBackException(now.name() + " is of " + (now.date().isEmpty() ? "no date" : now.date())
                    + ", older than what is there, of " + before.date());
        }
        if (2 * now.entries() < before.entries()) {
            throw new RolledBackException(now.name() + " has " + now.entries() + " entries, less than half of the "
                    + before.entries() + " that are there");
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

    /** Removes what does not count, also what an interrupted update has left. */
    private void removeOthers(List<Dataset> all) throws IOException {
        Set<String> digests = new HashSet<>();
        all.forEach(each -> digests.add(each.digest()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(OBJECTS))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean isUnderWay = name.endsWith(TEMPORARY)
                        && Files.getLastModifiedTime(file)
                                .toInstant()
                                .isAfter(Instant.now().minus(ABANDONED));
                if (!digests.contains(name) && !isUnderWay) {
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
