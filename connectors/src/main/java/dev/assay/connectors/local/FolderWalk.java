package dev.assay.connectors.local;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.LinkedNames;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk through a folder. Belongs to one thread. */
final class FolderWalk {
    private static final int MOST_DEPTH = 1_000;

    private record Inode(long device, long inode) {
        // Those of a record are made when they are first called, which costs each start 10 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Inode that && device == that.device && inode == that.inode;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(device) + Long.hashCode(inode);
        }
    }

    private static final int LEAST_HELD = 4_096;
    private static final int MOST_HELD = 1 << 20;

    /** Of the heap; an entry takes some 300 bytes, and folders lie within folders. */
    private static final int BYTES_PER_ENTRY = 2_048;

    record Entry(Path path, String name) {}

    /** @param more whether the folder has entries behind these */
    record Part(List<Entry> entries, boolean more) {}

    private final String target;
    private final Path root;
    private final Path realRoot;
    private final boolean followLinks;
    private final Clock clock;
    private final ArtifactVisitor out;
    private final IgnoreFile ignored;
    private final LinkedNames<Object> behindLinks = new LinkedNames<>();
    private final Set<Inode> foldersAround = new HashSet<>();
    private final Set<Inode> written = new HashSet<>();

    FolderWalk(
            String target,
            Path root,
            boolean trustTarget,
            boolean followLinks,
            Set<Path> written,
            Clock clock,
            ArtifactVisitor out)
            throws IOException {
        this.target = target;
        this.root = root;
        this.realRoot = root.toRealPath();
        this.followLinks = followLinks;
        this.clock = clock;
        this.out = out;
        this.ignored = IgnoreFile.in(root, trustTarget);
        for (Path file : written) {
            Attributes attributes = Attributes.of(file);
            if (attributes.inode() >= 0) {
                this.written.add(new Inode(attributes.device(), attributes.inode()));
            }
        }
    }

    void run() throws IOException {
        if (ignored.isNotTrusted()) {
            out.note("ignore files that were not obeyed (--trust-target)");
        }
        Attributes attributes = Attributes.of(root);
        folder(root, "", attributes, 0, false);
    }

    /**
     * @param isBehind whether a link led here
     * @return whether to go on
     */
    private boolean folder(Path folder, String path, Attributes attributes, int depth, boolean isBehind) {
        Inode inode = new Inode(attributes.device(), attributes.inode());
        if (depth > MOST_DEPTH) {
            gap(path, GapKind.LIMIT, "more than " + MOST_DEPTH + " folders deep");
            return true;
        }
        if (attributes.inode() >= 0 && !foldersAround.add(inode)) {
            out.note("links in a circle");
            return true;
        }
        try {
            String directory = folder.toAbsolutePath().toString();
            int most = Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_PER_ENTRY, LEAST_HELD, MOST_HELD);
            Part part = new Part(List.of(), true);
            while (part.more()) {
                part = list(
                        folder,
                        part.entries().isEmpty() ? "" : part.entries().getLast().name(),
                        most);
                for (Entry entry : part.entries()) {
                    String below = path.isEmpty() ? entry.name() : path + "/" + entry.name();
                    if (!entry(entry, directory, below, depth, isBehind)) {
                        return false;
                    }
                }
            }
        } catch (IOException e) {
            gap(path, GapKind.UNREADABLE, "the folder cannot be read: " + Reasons.of(e));
        } finally {
            foldersAround.remove(inode);
        }
        return true;
    }

    /**
     * The next entries in the order of their names. A folder that has more of them than are held is read once more for each
     * part: what is held follows the heap and not the folder, which may have millions.
     */
    static Part list(Path folder, String after, int most) throws IOException {
        PriorityQueue<Entry> smallest =
                new PriorityQueue<>((one, other) -> other.name().compareTo(one.name()));
        boolean more = false;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                String name = Names.of(path);
                if (name.compareTo(after) <= 0) {
                    continue;
                }
                if (smallest.size() == most) {
                    more = true;
                    if (name.compareTo(smallest.element().name()) > 0) {
                        continue;
                    }
                    smallest.remove();
                }
                smallest.add(new Entry(path, name));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<Entry> entries = new ArrayList<>(smallest);
        entries.sort(Comparator.comparing(Entry::name));
        return new Part(entries, more);
    }

    private boolean entry(Entry entry, String directory, String path, int depth, boolean isBehind) {
        if (clock.isOver()) {
            return false;
        }
        try {
            Attributes attributes = Attributes.of(entry.path(), LinkOption.NOFOLLOW_LINKS);
            if (ignored.matches(path, attributes.type() == Attributes.Type.DIRECTORY)) {
                out.suppressed(new Suppressed("file", Location.of(target, path), "", IgnoreFile.NAME));
                return true;
            }
            return switch (attributes.type()) {
                case FILE ->
                    isBehind && !isTurn(entry, attributes, path, "") || file(entry, directory, path, attributes);
                case DIRECTORY ->
                    !out.folder(Location.of(target, path))
                            || folder(entry.path(), path, attributes, depth + 1, isBehind);
                case LINK -> link(entry, directory, path, depth);
                case SOCKET -> passed("sockets");
                case PIPE -> passed("pipes");
                case DEVICE -> passed("devices");
            };
        } catch (IOException e) {
            gap(path, GapKind.UNREADABLE, Reasons.of(e));
            return true;
        }
    }

    private boolean file(Entry entry, String directory, String path, Attributes attributes) {
        if (!written.isEmpty() && written.contains(new Inode(attributes.device(), attributes.inode()))) {
            return passed("reports that this scan writes");
        }
        return out.artifact(
                LocalFile.artifact(Location.of(target, path), entry.path(), directory, entry.name(), attributes));
    }

    private boolean link(Entry entry, String directory, String path, int depth) throws IOException {
        Attributes behind;
        try {
            behind = Attributes.of(entry.path());
            if (!followLinks && !entry.path().toRealPath().startsWith(realRoot)) {
                gap(
                        path,
                        GapKind.UNREADABLE,
                        "a link out of the target; scan what it points at, or use --follow-links");
                return true;
            }
        } catch (NoSuchFileException e) {
            return passed("links to nothing");
        }
        boolean isFolder = behind.type() == Attributes.Type.DIRECTORY;
        if (!isTurn(entry, behind, path, isFolder ? entry.name() : "")) {
            return true;
        }
        return switch (behind.type()) {
            case FILE -> file(entry, directory, path, behind);
            case DIRECTORY ->
                !out.folder(Location.of(target, path)) || folder(entry.path(), path, behind, depth + 1, true);
            case SOCKET, PIPE, DEVICE, LINK -> passed("links to sockets, pipes or devices");
        };
    }

    /**
     * Whether what links lead to is to be given under this name as well.
     *
     * @param name of a folder, by which what is in it may be something else; empty for a file
     */
    private boolean isTurn(Entry entry, Attributes behind, String path, String name) throws IOException {
        Location at = Location.of(target, path);
        Object one = behind.inode() < 0 ? entry.path().toRealPath() : new Inode(behind.device(), behind.inode());
        return switch (behindLinks.take(one, name + '\n' + out.reading(at))) {
            case GIVE -> true;
            case KNOWN -> {
                out.known(at, "links to what another link led to");
                yield false;
            }
            case TOO_MANY -> {
                gap(path, GapKind.LIMIT, LinkedNames.REASON);
                yield false;
            }
        };
    }

    private boolean passed(String what) {
        out.note(what);
        return true;
    }

    private void gap(String path, GapKind kind, String reason) {
        out.gap(new Gap(kind, Location.of(target, path), reason, -1));
    }
}
