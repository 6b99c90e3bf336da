package dev.assay.detectors.model.lightgbm;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.fact.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads line by line; of a line of numbers only the count and the range are kept. Belongs to one decoding. */
final class LineReading {
    private static final int MOST_NAME = 100;
    private static final int MOST_NUMBER = 40;

    /** Lines of whole numbers that predicting follows. */
    private static final Set<String> INDICES = Set.of("left_child", "right_child", "split_feature");

    private static final Set<String> NUMBERS = Set.of(
            "tree_sizes",
            "decision_type",
            "threshold",
            "leaf_value",
            "leaf_weight",
            "leaf_count",
            "internal_value",
            "internal_weight",
            "internal_count",
            "split_gain",
            "cat_boundaries",
            "cat_threshold",
            "leaf_const",
            "num_features",
            "leaf_coeff",
            "leaf_features");

    private final ByteReader in;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private long lastFeature = Long.MAX_VALUE - 1;
    private long leaves = -1;
    private long treesTold = -1;
    private long trees;
    private long count;
    private long least;
    private long most;

    LineReading(ByteReader in, Anomalies anomalies, PayloadTexts texts, Inventory inventory) {
        this.in = in;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
    }

    void read() throws IOException {
        inventory.property(Property.FRAMEWORK, "LightGBM", -1);
        while (!in.atEnd()) {
            line();
        }
        inventory.metadata("trees", Long.toString(trees), -1);
        if (treesTold >= 0 && trees != treesTold) {
            anomalies.add("tree-count", -1, () -> treesTold + " trees are told and " + trees + " are there");
        }
    }

    private void line() throws IOException {
        long at = in.position();
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0 && c != '\n' && c != '=' && start.size() < MOST_NAME) {
            start.write(c);
            c = in.read();
        }
        String name = start.toString(StandardCharsets.UTF_8);
        if (c == '=' && (INDICES.contains(name) || NUMBERS.contains(name))) {
            numbers(at);
            judge(name, at);
            return;
        }
        while (c >= 0 && c != '\n') {
            if (start.size() < EmbeddedTexts.MOST_BYTES) {
                start.write(c);
            }
            c = in.read();
        }
        long end = in.position() - (c == '\n' ? 1 : 0);
        texts.add("line", start.toByteArray(), end - at, at);
        String line = start.toString(StandardCharsets.UTF_8).strip();
        if (trees == 0) {
            described(name, line.substring(line.indexOf('=') + 1), at);
        }
        if (name.equals("Tree")) {
            trees++;
            leaves = -1;
        } else if (name.equals("num_leaves")) {
            leaves = value(line);
        } else if (name.equals("max_feature_idx")) {
            lastFeature = value(line);
        }
    }

    /** A line before the first tree. */
    private void described(String name, String value, long at) {
        switch (name) {
            case "version" -> inventory.property(Property.FORMAT_VERSION, value, at);
            case "objective", "num_class" -> inventory.metadata(name, value, at);
            default -> {}
        }
    }

    private static long value(String line) {
        String value = line.substring(line.indexOf('=') + 1);
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(value);
    }

    /** Takes a line of numbers parted by spaces; what are no whole ones count, but have no place in the range. */
    private void numbers(long at) throws IOException {
        count = 0;
        least = Long.MAX_VALUE;
        most = Long.MIN_VALUE;
        StringBuilder number = new StringBuilder();
        for (int c = in.read(); ; c = in.read()) {
            if (c > ' ') {
                MalformedException.check(number.length() < MOST_NUMBER, at, "a number that does not end");
                number.append((char) c);
                continue;
            }
            if (!number.isEmpty()) {
                take(number.toString());
                number.setLength(0);
            }
            if (c < 0 || c == '\n') {
                return;
            }
        }
    }

    private void take(String number) {
        count++;
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        if (!digits.isEmpty() && digits.length() < 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long value = negative ? -Long.parseLong(digits) : Long.parseLong(digits);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }

    private void judge(String name, long at) {
        long numbers = count;
        if (name.equals("tree_sizes")) {
            treesTold = numbers;
            return;
        }
        long inner = leaves - 1;
        if (leaves >= 1 && INDICES.contains(name) && numbers != inner && !(inner == 0 && numbers <= 1)
                || leaves >= 1 && name.equals("leaf_value") && numbers != leaves) {
            anomalies.add(
                    "tree-size", at, () -> name + " of a tree of " + leaves + " leaves has " + numbers + " numbers");
        }
        if (numbers == 0 || most < least) {
            return;
        }
        long from = least;
        long to = most;
        boolean outside = name.equals("split_feature")
                ? from < 0 || to > lastFeature
                : name.endsWith("_child") && leaves >= 1 && inner > 0 && (from < -leaves || to >= inner);
        if (outside) {
            anomalies.add(
                    "index-bounds",
                    at,
                    () -> name + " of a tree of " + leaves + " leaves reaches from " + from + " to " + to);
        }
    }
}
