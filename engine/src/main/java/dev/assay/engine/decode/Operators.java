package dev.assay.engine.decode;

import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Printable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Collects the operators that a graph names: one fact for each distinct name and argument, however many nodes there are.
 * Memory is bounded by a number of facts; names beyond it are a gap. Belongs to one decoding.
 */
public final class Operators {
    private static final int MOST = 5_000;
    private static final int MOST_NAME = 200;

    /** As long as the longest path that a system opens may be worth seeing. */
    private static final int MOST_ARGUMENT = 500;

    /** Comparable, so that names made to have one hash stay fast in a map. */
    private record Key(String domain, String name, String argument) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::name).thenComparing(Key::domain).thenComparing(Key::argument);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The first node of some, and how many there are. */
    private static final class Place {
        final String node;
        final long offsetBytes;
        long count = 1;

        Place(String node, long offsetBytes) {
            this.node = node;
            this.offsetBytes = offsetBytes;
        }
    }

    private final String framework;
    private final Map<Key, Place> seen = new LinkedHashMap<>();
    private final Set<Key> defined = new HashSet<>();
    private long firstBeyond = -1;

    public Operators(String framework) {
        this.framework = framework;
    }

    /** Notes a node; any of the texts may hold anything. */
    public void add(String domain, String name, String node, String argument, long offsetBytes) {
        Key key = new Key(
                Printable.of(domain, MOST_NAME), Printable.of(name, MOST_NAME), Printable.of(argument, MOST_ARGUMENT));
        Place first = seen.get(key);
        if (first != null) {
            first.count++;
        } else if (seen.size() < MOST) {
            seen.put(key, new Place(Printable.of(node, MOST_NAME), offsetBytes));
        } else if (firstBeyond < 0) {
            firstBeyond = offsetBytes;
        }
    }

    /** Says that the file defines a function that nodes may name as if it were an operator. */
    public void define(String domain, String name) {
        if (defined.size() < MOST) {
            defined.add(new Key(Printable.of(domain, MOST_NAME), Printable.of(name, MOST_NAME), ""));
        }
    }

    /** Hands them on, in the order in which they came. */
    public void report(Sink out) {
        seen.forEach((key, place) -> out.fact(new GraphOperator(
                framework,
                key.domain(),
                key.name(),
                place.node,
                key.argument(),
                defined.contains(new Key(key.domain(), key.name(), "")),
                place.count,
                place.offsetBytes)));
        if (firstBeyond >= 0) {
            out.gap(GapKind.LIMIT, firstBeyond, "more than " + MOST + " different operators and arguments", -1);
        }
    }
}
