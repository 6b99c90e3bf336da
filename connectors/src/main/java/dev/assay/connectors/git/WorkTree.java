package dev.assay.connectors.git;

import dev.assay.engine.cache.Identity;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder of a working tree, compared with those of a commit as a walk comes to them. Belongs to one thread
 * and one walk.
 */
final class WorkTree implements Closeable {
    /** What became of a file. */
    enum State {
        UNCHANGED,
        CHANGED,
        IGNORED
    }

    /** An entry of both lists, with its names. */
    private static final long BYTES_PER_FILE = 2_048;

    private static final int LEAST_FILES = 1 << 16;
    private static final int MOST_FILES = 2_000_000;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final char ESCAPE = '%';

    private final Repository repository;
    private final String folder;
    private final Map<String, Trees.Entry> left;
    private final Map<String, Optional<WorkTree>> modules = new HashMap<>();
    private final Index index;
    private final IgnoreRules ignored;

    private WorkTree(Repository repository, String folder, Map<String, Trees.Entry> left, Index index)
            throws IOException {
        this.repository = repository;
        this.folder = folder;
        this.left = left;
        this.index = index;
        this.ignored = new IgnoreRules(repository.root(), repository.exclude());
    }

    /**
     * @param folder within the repository, or a file; nothing for all
     * @throws IOException if the commit or the index cannot be read, with a reason for people
     */
    static WorkTree of(Repository repository, String folder, String commit) throws IOException {
        int most = Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_PER_FILE, LEAST_FILES, MOST_FILES);
        Map<String, Trees.Entry> files = new Trees(repository.objects(), most, repository.clock())
                .below(repository.commit(commit).tree(), folder);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        boolean isFile = files.containsKey("");
        Index index = Index.read(
                repository.index(),
                isFile ? folder : prefix,
                repository.objects().format(),
                most);
        return new WorkTree(repository, folder, files, index);
    }

    private String within(String path) {
        return folder.isEmpty() ? path : path.isEmpty() ? folder : folder + "/" + path;
    }

    /** Whether to look into a folder: not if all in it is ignored. */
    boolean isWanted(String path) {
        Optional<WorkTree> module = module(path);
        if (module.isPresent()) {
            String below = path.substring(modulePath(path).length());
            return below.isEmpty() || module.get().isWanted(below.substring(1));
        }
        return index.hasBelow(path) || modules.containsKey(path) || !ignored.ignores(within(path), true);
    }

    /** Says of a file what became of it; asked once for each. */
    State state(String path, @Nullable Identity identity) throws IOException {
        Optional<WorkTree> module = module(path);
        if (module.isPresent()) {
            return module.get().state(path.substring(modulePath(path).length() + 1), identity);
        }
        Trees.Entry before = left.remove(path);
        if (before == null) {
            boolean tracked = index.has(path);
            return !tracked && ignored.ignores(within(path), false) ? State.IGNORED : State.CHANGED;
        }
        if (!before.isFile()) {
            return State.CHANGED; // a link: what is reached by it lies elsewhere
        }
        String name = index.vouched(path, identity);
        if (name == null) {
            name = nameOfBytes(path);
        }
        return before.id().equals(name) ? State.UNCHANGED : State.CHANGED;
    }

    /** The name that the bytes have now; nothing if their path cannot be said. */
    private String nameOfBytes(String path) throws IOException {
        if (path.indexOf(ESCAPE) >= 0) {
            return "";
        }
        Path file = repository.root().resolve(within(path));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = repository.objects().format().digestOf(GitObject.Kind.BLOB, Files.size(file));
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** The submodule that a path lies in, of those that the commit names and that are there. */
    private Optional<WorkTree> module(String path) {
        String at = modulePath(path);
        return at.isEmpty() ? Optional.empty() : modules.computeIfAbsent(at, this::opened);
    }

    private String modulePath(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String at = path.substring(0, end);
            Trees.Entry entry = left.get(at);
            if (entry != null && entry.isModule()) {
                return at;
            }
        }
        return "";
    }

    /** One that cannot be compared has changed. */
    private Optional<WorkTree> opened(String path) {
        Trees.Entry entry = left.get(path);
        try {
            Optional<Repository> module = Repository.at(repository.root().resolve(within(path)), repository.clock());
            if (module.isEmpty() || entry == null) {
                return Optional.empty();
            }
            return Optional.of(WorkTree.of(module.get(), "", entry.id()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many files of the commit are not there any more, once the walk is over. */
    long deleted() {
        long deleted = 0;
        for (Map.Entry<String, Trees.Entry> each : left.entrySet()) {
            Optional<WorkTree> module = modules.getOrDefault(each.getKey(), Optional.empty());
            if (module.isPresent()) {
                deleted += module.get().deleted();
            } else if (each.getKey().indexOf(ESCAPE) < 0
                    && !Files.exists(repository.root().resolve(within(each.getKey())), LinkOption.NOFOLLOW_LINKS)) {
                deleted++;
            }
        }
        return deleted;
    }

    @Override
    public void close() throws IOException {
        for (Optional<WorkTree> module : modules.values()) {
            if (module.isPresent()) {
                module.get().close();
            }
        }
        repository.close();
    }
}
