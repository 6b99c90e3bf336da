package dev.assay.app.data;

import dev.assay.detectors.indicator.feed.FeedDate;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.NameRules;
import dev.assay.detectors.name.PackageName;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.TreeRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names in the order of their use, from whatever form their publisher has them in: the project's own lists, one name a line; the rows of
 * top-pypi-packages; the pages of crates.io; an array in JSON or JavaScript, as npm-high-impact has it. What no registry would take as a name
 * is counted and left out.
 *
 * @param date as the document has it; empty if it has none that has been
 */
record PopularFile(List<String> names, String date, int refused) {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_NAMES = 1 << 17;
    private static final long TREE_BYTES = 512L << 20;

    /** @throws IOException if it is no list of names */
    static PopularFile read(Ecosystem ecosystem, List<byte[]> documents, Instant now) throws IOException {
        List<String> written = new ArrayList<>();
        String date = "";
        for (byte[] bytes : documents) {
            if (bytes.length > MOST_BYTES) {
                throw new IOException("a list of more than " + MOST_BYTES + " bytes");
            }
            String found = document(bytes, written);
            date = FeedDate.hasBeen(found, now) ? found : date;
        }
        Set<String> names = new LinkedHashSet<>();
        int refused = 0;
        for (String each : written) {
            PackageName name = PackageName.of(ecosystem, each);
            if (NameRules.fault(name).isEmpty() && names.size() < MOST_NAMES) {
                names.add(name.canonical());
            } else {
                refused++;
            }
        }
        if (names.isEmpty() || refused > names.size()) {
            throw new IOException("not a list of names of " + ecosystem.title());
        }
        return new PopularFile(List.copyOf(names), date, refused);
    }

    private static String document(byte[] bytes, List<String> names) throws IOException {
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first < bytes.length && (bytes[first] == '{' || bytes[first] == '[')) {
            return json(bytes, names);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.contains("export ") && text.indexOf('[') >= 0) {
            quoted(text, text.indexOf('['), names);
            return "";
        }
        return lines(text, names);
    }

    private static String lines(String text, List<String> names) {
        String date = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# date: ")) {
                date = Parts.first(line.substring("# date: ".length()).strip(), 40);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.strip());
            }
        }
        return date;
    }

    /** The strings of a list in JavaScript, none of which has an escape. */
    private static void quoted(String text, int from, List<String> names) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ']') {
            char quote = text.charAt(at++);
            if (quote == '\'' || quote == '"') {
                int end = text.indexOf(quote, at);
                if (end < 0) {
                    return;
                }
                names.add(text.substring(at, end));
                at = end + 1;
            }
        }
    }

    private static String json(byte[] bytes, List<String> names) throws IOException {
        Memory memory = new Memory(TREE_BYTES, new Buffers(1));
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            Tree tree = JsonTree.read(bytes, bytes.length, room);
            String date = "";
            List<Tree> items = List.of();
            if (tree instanceof Mapping mapping) {
                String said = mapping.text("last_update");
                date = said == null ? "" : Parts.first(said.strip(), 40);
                items = mapping.items(mapping.get("rows") != null ? "rows" : "crates");
            } else if (tree instanceof Tree.Sequence list) {
                items = list.items();
            }
            for (Tree item : items) {
                String name = name(item);
                if (name != null) {
                    names.add(name);
                }
            }
            return date;
        } catch (BudgetExceededException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static @Nullable String name(Tree item) {
        return switch (item) {
            case Scalar scalar -> scalar.text();
            case Mapping mapping -> mapping.text("project") != null ? mapping.text("project") : mapping.text("id");
            case Tree.Sequence _ -> null;
        };
    }

    /** The project's own form. */
    byte[] bytes(String source, String order) {
        StringBuilder text = new StringBuilder();
        text.append("# source: ").append(source.replace('\n', ' ')).append('\n');
        text.append("# date: ").append(date.replace('\n', ' ')).append('\n');
        text.append("# ranked: ").append(order).append('\n');
        names.forEach(name -> text.append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
