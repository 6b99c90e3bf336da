package dev.assay.app.data;

import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.feed.FeedReader;
import dev.assay.detectors.indicator.feed.FeedSink;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.engine.text.Printable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** A feed on its way into an index, and what of it could not be read. Belongs to one thread. */
final class Compilation implements FeedSink {
    private static final int MOST_FILES = 2_000_000;
    private static final int MOST_NAMED = 10;
    private static final int LONGEST_NAMED = 200;

    /** Reasons that are told apart; a feed may have any number of them. */
    private static final int MOST_REASONS = 20;

    private static final String OTHERS = "of others";

    final IndexBuilder index = new IndexBuilder();
    final Set<String> digests = new TreeSet<>();
    private final List<String> named = new ArrayList<>();
    private final Map<String, Integer> passedOver = new TreeMap<>();
    private int problems;
    private String digest = "";
    private String latest = "";

    private Compilation() {}

    /**
     * Reads a file to its end, whatever is in it.
     *
     * @param now what says to be of later is not, since all that comes after it would be older
     */
    static Compilation of(Path file, String feed, Instant now) throws IOException {
        Compilation all = new Compilation();
        if (Files.isDirectory(file)) {
            all.readFolder(file, feed, now);
            return all;
        }
        try (DigestInputStream in =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), IndexBuilder.sha256())) {
            FeedReader reader = new FeedReader(Ecosystems.read(), feed, all, now);
            reader.read(in);
            in.transferTo(OutputStream.nullOutputStream());
            all.digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
            all.latest = reader.latest();
            checkWhole(file, reader.members());
        }
        return all;
    }

    /**
     * The same of a folder of advisories, such as a clone of a repository of them. Links are not followed, and what is hidden, such as
     * {@code .git}, is no part of it. The digest is that of the names and contents, in the order of the names.
     */
    private void readFolder(Path folder, String feed, Instant now) throws IOException {
        FeedReader reader = new FeedReader(Ecosystems.read(), feed, this, now);
        MessageDigest whole = IndexBuilder.sha256();
        for (Path file : filesOf(folder)) {
            String name = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            try (DigestInputStream in =
                    new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), IndexBuilder.sha256())) {
                reader.member(name, in);
                in.transferTo(OutputStream.nullOutputStream());
                whole.update((name + "\0").getBytes(StandardCharsets.UTF_8));
                whole.update(in.getMessageDigest().digest());
            }
        }
        digest = HexFormat.of().formatHex(whole.digest());
        latest = reader.latest();
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                return isHidden(each) && !each.equals(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !isHidden(each)) {
                    if (files.size() >= MOST_FILES) {
                        throw new IOException("a folder of more than " + MOST_FILES + " files");
                    }
                    files.add(each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    /** What a zip is said to hold stands at its end, which one that was cut short does not have. */
    private static void checkWhole(Path file, int members) throws IOException {
        if (members >= 0) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                if (zip.size() != members) {
                    throw new IOException("a zip of " + zip.size() + " members, of which " + members + " can be read");
                }
            }
        }
    }

    @Override
    public void add(Ecosystem ecosystem, String name, Indicator indicator) {
        if (ecosystem.names().isDigest()) {
            digests.add(ecosystem.type());
        }
        index.add(ecosystem, name, indicator);
    }

    @Override
    public void problem(String place, String reason) {
        problems++;
        if (named.size() < MOST_NAMED) {
            named.add(Printable.of(place + ": " + reason, LONGEST_NAMED));
        }
    }

    @Override
    public void passedOver(String why) {
        String told = Printable.of(why, LONGEST_NAMED);
        boolean isKept = passedOver.size() < MOST_REASONS || passedOver.containsKey(told);
        passedOver.merge(isKept ? told : OTHERS, 1, Integer::sum);
    }

    /** SHA-256 of the file, in hexadecimal. */
    String digest() {
        return digest;
    }

    /** When the advisory was changed that was changed last; may be empty. */
    String latest() {
        return latest;
    }

    int problems() {
        return problems;
    }

    /** The first problems, each with its place, and how many more there were. */
    List<String> named() {
        List<String> all = new ArrayList<>(named);
        if (problems > named.size()) {
            all.add("and " + (problems - named.size()) + " more");
        }
        return all;
    }

    /** Whether it is a feed whose advisories were all taken back, which is right, and names nothing. */
    boolean isAllWithdrawn() {
        return problems == 0 && passedOver.keySet().equals(Set.of(FeedSink.WITHDRAWN));
    }

    /** What of it is not compared, in a line; nothing if all of it is. That an advisory was taken back is no news. */
    Optional<String> leftOut() {
        String counted = passedOver.entrySet().stream()
                .filter(each -> !each.getKey().equals(FeedSink.WITHDRAWN))
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return counted.isEmpty() ? Optional.empty() : Optional.of("left out as nothing to compare: " + counted);
    }

    /** What somebody should know who relies on it: the problems and what is left out. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(named());
        leftOut().ifPresent(notes::add);
        return notes;
    }
}
