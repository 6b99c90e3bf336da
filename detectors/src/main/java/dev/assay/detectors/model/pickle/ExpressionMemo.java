package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memo of a program that is being explained: the first entries, the latest ones, and what is imported; the others are
 * shown as {@code memo[123456]}.
 */
final class ExpressionMemo {
    private static final int FIRST = 4096;
    private static final int LATEST = 1 << 16;
    private static final int MOST_GLOBALS = 10_000;
    private static final long MOST_WEIGHT = 70_000;

    private final @Nullable Expression[] first = new Expression[FIRST];
    private final @Nullable Expression[] latest;
    private final long[] numbers;
    private final Map<Long, Expression> globals = new HashMap<>();
    private long count;
    private long highest = -1;
    private long weight;

    ExpressionMemo(long mostEntries) {
        int size = mostEntries <= FIRST ? 1 : LATEST; // most pickles are small, and there are many of them
        latest = new Expression[size];
        numbers = new long[size];
    }

    /** MEMOIZE. */
    void append(Expression value) {
        put(count, value);
    }

    void put(long number, Expression value) {
        if (number < 0) { // one that is no number here
            count++;
            return;
        }
        Expression kept = value;
        long before = weightAt(number);
        if (weight - before + value.weight() > MOST_WEIGHT) {
            boolean few = value.kind == Expression.Kind.GLOBAL && globals.size() < MOST_GLOBALS;
            kept = few ? value : lost(number, value.offset);
        }
        count += find(number) == null && !isLost(number) ? 1 : 0;
        highest = Math.max(highest, number);
        if (kept.kind == Expression.Kind.GLOBAL && globals.size() < MOST_GLOBALS) {
            globals.put(number, kept);
        } else {
            globals.remove(number);
        }
        if (number < FIRST) {
            first[(int) number] = kept;
        } else {
            int slot = (int) (number & latest.length - 1);
            latest[slot] = kept;
            numbers[slot] = number;
        }
        weight += kept.weight() - before;
    }

    private long weightAt(long number) {
        Expression there = number < FIRST ? first[(int) number] : latest[(int) (number & latest.length - 1)];
        return there == null ? 0 : there.weight();
    }

    private @Nullable Expression find(long number) {
        if (number < FIRST) {
            return first[(int) number];
        }
        int slot = (int) (number & latest.length - 1);
        Expression there = numbers[slot] == number ? latest[slot] : null;
        return there == null ? globals.get(number) : there;
    }

    /** Whether a later entry has taken its place. */
    private boolean isLost(long number) {
        return number >= FIRST && number <= highest && latest[(int) (number & latest.length - 1)] != null;
    }

    private static Expression lost(long number, long offset) {
        return Expression.unknown("memo[" + number + "]", offset);
    }

    /** Another pickle that shares the memo: it has variables of its own, so what has one here stays behind as a number. */
    void nextPickle() {
        for (int i = 0; i < FIRST; i++) {
            first[i] = leftBehind(i, first[i]);
        }
        for (int i = 0; i < latest.length; i++) {
            latest[i] = leftBehind(numbers[i], latest[i]);
        }
    }

    private @Nullable Expression leftBehind(long number, @Nullable Expression value) {
        if (value == null || value.isConstant()) {
            return value;
        }
        weight -= value.weight() - 1;
        return lost(number, value.offset);
    }

    Expression get(long number, long offset) throws MalformedException {
        Expression value = number < 0 ? null : find(number);
        if (value != null) {
            return value;
        }
        if (number >= 0 && isLost(number)) {
            return lost(number, offset);
        }
        throw new MissingMemoException(offset, number);
    }
}
