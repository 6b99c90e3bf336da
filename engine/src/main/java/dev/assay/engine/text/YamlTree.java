package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML that is at hand into {@link Tree}s, from the parser's events alone: nothing is composed or constructed, so no
 * tag has an effect. An alias of a scalar stands for that scalar; an alias of a collection becomes an empty one, since what
 * it holds is there where its anchor is, and following it is how a small file becomes a large one. Who needs what is behind
 * aliases has it read so that they are followed, and what {@code <<} merges is then merged.
 */
public final class YamlTree {
    /** What is open: a mapping or sequence that is not yet at its end. */
    private static final class Open {
        private final @Nullable List<Entry> entries;
        private final List<Tree> items = new ArrayList<>(4);
        private final NodeEvent start;
        private final long offset;
        private @Nullable String key;
        private long keyAt;
        private boolean isMerge;
        private final List<Tree> merged = new ArrayList<>(0);
        private double expandedNodes = 1;
        private double weight = 1;
        private int levels = 1;

        Open(NodeEvent start, boolean isMapping, long offset) {
            this.start = start;
            this.offset = offset;
            this.entries = isMapping ? new ArrayList<>(4) : null;
        }

        /** A mapping's nodes are keys and values in turn. */
        void add(Tree tree, boolean isFollowing) {
            if (entries == null) {
                items.add(tree);
            } else if (key == null) {
                key = tree instanceof Scalar scalar ? scalar.text() : "";
                keyAt = tree.offsetBytes();
                isMerge = isFollowing && tree instanceof Scalar scalar && isMergeKey(scalar);
                if (!(tree instanceof Scalar)) {
                    entries.add(new Entry("", tree)); // so that what lies in a key is seen as well
                }
            } else if (isMerge && isMergeable(tree)) {
                merged.add(tree);
                key = null;
            } else {
                entries.add(new Entry(key, tree, keyAt));
                key = null;
            }
        }

        private static boolean isMergeKey(Scalar key) {
            return key.text().equals(MERGE) && (!key.isQuoted() || key.tag().equals(MERGE_TAG));
        }

        /** An object, or a list of such; anything else under the key is left as it is written. */
        private static boolean isMergeable(Tree tree) {
            return tree instanceof Mapping
                    || tree instanceof Sequence list && list.items().stream().allMatch(Mapping.class::isInstance);
        }

        /** Puts in what the mapping has no key for, of several the first that has one. */
        private void merge(List<Entry> own) {
            if (merged.isEmpty()) {
                return;
            }
            Set<String> there = new HashSet<>();
            own.forEach(entry -> there.add(entry.key()));
            for (Tree each : merged) {
                for (Tree one : each instanceof Sequence list ? list.items() : List.of(each)) {
                    List<Entry> others = one instanceof Mapping mapping ? mapping.entries() : List.of();
                    List<Entry> more = others.stream()
                            .filter(entry -> !there.contains(entry.key()))
                            .toList();
                    more.forEach(entry -> there.add(entry.key()));
                    own.addAll(more);
                }
            }
        }

        Tree close(String tag) {
            if (entries == null) {
                return new Sequence(items, tag, offset);
            }
            merge(entries);
            return new Mapping(entries, tag, offset);
        }
    }

    /**
     * A collection that aliases may name.
     *
     * @param nodes how many it would be if its aliases were copies
     * @param weight those that are in it as it was read, and the characters of its scalars
     * @param levels how deep it is, itself included
     */
    private record Anchored(Tree tree, double nodes, double weight, int levels) {}

    /** What aliases that are followed may stand for together, in nodes and characters; those that people write stand for some lists. */
    public static final int MOST_BEHIND_ALIASES = 1 << 20;

    /** Why an alias is left out that could be followed. */
    public static final String LEFT_OUT = "an alias within its own anchor, or aliases that stand for more than "
            + MOST_BEHIND_ALIASES + " nodes and characters";

    /** @see <a href="https://yaml.org/type/merge.html">Merge key</a> */
    private static final String MERGE = "<<";

    private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

    /** In characters; the parser's own. What precedes a character that it refuses is seen up to a buffer before it. */
    private static final int SMALLEST_BUFFER = 1024;

    private final byte[] bytes;
    private final int length;
    private final TreeRoom room;
    private final List<Tree> documents = new ArrayList<>(1);
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Scalar> scalars = new HashMap<>();
    private final Map<String, Anchored> collections = new HashMap<>();
    private final double mostBehindAliases;
    private double behindAliases;
    private long firstLeftOut = -1;
    private double mostExpanded;
    private int byteAt;
    private int codePointAt;

    private YamlTree(byte[] bytes, int length, TreeRoom room, double mostBehindAliases) {
        this.mostBehindAliases = mostBehindAliases;
        this.bytes = bytes;
        this.length = length;
        this.room = room;
    }

    /**
     * What was read.
     *
     * @param documents one tree for each document, as far as they could be read
     * @param expandedNodes how many nodes the largest would be if its aliases were copies
     * @param isFollowed whether what is behind an alias is there again
     * @param leftOutBytes where the first alias is that was too much to follow, or within its own anchor; negative for none
     * @param fault why the rest could not be read, or null
     */
    public record Result(
            List<Tree> documents,
            double expandedNodes,
            boolean isFollowed,
            long leftOutBytes,
            @Nullable MalformedException fault) {}

    /**
     * Reads all documents; an unreadable rest leaves those before it, and of the one it lies in what had come.
     *
     * @param length how many of the bytes count
     * @param room where the trees are counted
     */
    public static Result read(byte[] bytes, int length, TreeRoom room) {
        return read(new YamlTree(bytes, length, room, 0));
    }

    /**
     * The same, with what is behind aliases of collections in their place: the very tree of the anchor, with its offsets, so whoever goes
     * through all of it meets it several times. What {@code <<} merges is among the entries of the mapping that has it. An alias within
     * its own anchor is left out, and so is what is more than {@link #MOST_BEHIND_ALIASES}, or too deep; one of no anchor breaks the rules.
     */
    public static Result following(byte[] bytes, int length, TreeRoom room) {
        return read(new YamlTree(bytes, length, room, MOST_BEHIND_ALIASES));
    }

    private static Result read(YamlTree reading) {
        MalformedException fault = null;
        try {
            reading.run();
        } catch (MalformedException e) {
            fault = e;
        }
        reading.closeAll();
        return new Result(
                reading.documents, reading.mostExpanded, reading.behindAliases > 0, reading.firstLeftOut, fault);
    }

    private void run() throws MalformedException {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE) // the caller has bounded it
                .setBufferSize(Math.max(SMALLEST_BUFFER, longestLine()))
                .setVersionFunction(version -> version)
                .build();
        if (length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            byteAt = 3;
        }
        String text = new String(bytes, byteAt, length - byteAt, StandardCharsets.UTF_8);
        int odd = firstOdd(text);
        try {
            for (Event event : new Parse(settings).parseString(odd < 0 ? text : lines(text, odd))) {
                take(event);
            }
            if (odd >= 0) {
                throw new MalformedException(
                        offset(text.codePointCount(0, odd)), "no YAML: a character that it does not have");
            }
        } catch (MarkedYamlEngineException e) {
            long at = e.getProblemMark().map(mark -> offset(mark.getIndex())).orElse(0L);
            throw new MalformedException(at, "no YAML: " + firstLine(e));
        } catch (YamlEngineException e) {
            throw new MalformedException(byteAt, "no YAML: " + firstLine(e));
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException e) { // the parser's own slips, such as "%" in a tag
            throw new MalformedException(byteAt, "no YAML: " + Quoted.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * The parser looks ahead to the end of what has none before the line's, and for each buffer that it fills on the way it
     * copies all that it has looked at: with the usual 1,024 characters a line of 4 MB was 8 s of copying.
     */
    private int longestLine() {
        int longest = 0;
        int from = byteAt;
        for (int i = byteAt; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                longest = Math.max(longest, i - from);
                from = i + 1;
            }
        }
        return Math.max(longest, length - from);
    }

    /** Where a character is that the parser refuses a whole document for, before it has said anything of it; -1 for nowhere. */
    private static int firstOdd(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The lines in front of that which holds a character: half a value would be another one. */
    private static String lines(String text, int at) {
        return text.substring(0, text.lastIndexOf('\n', at) + 1);
    }

    private static String firstLine(YamlEngineException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return Quoted.of(end < 0 ? message : message.substring(0, end));
    }

    /** Marks come in ascending order, so that all of them together cost one pass. */
    private long offset(int codePoint) {
        while (codePointAt < codePoint && byteAt < length) {
            byteAt++;
            while (byteAt < length && (bytes[byteAt] & 0xc0) == 0x80) {
                byteAt++;
            }
            codePointAt++;
        }
        return byteAt;
    }

    private void take(Event event) throws MalformedException {
        switch (event) {
            case ScalarEvent scalar -> {
                Scalar node = new Scalar(
                        scalar.getValue(), !scalar.isPlain(), scalar.getTag().orElse(""), start(event));
                scalar.getAnchor().ifPresent(anchor -> scalars.put(anchor.getValue(), node));
                scalar.getAnchor().ifPresent(anchor -> collections.remove(anchor.getValue()));
                add(node, 1, weight(node), 0);
            }
            case MappingStartEvent mapping -> begin(mapping, true);
            case SequenceStartEvent sequence -> begin(sequence, false);
            case AliasEvent alias -> alias(alias.getAlias().getValue(), start(event));
            default -> {
                if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
                    end();
                } else if (event.getEventId() == Event.ID.DocumentStart) {
                    scalars.clear();
                    collections.clear();
                }
            }
        }
    }

    private long start(Event event) throws MalformedException {
        long at = event.getStartMark().map(mark -> offset(mark.getIndex())).orElse(0L);
        room.node(open.size(), at);
        return at;
    }

    private void begin(NodeEvent event, boolean isMapping) throws MalformedException {
        open.push(new Open(event, isMapping, start(event)));
    }

    private void alias(String anchor, long at) throws MalformedException {
        Anchored collection = collections.get(anchor);
        Scalar scalar = collection == null ? scalars.get(anchor) : null;
        if (scalar != null) {
            boolean isTaken = !isFollowing() || isRoomFor(weight(scalar), 0, at);
            Scalar same = new Scalar(isTaken ? scalar.text() : "", scalar.isQuoted(), scalar.tag(), at);
            add(same, 1, weight(same), 0);
        } else if (collection != null && isFollowing() && isRoomFor(collection.weight(), collection.levels(), at)) {
            add(collection.tree(), collection.nodes(), collection.weight(), collection.levels());
        } else {
            if (collection == null && isFollowing()) {
                MalformedException.check(isWithin(anchor), at, "an alias of no anchor before it");
                leaveOut(at);
            }
            add(new Mapping(List.of(), "", at), collection == null ? 1 : collection.nodes(), 1, 1);
        }
    }

    private boolean isFollowing() {
        return mostBehindAliases > 0;
    }

    private boolean isWithin(String anchor) {
        return open.stream()
                .anyMatch(each -> each.start.getAnchor().isPresent()
                        && each.start.getAnchor().get().getValue().equals(anchor));
    }

    private void leaveOut(long at) {
        firstLeftOut = firstLeftOut < 0 ? at : firstLeftOut;
    }

    /** Takes the room, if it is there. */
    private boolean isRoomFor(double weight, int levels, long at) {
        if (behindAliases + weight > mostBehindAliases || open.size() + levels > TreeRoom.MOST_DEPTH) {
            leaveOut(at);
            return false;
        }
        behindAliases += weight;
        return true;
    }

    private static double weight(Scalar scalar) {
        return 1.0 + scalar.text().length();
    }

    private void end() {
        Open done = open.pop();
        String tag = switch (done.start) {
            case MappingStartEvent mapping -> mapping.getTag().orElse("");
            case SequenceStartEvent sequence -> sequence.getTag().orElse("");
            default -> "";
        };
        Tree tree = done.close(tag);
        Anchored anchored = new Anchored(tree, done.expandedNodes, done.weight, done.levels);
        done.start.getAnchor().ifPresent(anchor -> collections.put(anchor.getValue(), anchored));
        add(tree, done.expandedNodes, done.weight, done.levels);
    }

    private void add(Tree tree, double nodes, double weight, int levels) {
        Open around = open.peek();
        if (around == null) {
            documents.add(tree);
            mostExpanded = Math.max(mostExpanded, nodes);
        } else {
            around.add(tree, isFollowing());
            around.expandedNodes += nodes;
            around.weight += weight;
            around.levels = Math.max(around.levels, levels + 1);
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            end();
        }
    }
}
