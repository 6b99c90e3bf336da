package dev.assay.connectors.git;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files of a commit. */
final class Trees {
    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int MOST_MODE_DIGITS = 6;

    /** Paths of real repositories have some 60 letters; those of folders within folders within folders as many as one likes. */
    private static final int LETTERS_PER_FILE = 256;

    /** What lies at a path. */
    record Entry(int mode, String id) {
        boolean isFolder() {
            return (mode & TYPE) == FOLDER;
        }

        boolean isFile() {
            return (mode & TYPE) == FILE;
        }

        boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        /** Whether another repository's commit is named: to git that is what is nothing else. */
        boolean isModule() {
            return !isFolder() && !isFile() && !isLink();
        }
    }

    private record Folder(String path, String id) {}

    private final Objects objects;
    private final int mostFiles;
    private final Clock clock;

    Trees(Objects objects, int mostFiles, Clock clock) {
        this.objects = objects;
        this.mostFiles = mostFiles;
        this.clock = clock;
    }

    /**
     * All that lies below a folder of a tree, by paths from that folder on. The same folders may be named over and over: what
     * they unfold to is bounded.
     *
     * @param folder within the tree; nothing for the tree itself. If it names a file, that is all, by an empty path
     */
    Map<String, Entry> below(String tree, String folder) throws IOException {
        Map<String, Entry> files = new HashMap<>();
        Optional<Entry> start = folder.isEmpty() ? Optional.of(new Entry(FOLDER, tree)) : at(tree, folder);
        if (start.isEmpty()) {
            return files;
        }
        if (!start.get().isFolder()) {
            files.put("", start.get());
            return files;
        }
        Deque<Folder> open = new ArrayDeque<>();
        open.push(new Folder("", start.get().id()));
        int folders = 0;
        long letters = 0;
        while (!open.isEmpty()) {
            clock.check();
            Folder next = open.pop();
            MalformedException.check(
                    ++folders + open.size() <= mostFiles, 0, "the commit has more than " + mostFiles + " folders");
            for (Map.Entry<String, Entry> each : read(next.id()).entrySet()) {
                letters += next.path().length() + each.getKey().length();
                MalformedException.check(
                        letters <= (long) mostFiles * LETTERS_PER_FILE,
                        0,
                        "the commit has too many and too long paths");
                if (each.getValue().isFolder()) {
                    open.push(new Folder(
                            next.path() + each.getKey() + "/", each.getValue().id()));
                } else {
                    files.put(next.path() + each.getKey(), each.getValue());
                    MalformedException.check(
                            files.size() <= mostFiles, 0, "the commit has more than " + mostFiles + " files");
                }
            }
        }
        return files;
    }

    private Optional<Entry> at(String tree, String path) throws IOException {
        Entry at = new Entry(FOLDER, tree);
        for (String name : Parts.of(path, '/')) {
            Entry next = at.isFolder() ? read(at.id()).get(name) : null;
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    private Map<String, Entry> read(String id) throws IOException {
        GitObject object = objects.read(id);
        MalformedException.check(object.kind() == GitObject.Kind.TREE, 0, "the object " + id + " is not a tree");
        byte[] data = object.data();
        int idBytes = objects.format().bytes();
        Map<String, Entry> entries = new LinkedHashMap<>();
        int at = 0;
        while (at < data.length) {
            int mode = 0;
            int digits = 0;
            for (; at < data.length && data[at] != ' '; at++) {
                MalformedException.check(
                        data[at] >= '0' && data[at] <= '7' && digits++ < MOST_MODE_DIGITS,
                        at,
                        "a tree with a wrong mode");
                mode = mode << 3 | data[at] - '0';
            }
            int from = ++at;
            while (at < data.length && data[at] != 0) {
                at++;
            }
            MalformedException.check(at > from && at + idBytes < data.length, at, "a tree that breaks off");
            String name = Location.escape(Arrays.copyOfRange(data, from, at));
            MalformedException.check(
                    name.indexOf('/') < 0 && !name.equals(".") && !name.equals(".."),
                    at,
                    "a tree with a name that is none");
            Entry entry = new Entry(mode, HexFormat.of().formatHex(data, at + 1, at + 1 + idBytes));
            // Git checks out one of the two; what lies behind the other is not to be hidden by it.
            MalformedException.check(entries.put(name, entry) == null, at, "a tree with two of the same name");
            at += 1 + idBytes;
        }
        return entries;
    }
}
