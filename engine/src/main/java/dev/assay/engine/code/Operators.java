package dev.assay.engine.code;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The operators of all languages with the precedence that most languages give them, from {@code operators.tsv}; an operator's
 * number is the same in all languages. Immutable.
 */
final class Operators {
    /** Assignments and nothing else have this precedence. */
    static final int ASSIGNMENT = 10;

    static final int NONE = 0;

    private static final Operators TABLE = read();

    private final Map<String, Integer> ids = new HashMap<>();
    private final String[] texts;
    private final int[] infix;
    private final int[] prefix;
    private final boolean[] right;
    private final boolean[] postfix;

    private Operators(List<List<String>> rows) {
        int count = rows.size() + 1;
        texts = new String[count];
        infix = new int[count];
        prefix = new int[count];
        right = new boolean[count];
        postfix = new boolean[count];
        texts[NONE] = "";
        for (int i = 1; i < count; i++) {
            List<String> row = rows.get(i - 1);
            texts[i] = row.get(0);
            infix[i] = Integer.parseInt(row.get(1));
            right[i] = row.get(2).equals("right");
            prefix[i] = Integer.parseInt(row.get(3));
            postfix[i] = row.get(4).equals("postfix");
            ids.put(texts[i], i);
        }
    }

    private static Operators read() {
        return new Operators(
                Rows.read(Objects.requireNonNull(Operators.class.getResource("operators.tsv"), "operators.tsv"), 5));
    }

    /** @throws IllegalArgumentException if there is no such operator */
    static int id(String text) {
        Integer id = TABLE.ids.get(text);
        if (id == null) {
            throw new IllegalArgumentException("operators.tsv has no " + text);
        }
        return id;
    }

    static boolean exists(String text) {
        return TABLE.ids.containsKey(text);
    }

    static String text(int id) {
        return TABLE.texts[id];
    }

    /** Whether it is an assignment, in whatever language. */
    static boolean assigns(int id) {
        return TABLE.infix[id] == ASSIGNMENT;
    }

    static boolean assigns(String text) {
        Integer id = TABLE.ids.get(text);
        return id != null && assigns(id);
    }

    static boolean groupsRight(int id) {
        return TABLE.right[id];
    }

    static boolean isPostfix(int id) {
        return TABLE.postfix[id];
    }

    /** A copy that a language may change: by number, 0 for what is not between two operands. */
    static int[] infix() {
        return TABLE.infix.clone();
    }

    /** A copy that a language may change: by number, the least precedence of the operand, 0 for what is not before one. */
    static int[] prefix() {
        return TABLE.prefix.clone();
    }
}
