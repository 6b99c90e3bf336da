package dev.assay.detectors.model.xgboost;

import static java.util.stream.Collectors.joining;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tokens;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks a model's values. Of each array only how many numbers it holds and the range that they span are kept, so memory does
 * not grow with the trees.
 */
final class ModelReading {
    private static final int MOST_PLACE = 200;
    private static final int VERSION_PARTS = 3;

    /** Stands for no parent or no child, by version. */
    private static final long NO_NODE = 2_147_483_647L;

    private static final List<String> PER_NODE =
            List.of("left_children", "right_children", "parents", "split_indices", "split_conditions", "default_left");

    private final Tokens tokens;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private final List<Long> version = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long features = -1;
    private long nodes = -1; // of the tree at hand, as it tells
    private long treesTold = -1;
    private long trees;

    /** What an array of numbers comes to. */
    private record Range(long count, long least, long most) {}

    ModelReading(Tokens tokens, Budget budget, Anomalies anomalies, PayloadTexts texts, Inventory inventory) {
        this.tokens = tokens;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
    }

    void read() throws IOException {
        Token first = tokens.next();
        if (first == Token.BEGIN_OBJECT) {
            object();
        }
        inventory.property(
                Property.FRAMEWORK_VERSION,
                version.stream().map(String::valueOf).collect(joining(".")),
                -1);
        inventory.metadata("trees", Long.toString(trees), -1);
        if (treesTold >= 0 && treesTold != trees) {
            anomalies.add("tree-count", -1, () -> treesTold + " trees are told and " + trees + " are there");
        }
    }

    private void object() throws IOException {
        budget.spendWork(1);
        boolean tree = names.size() >= 2
                && names.getLast().equals("[]")
                && names.get(names.size() - 2).equals("trees");
        Map<String, Range> arrays = new HashMap<>();
        if (tree) {
            nodes = -1;
        }
        long at = tokens.position();
        while (tokens.next() == Token.NAME) {
            String name = Parts.first(tokens.text(), MOST_PLACE);
            texts.add(place(), tokens);
            names.add(name);
            value(tree ? arrays : null);
            names.removeLast();
        }
        if (tree) {
            trees++;
            checkTree(arrays, at);
        }
    }

    /** @param arrays takes the arrays of a tree, null elsewhere */
    private void value(@Nullable Map<String, Range> arrays) throws IOException {
        Token token = tokens.next();
        String name = names.getLast();
        switch (token) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> {
                Range range = array();
                if (arrays != null && PER_NODE.contains(name)) {
                    arrays.put(name, range);
                }
            }
            case STRING -> {
                texts.add(place(), tokens);
                described(name);
                number(name, parse(tokens.text()));
            }
            case NUMBER -> number(name, tokens.integer());
            default -> {}
        }
    }

    /** What is learned, and by which kind of booster: {@code learner/objective/name} and {@code gradient_booster/name}. */
    private void described(String name) {
        if (inventory.isWanted() && name.equals("name") && names.size() == 3) {
            switch (names.get(1)) {
                case "objective" -> inventory.metadata("objective", tokens.text(), tokens.position());
                case "gradient_booster" -> inventory.property(Property.ARCHITECTURE, tokens.text(), tokens.position());
                default -> {}
            }
        }
    }

    /** Counts stand as texts in the parameters. */
    private static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private void number(String name, OptionalLong value) {
        if (value.isEmpty()) {
            return;
        }
        switch (name) {
            case "num_nodes" -> nodes = value.getAsLong();
            case "num_feature" -> features = Math.max(features, value.getAsLong());
            case "num_trees" -> treesTold = value.getAsLong();
            default -> {}
        }
    }

    private Range array() throws IOException {
        names.add("[]");
        long count = 0;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (Token token = tokens.next(); token != Token.END_ARRAY; token = tokens.next()) {
            count++;
            switch (token) {
                case BEGIN_OBJECT -> object();
                case BEGIN_ARRAY -> array();
                case STRING -> texts.add(place(), tokens);
                case NUMBER -> {
                    OptionalLong value = tokens.integer();
                    if (value.isPresent()) {
                        if (isVersion()) {
                            version.add(value.getAsLong());
                        }
                        least = Math.min(least, value.getAsLong());
                        most = Math.max(most, value.getAsLong());
                    }
                }
                default -> {}
            }
        }
        names.removeLast();
        return new Range(count, least, most);
    }

    private boolean isVersion() {
        return inventory.isWanted()
                && names.size() == 2
                && names.getFirst().equals("version")
                && version.size() < VERSION_PARTS;
    }

    private void checkTree(Map<String, Range> arrays, long at) {
        for (String name : PER_NODE) {
            Range range = arrays.get(name);
            if (range == null) {
                continue;
            }
            long told = nodes;
            if (told >= 0 && range.count() != told) {
                anomalies.add(
                        "tree-size",
                        at,
                        () -> name + " of a tree of " + told + " nodes has " + range.count() + " elements");
            }
            long most = name.equals("split_indices") ? features : range.count(); // 0 where no number is told
            boolean index = name.equals("split_indices") || name.endsWith("children") || name.equals("parents");
            if (index && range.count() > 0 && most > 0 && isOutside(range, most)) {
                anomalies.add(
                        "index-bounds",
                        at,
                        () -> name + " of a tree reach from " + range.least() + " to " + range.most()
                                + ", where there are " + most);
            }
        }
    }

    private static boolean isOutside(Range range, long most) {
        return range.least() < -1 || range.most() >= most && range.most() != NO_NODE;
    }

    private String place() {
        StringBuilder place = new StringBuilder();
        for (String name : names) {
            if (place.length() >= MOST_PLACE) {
                break;
            }
            place.append(place.isEmpty() ? "" : "/").append(name, 0, Math.min(name.length(), MOST_PLACE));
        }
        return place.toString();
    }
}
