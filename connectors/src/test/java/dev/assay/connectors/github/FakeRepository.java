package dev.assay.connectors.github;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A repository with real objects of git: what it gives has the digests that it says. Thread-safe for readers. */
public final class FakeRepository {
    /** An entry of a tree. */
    public record Entry(String name, String mode, String type, String oid, long size) {}

    /** A commit and its tree. */
    public record Commit(String oid, String tree) {}

    /** A pull request that is open. */
    public record Pull(int number, Commit head) {}

    final String fullName;
    volatile String description = "";
    volatile boolean archived;
    volatile boolean disabled;
    volatile boolean fork;

    /** What is answered in place of whatever there is below it; 0 for what there is. */
    volatile int status;

    volatile String defaultBranch = "main";
    final SortedMap<String, Commit> branches = new TreeMap<>();
    final List<Pull> pulls = new ArrayList<>();
    private final Map<String, List<Entry>> trees = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    FakeRepository(String fullName) {
        this.fullName = fullName;
    }

    public String fullName() {
        return fullName;
    }

    public FakeRepository archived() {
        archived = true;
        return this;
    }

    public FakeRepository disabled() {
        disabled = true;
        return this;
    }

    public FakeRepository fork() {
        fork = true;
        return this;
    }

    public FakeRepository described(String text) {
        description = text;
        return this;
    }

    /** Everything below it is answered with this status. */
    public FakeRepository answering(int instead) {
        status = instead;
        return this;
    }

    public FakeRepository commit(Map<String, byte[]> files) {
        return commit(defaultBranch, files);
    }

    /**
     * A branch has these files and no others.
     *
     * @param files by path; one that ends with {@code @} is a link, one that ends with {@code #} a submodule at the commit that its
     *     bytes name
     */
    public synchronized FakeRepository commit(String branch, Map<String, byte[]> files) {
        branches.put(branch, commitOf(files));
        return this;
    }

    public synchronized FakeRepository pull(int number, Map<String, byte[]> files) {
        pulls.add(new Pull(number, commitOf(files)));
        return this;
    }

    /** What a force-push leaves to be collected: the objects go, the listing has them still. */
    public void loseObjects() {
        trees.clear();
        blobs.clear();
    }

    private Commit commitOf(Map<String, byte[]> files) {
        String tree = tree(new TreeMap<>(files));
        byte[] commit = ("tree " + tree
                        + "\nauthor A <a@example.org> 0 +0000\ncommitter A <a@example.org> 0 +0000\n\nx\n")
                .getBytes(StandardCharsets.UTF_8);
        return new Commit(oid("commit", commit), tree);
    }

    private String tree(SortedMap<String, byte[]> files) {
        List<Entry> entries = new ArrayList<>();
        Map<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
        files.forEach((path, bytes) -> {
            int slash = path.indexOf('/');
            if (slash > 0) {
                folders.computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
                        .put(path.substring(slash + 1), bytes);
                return;
            }
            String name = path.endsWith("@") || path.endsWith("#") ? path.substring(0, path.length() - 1) : path;
            if (path.endsWith("#")) {
                entries.add(new Entry(name, "160000", "commit", new String(bytes, StandardCharsets.US_ASCII), -1));
                return;
            }
            String oid = oid("blob", bytes);
            blobs.put(oid, bytes);
            entries.add(new Entry(name, path.endsWith("@") ? "120000" : "100644", "blob", oid, bytes.length));
        });
        folders.forEach((name, below) -> entries.add(new Entry(name, "040000", "tree", tree(below), -1)));
        entries.sort((one, other) -> sorted(one).compareTo(sorted(other)));
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try {
            for (Entry each : entries) {
                String mode = each.mode().startsWith("0") ? each.mode().substring(1) : each.mode();
                object.write((mode + " " + each.name() + "\0").getBytes(StandardCharsets.UTF_8));
                object.write(HexFormat.of().parseHex(each.oid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String oid = oid("tree", object.toByteArray());
        trees.put(oid, entries);
        return oid;
    }

    private static String sorted(Entry entry) {
        return entry.type().equals("tree") ? entry.name() + "/" : entry.name();
    }

    /** The digest that git gives to an object. */
    public static String oid(String kind, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update((kind + " " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tree by its own digest or by that of a commit that has it; null if there is none. */
    List<Entry> tree(String oid, boolean recursive) {
        List<Entry> entries = trees.get(oid);
        if (entries == null) {
            for (Commit commit : branches.values()) {
                entries = commit.oid().equals(oid) ? trees.get(commit.tree()) : entries;
            }
        }
        if (entries == null || !recursive) {
            return entries;
        }
        List<Entry> all = new ArrayList<>();
        add(entries, "", all);
        return all;
    }

    private void add(List<Entry> entries, String prefix, List<Entry> into) {
        for (Entry each : entries) {
            into.add(new Entry(prefix + each.name(), each.mode(), each.type(), each.oid(), each.size()));
            if (each.type().equals("tree")) {
                add(trees.get(each.oid()), prefix + each.name() + "/", into);
            }
        }
    }

    byte[] blob(String oid) {
        return blobs.get(oid);
    }

    /** A tree that git would not make, such as one with a name that leads elsewhere. */
    public synchronized FakeRepository tree(String branch, List<Entry> entries) {
        String oid = oid("tree", entries.toString().getBytes(StandardCharsets.UTF_8));
        trees.put(oid, entries);
        branches.put(branch, new Commit(oid("commit", oid.getBytes(StandardCharsets.US_ASCII)), oid));
        return this;
    }

    /** What a branch, a tag or a digest leads to; null if to nothing. */
    Commit resolve(String expression) {
        String name = expression.replace("^{commit}", "").replace("refs/heads/", "");
        Commit commit = branches.get(name);
        for (Commit each : branches.values()) {
            commit = each.oid().equals(name) ? each : commit;
        }
        return commit;
    }
}
