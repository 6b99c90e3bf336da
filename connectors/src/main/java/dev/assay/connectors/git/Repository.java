package dev.assay.connectors.git;

import dev.assay.engine.bytes.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repository, read as data: no hook, filter or monitor of it is run, and of its settings only those are
 * read that say how it is written. Belongs to one thread.
 */
final class Repository implements Closeable {
    private static final String GIT = ".git";
    private static final int MOST_POINTER_BYTES = 4_096;
    private static final int MOST_TEXT_BYTES = 64 << 20;
    private static final int MOST_REFERENCES = 10;

    private final Path root;
    private final Path own;
    private final Path common;
    private final ObjectStore objects;
    private final Clock clock;
    private @Nullable Set<String> shallow;

    private Repository(Path root, Path own, Path common, ObjectFormat format, Clock clock) {
        this.clock = clock;
        this.root = root;
        this.own = own;
        this.common = common;
        this.objects = new ObjectStore(common.resolve("objects"), format, clock);
    }

    /**
     * The repository around a place, if there is one.
     *
     * @throws IOException if there is one that cannot be read, with a reason for people
     */
    static Optional<Repository> around(Path place, Clock clock) throws IOException {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            Optional<Repository> found = at(folder, clock);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The repository whose working tree a folder is. */
    static Optional<Repository> at(Path root, Clock clock) throws IOException {
        Path git = root.resolve(GIT);
        Path own = Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS) ? pointedAt(root, git) : git;
        if (!Files.isRegularFile(own.resolve("HEAD"))) {
            return Optional.empty();
        }
        String shared = line(own.resolve("commondir"));
        Path common = shared.isEmpty() ? own : named(own, shared);
        return Optional.of(new Repository(root, own, common, format(common), clock));
    }

    /** The repository that a folder is, without a working tree. */
    static Optional<Repository> bare(Path folder, Clock clock) throws IOException {
        return Files.isRegularFile(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects"))
                ? Optional.of(new Repository(folder, folder, folder, format(folder), clock))
                : Optional.empty();
    }

    /** Of a submodule and of a further working tree there is a file that says where the rest is. */
    private static Path pointedAt(Path root, Path file) throws IOException {
        String line = line(file);
        if (!line.startsWith("gitdir: ")) {
            throw new IOException(file + " names no repository");
        }
        return named(root, line.substring(8));
    }

    private static Path named(Path folder, String name) throws IOException {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("it names a folder that this system cannot have: " + e.getReason(), e);
        }
    }

    /** The first line of a small file, or nothing. */
    private static String line(Path file) throws IOException {
        byte[] bytes = FileBytes.small(file, MOST_POINTER_BYTES);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static ObjectFormat format(Path common) throws IOException {
        byte[] config = FileBytes.small(common.resolve("config"), MOST_TEXT_BYTES);
        String text = config == null ? "" : new String(config, StandardCharsets.ISO_8859_1);
        ObjectFormat format = ObjectFormat.SHA1;
        for (String line : text.lines().toList()) {
            String setting = line.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
            if (setting.equals("objectformat=sha256")) {
                format = ObjectFormat.SHA256;
            } else if (setting.equals("refstorage=reftable")) {
                throw new IOException("its references are stored as reftable, which this version does not read");
            }
        }
        return format;
    }

    /** The folder that its working tree begins with. */
    Path root() {
        return root;
    }

    /** By which its objects are read. */
    Clock clock() {
        return clock;
    }

    ObjectStore objects() {
        return objects;
    }

    /** The list of what is tracked. */
    Path index() {
        return own.resolve("index");
    }

    /** What is not to be tracked, beside what files in the tree say. */
    Path exclude() {
        return common.resolve("info").resolve("exclude");
    }

    /** The commits behind which a shallow clone has nothing. */
    Set<String> shallow() throws IOException {
        Set<String> known = shallow;
        if (known == null) {
            byte[] bytes = FileBytes.small(common.resolve("shallow"), MOST_TEXT_BYTES);
            known = bytes == null
                    ? Set.of()
                    : new String(bytes, StandardCharsets.ISO_8859_1).lines().collect(Collectors.toSet());
            shallow = known;
        }
        return known;
    }

    Commit commit(String id) throws IOException {
        GitObject object = objects.read(id);
        if (object.kind() != GitObject.Kind.COMMIT) {
            throw new IOException(id + " is a " + object.kind().word() + " and not a commit");
        }
        return Commit.of(object.data(), objects.format().digits());
    }

    /** What a name stands for, by the places in which git looks. */
    Optional<String> reference(String name) throws IOException {
        for (String form : new String[] {
            "%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"
        }) {
            Optional<String> found = follow(form.replace("%s", name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> follow(String name) throws IOException {
        String at = name;
        for (int n = 0; n < MOST_REFERENCES; n++) {
            if (!isName(at)) {
                return Optional.empty();
            }
            String line = loose(at);
            if (line.isEmpty()) {
                return packed(at);
            }
            if (!line.startsWith("ref: ")) {
                return Commit.isId(line, objects.format().digits()) ? Optional.of(line) : Optional.empty();
            }
            at = line.substring(5).strip();
        }
        return Optional.empty();
    }

    private String loose(String name) throws IOException {
        try {
            return line((name.startsWith("refs/") ? common : own).resolve(name));
        } catch (InvalidPathException e) {
            return "";
        }
    }

    /** Nothing else is looked for on disk: {@code ..} would lead out of the repository, and its settings are no references. */
    private static boolean isName(String name) {
        boolean known = name.startsWith("refs/") || name.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
        return known && !name.contains("..") && !name.contains("//") && !name.endsWith("/") && !name.contains("\\");
    }

    private Optional<String> packed(String name) throws IOException {
        byte[] bytes = FileBytes.small(common.resolve("packed-refs"), MOST_TEXT_BYTES);
        if (bytes == null) {
            return Optional.empty();
        }
        int digits = objects.format().digits();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            if (line.length() == digits + 1 + name.length()
                    && line.endsWith(name)
                    && Commit.isId(line.substring(0, digits), digits)) {
                return Optional.of(line.substring(0, digits));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }
}
