package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Lines;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreeRoom;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a feed in whichever format it is, told by its content: advisories of OSV (one, a list, one a line, or a zip of them), JSON of the own
 * kind ({@code {"indicators": [...]}}), tables, or lines of text. Nothing in a feed is executed or fetched. What cannot be read is a
 * problem with its place, and the rest goes on; who may not go on counts the problems.
 *
 * <p>Bounded: a document is at most 256 MB, a member of a zip 16 MB and a zip 16 GB and two million members, so that a feed of the wrong kind
 * ends in a message.
 */
public final class FeedReader {
    private static final int MOST_BYTES = 256 << 20;
    private static final int MOST_MEMBER_BYTES = 16 << 20;
    private static final long MOST_EXPANDED_BYTES = 16L << 30;
    private static final int MOST_MEMBERS = 2_000_000;
    private static final long TREE_BYTES = 2L << 30;
    private static final int MOST_DATE = 40;
    private static final String DATE = "# date:";

    private final Ecosystems ecosystems;
    private final FeedRow rows;
    private final FeedSink out;
    private final Buffers buffers = new Buffers(1);
    private final Instant now;
    private String latest = "";
    private int members = -1;

    /** @param name of the feed, for indicators that have no id */
    public FeedReader(Ecosystems ecosystems, String name, FeedSink out) {
        this(ecosystems, name, out, Instant.MAX);
    }

    /**
     * A reader for feeds of others.
     *
     * @param name of the feed, for indicators that have no id
     * @param now no date is later than a day behind it: after one that is, everything would be older
     */
    public FeedReader(Ecosystems ecosystems, String name, FeedSink out, Instant now) {
        this.now = now;
        this.ecosystems = ecosystems;
        this.rows = new FeedRow(ecosystems, name);
        this.out = out;
    }

    /** When the advisory was changed that was changed last, or when the feed was made, as it says; empty if nothing does. */
    public String latest() {
        return latest;
    }

    /** How many members the zip had that was read; -1 if it was none. */
    public int members() {
        return members;
    }

    /** Reads to the end; {@code in} stays open. A zip is read as it comes, so one that is cut short may seem to end. */
    public void read(InputStream in) throws IOException {
        PushbackInputStream ahead = new PushbackInputStream(in, 4);
        byte[] first = ahead.readNBytes(4);
        ahead.unread(first);
        boolean isZip = first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
        if (isZip) {
            zip(new ZipInputStream(ahead));
        } else {
            document(bounded(ahead, MOST_BYTES));
        }
    }

    /**
     * One member of a collection of advisories that is no zip, such as a folder.
     *
     * @param name of the file, relative to the collection, which says whether it is an advisory
     */
    public void member(String name, InputStream in) throws IOException {
        members = Math.max(members, 0) + 1;
        if (members > MOST_MEMBERS) {
            throw new IOException("more than " + MOST_MEMBERS + " advisories");
        }
        if (isAdvisory(name)) {
            advisory(bounded(in, MOST_MEMBER_BYTES), name);
        } else {
            out.passedOver(FeedSink.NO_JSON);
        }
    }

    private static byte[] bounded(InputStream in, int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new IOException("larger than " + most + " bytes");
        }
        return bytes;
    }

    private void zip(ZipInputStream zip) throws IOException {
        long expanded = 0;
        members = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] bytes = bounded(zip, MOST_MEMBER_BYTES);
            expanded += bytes.length;
            if (++members > MOST_MEMBERS || expanded > MOST_EXPANDED_BYTES) {
                throw new IOException(
                        "a zip of more than " + MOST_MEMBERS + " advisories or " + MOST_EXPANDED_BYTES + " bytes");
            }
            if (isAdvisory(entry.getName())) {
                advisory(bytes, entry.getName());
            } else if (!entry.isDirectory()) {
                out.passedOver(FeedSink.NO_JSON);
            }
        }
        if (members == 0) {
            throw new IOException("a zip without members");
        }
    }

    /** By its ending; what macOS writes beside each file is none. */
    private static boolean isAdvisory(String member) {
        return member.toLowerCase(Locale.ROOT).endsWith(".json")
                && !member.startsWith("._", member.lastIndexOf('/') + 1);
    }

    private void advisory(byte[] bytes, String place) {
        try (TreeRoom room = room(bytes.length)) {
            if (JsonTree.whole(bytes, bytes.length, room) instanceof Mapping object && OsvRecord.is(object)) {
                osv(object, place);
            } else {
                out.problem(place, "not an advisory of OSV");
            }
        } catch (MalformedException | BudgetExceededException e) {
            out.problem(place, String.valueOf(e.getMessage()));
        }
    }

    private TreeRoom room(int bytes) {
        Memory memory = new Memory(TREE_BYTES, buffers);
        return new TreeRoom(new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes), bytes);
    }

    private void document(byte[] all) {
        boolean isMarked = all.length >= 3
                && (all[0] & 0xff) == 0xef
                && (all[1] & 0xff) == 0xbb
                && (all[2] & 0xff) == 0xbf; // as programs of Windows begin what they write
        byte[] bytes = isMarked ? Arrays.copyOfRange(all, 3, all.length) : all;
        int from = 0;
        while (from < bytes.length && bytes[from] <= ' ' && bytes[from] >= 0) {
            from++;
        }
        if (from < bytes.length && bytes[from] == '{' && isOneALine(bytes, from)) {
            lines(bytes);
        } else if (from < bytes.length && (bytes[from] == '{' || bytes[from] == '[')) {
            json(bytes);
        } else {
            text(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Whether an object ends where its line does, and more follows. */
    private static boolean isOneALine(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        int last = end - 1;
        while (last > from && bytes[last] <= ' ' && bytes[last] >= 0) {
            last--;
        }
        int next = end;
        while (next < bytes.length && bytes[next] <= ' ' && bytes[next] >= 0) {
            next++;
        }
        return bytes[last] == '}' && next < bytes.length && bytes[next] == '{';
    }

    private void lines(byte[] bytes) {
        int number = 1;
        for (int from = 0; from < bytes.length; number++) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            byte[] line = new byte[end - from];
            System.arraycopy(bytes, from, line, 0, line.length);
            if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                advisory(line, "line " + number);
            }
            from = end + 1;
        }
    }

    private void json(byte[] bytes) {
        Lines lines = new Lines(bytes, bytes.length);
        try (TreeRoom room = room(bytes.length)) {
            Tree tree = JsonTree.whole(bytes, bytes.length, room);
            if (tree instanceof Sequence list) {
                list.items().forEach(item -> object(item, lines));
            } else if (tree instanceof Mapping feed && feed.get("indicators") instanceof Sequence list) {
                made(feed.text("date"), "line 1");
                list.items().forEach(item -> object(item, lines));
            } else {
                object(tree, lines);
            }
        } catch (MalformedException e) {
            out.problem("line " + lines.line((int) e.offsetBytes()), String.valueOf(e.getMessage()));
        } catch (BudgetExceededException e) {
            out.problem("line 1", String.valueOf(e.getMessage()));
        }
    }

    private void object(Tree tree, Lines lines) {
        String place = "line " + lines.line((int) tree.offsetBytes());
        if (!(tree instanceof Mapping object)) {
            out.problem(place, "an indicator is an object");
        } else if (OsvRecord.is(object)) {
            osv(object, place);
        } else {
            row(object, place);
        }
    }

    private void osv(Mapping record, String place) {
        String modified = record.text("modified");
        if (modified != null && !dated(modified)) {
            out.problem(place, "modified is no date that has been: " + FeedDate.FORM);
        }
        OsvRecord.read(record, ecosystems, now, place, out);
    }

    /** @return whether it is a date, and one that has been */
    private boolean dated(String date) {
        if (!FeedDate.hasBeen(date, now)) {
            return false;
        }
        if (date.compareTo(latest) > 0) {
            latest = Parts.first(date, MOST_DATE);
        }
        return true;
    }

    /** When a feed of rows says that it was made: {@code 2026-10-01}, with or without a time behind it. */
    private void made(@Nullable String date, String place) {
        if (date != null && !dated(date)) {
            out.problem(place, "no date that has been: " + FeedDate.FORM);
        }
    }

    private void row(Mapping object, String place) {
        Map<String, String> row = new HashMap<>();
        for (Tree.Entry entry : object.entries()) {
            if (!FeedRow.COLUMNS.contains(entry.key())) {
                out.problem(place, "an indicator has no key '" + Parts.first(entry.key(), 60) + "'");
                return;
            }
            if (!isText(entry.value())) {
                out.problem(place, "'" + entry.key() + "' is neither a text nor a list of texts");
                return;
            }
            row.put(entry.key(), joined(entry.value()));
        }
        rows.read(row, place, out);
    }

    private static boolean isText(Tree value) {
        return value instanceof Scalar
                || value instanceof Sequence list && list.items().stream().allMatch(Scalar.class::isInstance);
    }

    /** A list of versions is the same as one text with commas. */
    private static String joined(Tree value) {
        return Tree.scalars(value).stream().map(Scalar::text).collect(Collectors.joining(", "));
    }

    private void text(String text) {
        int from = 0;
        int number = 1;
        List<String> head = new ArrayList<>(1);
        while (from < text.length()) {
            int end = text.indexOf('\n', from) < 0 ? text.length() : text.indexOf('\n', from);
            String line = text.substring(from, end);
            if (!line.isBlank() && !line.startsWith("#")) {
                head.add(line.strip());
                break;
            }
            rows.head(line);
            if (line.startsWith(DATE)) {
                made(line.substring(DATE.length()).strip(), "line " + number);
            }
            from = end + 1;
            number++;
        }
        if (!head.isEmpty() && TableFeed.isHead(head.getFirst(), rows)) {
            TableFeed.read(text.substring(from), number, rows, out);
        } else {
            TextFeed.read(text, rows, out);
        }
    }
}
