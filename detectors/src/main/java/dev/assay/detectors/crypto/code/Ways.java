package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is said of one use on each of the ways that lead to it, so that the sizes of one algorithm are not taken for those of another:
 * of {@code generator("RSA", 2048)} and {@code generator("EC", 256)} two uses are made, where both lead to one call. Belongs to the
 * reading of one text.
 */
final class Ways {
    /** Said of all of them. */
    static final int ALL = -1;

    /** Further ones are taken for one with the last. */
    private static final int MOST = 32;

    private final List<SortedMap<String, SortedSet<String>>> ways = new ArrayList<>(1);
    private final SortedMap<String, SortedSet<String>> common = new TreeMap<>();

    /** Begins one more. */
    void begin() {
        if (ways.size() < MOST) {
            ways.add(new TreeMap<>());
        }
    }

    /** The one that was begun last; {@link #ALL} for none. */
    int last() {
        return ways.size() - 1;
    }

    void clear() {
        ways.clear();
        common.clear();
    }

    void add(int way, String parameter, Collection<String> values) {
        SortedMap<String, SortedSet<String>> words = way >= 0 && way < ways.size() ? ways.get(way) : common;
        words.computeIfAbsent(parameter, _ -> new TreeSet<>()).addAll(values);
    }

    /** What is said on one way; of no particular one, what is said on any. */
    SortedMap<String, SortedSet<String>> of(int way, SortedMap<String, SortedSet<String>> any) {
        if (way < 0 || way >= ways.size() || ways.size() < 2) {
            return any;
        }
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        merge(words, ways.get(way));
        merge(words, common);
        return words;
    }

    /**
     * What is said of each algorithm, or of each other thing that a parameter may be, or of several that are never told apart; nothing
     * where all ways say the same of that parameter, so that there is nothing to tell apart.
     */
    List<SortedMap<String, SortedSet<String>>> by(String parameter) {
        if (ways.size() < 2 || common.containsKey(parameter)) {
            return List.of();
        }
        Map<String, Set<Integer>> where = new TreeMap<>();
        for (int i = 0; i < ways.size(); i++) {
            SortedSet<String> words = ways.get(i).getOrDefault(parameter, new TreeSet<>());
            if (words.isEmpty() || words.stream().anyMatch(name -> name.equals(Use.UNKNOWN) || Hole.is(name))) {
                return List.of(); // it may be any of the others
            }
            for (String word : words) {
                where.computeIfAbsent(word, _ -> new TreeSet<>()).add(i);
            }
        }
        if (where.keySet().stream()
                .anyMatch(one -> where.keySet().stream().anyMatch(family -> one.startsWith(family + "-")))) {
            return List.of(); // of a family, and which one of it
        }
        Map<List<Integer>, SortedSet<String>> alike = new TreeMap<>(Ways::compare);
        where.forEach((word, on) ->
                alike.computeIfAbsent(List.copyOf(on), _ -> new TreeSet<>()).add(word));
        if (alike.size() < 2) {
            return List.of();
        }
        List<SortedMap<String, SortedSet<String>>> apart = new ArrayList<>(alike.size());
        alike.forEach((on, those) -> {
            SortedMap<String, SortedSet<String>> words = new TreeMap<>();
            on.forEach(way -> merge(words, ways.get(way)));
            merge(words, common);
            words.put(parameter, those);
            apart.add(words);
        });
        return apart;
    }

    private static void merge(SortedMap<String, SortedSet<String>> words, SortedMap<String, SortedSet<String>> more) {
        more.forEach((name, values) ->
                words.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(values));
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
