package dev.assay.connectors.github;

import dev.assay.connectors.github.Api.Got;
import dev.assay.connectors.github.Tree.Hole;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * Lists a tree with all that is below it: in one answer where that can hold it. Of one that is cut short, each folder is listed by
 * itself, as far down as it takes. Belongs to one thread.
 */
final class TreeReading {
    private static final int DIRECTORY = 040000;
    private static final int MOST_NAME_BYTES = 4096;
    private static final int MOST_DEPTH = 256;
    private static final int MOST_LISTS = 100_000;

    /** What one listing has. What is not wanted is only counted while it comes: a tree may have 100,000 entries. */
    private final class Listed {
        private final String prefix;
        private final List<TreeEntry> kept = new ArrayList<>();
        private final List<TreeEntry> folders = new ArrayList<>();
        private final List<Hole> holes = new ArrayList<>(0);
        private long others;
        private long otherBytes;
        private boolean truncated;
        private boolean found;

        Listed(String prefix) {
            this.prefix = prefix;
        }

        Listed read(Json json) throws IOException {
            json.whole((name, value) -> {
                switch (name) {
                    case "tree" -> {
                        found = value == Token.BEGIN_ARRAY;
                        json.array(value, each -> take(entry(json, each, prefix)));
                    }
                    case "truncated" -> truncated = value == Token.TRUE;
                    default -> {}
                }
            });
            MalformedException.check(found, 0, "no tree");
            return this;
        }

        private void take(TreeEntry entry) {
            if (entry.mode() == DIRECTORY) {
                folders.add(entry);
            } else if (!isPath(entry.path()) || !GitHubTarget.isOid(entry.oid()) || !isOfGit(entry)) {
                holes.add(new Hole(
                        entry.path(),
                        GapKind.MALFORMED,
                        "the tree lists what git cannot have there: a name, a kind or a digest"));
            } else if (wanted.test(entry)) {
                kept.add(entry);
            } else {
                others++;
                otherBytes += Math.max(entry.sizeBytes(), 0);
            }
        }
    }

    private final Api api;
    private final String fullName;
    private final Predicate<TreeEntry> wanted;
    private final Clock clock;
    private final List<TreeEntry> kept = new ArrayList<>();
    private final List<Hole> holes = new ArrayList<>(0);
    private long others;
    private long otherBytes;
    private int lists;

    TreeReading(Api api, String fullName, Predicate<TreeEntry> wanted, Clock clock) {
        this.api = api;
        this.fullName = fullName;
        this.wanted = wanted;
        this.clock = clock;
    }

    Tree read(String oid) throws IOException {
        below(oid, "", 0);
        kept.sort((one, other) -> inOrder(one.path(), other.path())); // what was cut short came in another one
        return new Tree(kept, others, otherBytes, holes);
    }

    /** As git has them: by their bytes in UTF-8, which is by their code points. */
    private static int inOrder(String one, String other) {
        for (int i = 0; i < one.length() && i < other.length(); i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return one.length() - other.length();
    }

    /** All that is below a folder; folder by folder if that is too much for one answer. */
    private void below(String oid, String prefix, int depth) throws IOException {
        if (depth > MOST_DEPTH || lists++ > MOST_LISTS) {
            holes.add(new Hole(prefix, GapKind.LIMIT, "the tree does not come to an end"));
            return;
        }
        Listed whole = list(oid, prefix, true);
        if (!whole.truncated) {
            take(whole);
            return;
        }
        Listed folder = list(oid, prefix, false);
        if (folder.truncated) {
            holes.add(new Hole(prefix, GapKind.LIMIT, "GitHub lists only a part of the folder"));
        }
        take(folder);
        for (TreeEntry each : folder.folders) {
            if (isPath(each.path()) && GitHubTarget.isOid(each.oid())) {
                below(each.oid(), each.path() + "/", depth + 1);
            } else {
                holes.add(new Hole(each.path(), GapKind.MALFORMED, "the tree lists a name that no folder can have"));
            }
        }
    }

    private void take(Listed listed) {
        kept.addAll(listed.kept);
        holes.addAll(listed.holes);
        others += listed.others;
        otherBytes += listed.otherBytes;
    }

    private static boolean isOfGit(TreeEntry entry) {
        return entry.isFile() || entry.isLink() || entry.isSubmodule();
    }

    /** Whether each part of it is a name. */
    private static boolean isPath(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                return false;
            }
        }
        return true;
    }

    private Listed list(String oid, String prefix, boolean recursive) throws IOException {
        clock.check();
        HttpUrl url = api.repository(fullName, "git", "trees", oid);
        Got<Listed> got = api.get(
                recursive ? url.newBuilder().addQueryParameter("recursive", "1").build() : url, clock, body -> {
                    try (ByteReader reader = body.reader()) {
                        return new Listed(prefix).read(new Json(reader, MOST_NAME_BYTES));
                    }
                });
        Listed listed = got.value();
        if (listed == null && got.status() == 404) {
            throw new ChangedException("the repository has lost what was listed a moment ago");
        }
        if (listed == null) {
            throw api.absent(got.status());
        }
        return listed;
    }

    private static TreeEntry entry(Json json, Token first, String prefix) throws IOException {
        String[] said = {"", "", ""};
        long[] size = {ByteSource.UNKNOWN};
        json.object(first, (name, value) -> {
            switch (name) {
                case "path" -> said[0] = json.text(value);
                case "mode" -> said[1] = json.text(value);
                case "sha" -> said[2] = json.text(value);
                case "size" -> size[0] = json.number(value);
                default -> {}
            }
        });
        int mode = 0;
        for (int i = 0; i < said[1].length() && i < 7; i++) {
            int digit = said[1].charAt(i) - '0';
            MalformedException.check(digit >= 0 && digit < 8, 0, "no mode of a file");
            mode = mode << 3 | digit;
        }
        return new TreeEntry(prefix + said[0], mode, said[2], size[0]);
    }
}
