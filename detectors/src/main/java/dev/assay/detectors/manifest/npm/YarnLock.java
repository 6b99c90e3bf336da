package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code yarn.lock}: entries of what was asked for, each with what is taken. That of Yarn 1 has a form of its own, later ones are
 * YAML ({@link BerryLock}). What a project asks for stands in its {@code package.json} only: of version 1 what nobody else asks for
 * is direct, and of the rest it is not known.
 */
final class YarnLock {
    /** Without it and without entries, it is the beginning of something else. */
    private static final String MARK = "# yarn lockfile v1";

    /** As Subresource Integrity has them. */
    private static final Map<String, Integer> DIGEST_BYTES =
            Map.of("md5", 16, "sha1", 20, "sha256", 32, "sha384", 48, "sha512", 64);

    /** One entry: what was asked for, and what that is. */
    private static final class Entry {
        final List<String> asked;
        final long offset;
        String version = "";
        String resolved = "";
        String integrity = "";
        final List<String> asks = new ArrayList<>(0);

        /** What it can do without: that may have no entry. */
        final List<String> asksOptionally = new ArrayList<>(0);

        Entry(List<String> asked, long offset) {
            this.asked = asked;
            this.offset = offset;
        }
    }

    private final Dependencies out;
    private final List<Entry> entries = new ArrayList<>();

    private YarnLock(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws IOException {
        if (isBerry(document)) {
            BerryLock.read(document, out);
            return;
        }
        YarnLock lock = new YarnLock(out);
        long taken = 3L * document.length();
        document.budget().takeMemory(taken);
        try {
            lock.parse(document);
        } catch (MalformedException fault) {
            document.stops(fault);
            throw fault;
        } finally {
            try {
                lock.tell(document);
            } finally {
                document.budget().giveBackMemory(taken);
            }
        }
    }

    private static boolean isBerry(Document document) {
        TextLines lines = new TextLines(document);
        while (lines.next()) {
            if (lines.line().startsWith("__metadata:")) {
                return true;
            }
            if (!lines.line().isBlank() && !lines.line().startsWith("#")) {
                return false;
            }
        }
        return false;
    }

    private void parse(Document document) throws MalformedException {
        TextLines lines = new TextLines(document);
        Entry entry = null;
        String list = "";
        boolean isMarked = false;
        boolean isBegun = false;
        while (lines.next()) {
            String line = lines.line();
            int indent = lines.indent();
            isBegun |= indent < line.length();
            if (indent == line.length() || line.charAt(indent) == '#') {
                isMarked |= line.startsWith(MARK);
                continue;
            }
            MalformedException.check(
                    !line.startsWith("<<<<<<<") && !line.startsWith(">>>>>>>"),
                    lines.offset(),
                    ConflictMarks.UNSETTLED);
            if (indent == 0) {
                MalformedException.check(line.endsWith(":"), lines.offset(), "an entry that does not begin as one");
                entry = new Entry(asked(line.substring(0, line.length() - 1)), lines.offset());
                entries.add(entry);
                list = "";
                continue;
            }
            MalformedException.check(entry != null, lines.offset(), "a field outside of all entries");
            MalformedException.check(!isOpen(line), lines.offset(), "a quotation mark that does not close");
            if (entry == null) {
                return;
            }
            String text = line.substring(indent);
            if (indent <= 2) {
                list = text.endsWith(":") ? unquoted(text.substring(0, text.length() - 1)) : "";
                MalformedException.check(
                        text.indexOf(' ') > 0 || text.endsWith(":"), lines.offset(), "a field without a value");
                field(entry, text);
            } else if (list.equals("dependencies") || list.equals("optionalDependencies")) {
                int end = text.startsWith("\"") ? text.indexOf('"', 1) + 1 : text.indexOf(' ');
                if (end > 0) {
                    List<String> asks = list.equals("dependencies") ? entry.asks : entry.asksOptionally;
                    asks.add(unquoted(text.substring(0, end)) + "@"
                            + unquoted(text.substring(end).strip()));
                }
                MalformedException.check(end > 0, lines.offset(), "a dependency without a range");
            }
        }
        if (entry != null && isShort(entry.integrity)) {
            out.cutOff(entry.offset, "a digest that is too short for its algorithm");
        }
        MalformedException.check(
                entry != null || isMarked || !isBegun,
                lines.offset(),
                "neither entries nor the line that says which version it is of: it may have been cut off");
    }

    /** Whether the last digest has fewer characters of Base64 than its algorithm gives. */
    private static boolean isShort(String integrity) {
        String last = integrity.substring(integrity.lastIndexOf(' ') + 1);
        int dash = last.indexOf('-');
        Integer bytes = dash < 0 ? null : DIGEST_BYTES.get(last.substring(0, dash));
        return bytes != null && last.length() - dash - 1 < (bytes + 2) / 3 * 4;
    }

    /** Whether it ends within quotation marks: none of Yarn's texts goes on in the next line. */
    private static boolean isOpen(String line) {
        boolean isOpen = false;
        for (int i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) {
            isOpen ^= i == 0 || line.charAt(i - 1) != '\\';
        }
        return isOpen;
    }

    private static void field(Entry entry, String text) {
        int space = text.indexOf(' ');
        if (space > 0) {
            String value = unquoted(text.substring(space + 1).strip());
            switch (unquoted(text.substring(0, space))) {
                case "version" -> entry.version = value;
                case "resolved" -> entry.resolved = value;
                case "integrity" -> entry.integrity = value;
                default -> {}
            }
        }
    }

    static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static List<String> asked(String line) {
        List<String> asked = new ArrayList<>(1);
        for (String each : Parts.of(line, ',')) {
            asked.add(unquoted(each.strip()));
        }
        return asked;
    }

    private void tell(Document document) {
        try (Graph graph = new Graph(document.budget())) {
            Map<String, Integer> nodes = new HashMap<>();
            Set<String> names = new HashSet<>();
            List<Mention> mentions = new ArrayList<>();
            for (Entry entry : entries) {
                Mention mention = mention(entry);
                mentions.add(mention);
                int node = graph.node(mention.full() + "@" + mention.version());
                for (String asked : entry.asked) {
                    nodes.put(asked, node);
                    names.add(name(asked));
                }
                if (entry.version.isEmpty()) {
                    out.incomplete(entry.offset, "a package without a version");
                }
            }
            Missing missing = new Missing();
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                for (String asked : entry.asks) {
                    graph.edge(i, nodes.getOrDefault(asked, -1));
                    if (isCut(asked, names)) {
                        missing.name(name(asked), entry.offset);
                    }
                }
                for (String asked : entry.asksOptionally) {
                    graph.edge(i, nodes.getOrDefault(asked, -1));
                }
            }
            missing.tell(out);
            boolean[] isAsked = graph.asked();
            for (int i = 0; i < entries.size(); i++) {
                if (!isAsked[i]) {
                    graph.root(i, Scope.RUNTIME);
                }
            }
            Graph.Ways ways = graph.ways();
            for (int i = 0; i < entries.size(); i++) {
                NpmSpec.tell(
                        mentions.get(i)
                                .relation(ways.isDirect(i) ? Relation.DIRECT : Relation.UNKNOWN)
                                .way(ways, i),
                        out);
            }
        }
    }

    /**
     * Whether the entry of what was asked for is behind the end. Entries are in the order of their texts; what is missing among them
     * is a part of the project that others ask for as well, which Yarn 1 leaves out. By its name, as resolutions change ranges.
     */
    private boolean isCut(String asked, Set<String> names) {
        String name = name(asked);
        boolean isElsewhere = asked.startsWith("link:", name.length() + 1);
        return !isElsewhere
                && !names.contains(name)
                && asked.compareTo(entries.getLast().asked.getFirst()) > 0;
    }

    private static String name(String asked) {
        int at = asked.indexOf('@', 1);
        return at < 0 ? asked : asked.substring(0, at);
    }

    private static Mention mention(Entry entry) {
        String first = entry.asked.getFirst();
        int at = first.indexOf('@', 1);
        Mention mention = NpmSpec.of(name(first), at < 0 ? "" : first.substring(at + 1));
        boolean isOfRegistry = mention.isOfRegistry();
        mention.version(entry.version).integrity(entry.integrity).at(entry.offset);
        int hash = entry.resolved.indexOf('#');
        boolean isGit = NpmSpec.kind(entry.resolved) == Origin.Kind.GIT;
        if (isOfRegistry && !isGit) { // behind # there is the digest of version 1
            mention.origin(NpmSpec.resolved(mention, hash < 0 ? entry.resolved : entry.resolved.substring(0, hash)));
            if (entry.integrity.isEmpty() && hash > 0) {
                mention.integrity("sha1-" + entry.resolved.substring(hash + 1));
            }
        } else if (!entry.resolved.isEmpty()) {
            mention.origin(NpmSpec.resolved(mention, entry.resolved));
        }
        return mention;
    }
}
