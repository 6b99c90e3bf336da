package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.jinja.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Reads the tags of statements, one after the other. For one template. */
final class StatementReading {
    private static final Set<String> FILES = Set.of("include", "import", "extends", "from");
    private static final int MOST_LOOPS = 100;
    private static final int MOST_CAPTURED = 256;

    /** Rounds of loops within loops together. */
    private static final long MANY = 10_000_000;

    private final Uses uses;
    private final Deque<Long> loops = new ArrayDeque<>();
    private final StringBuilder captured = new StringBuilder();
    private String capturing = "";
    private boolean raw;

    StatementReading(Uses uses) {
        this.uses = uses;
    }

    /** Whether the last tag says that nothing is a tag from here on. */
    boolean isRaw() {
        return raw;
    }

    /** Text between tags. */
    void data(byte[] bytes, int from, int to) {
        if (!capturing.isEmpty() && captured.length() < MOST_CAPTURED) {
            int n = Math.min(to - from, MOST_CAPTURED - captured.length());
            captured.append(new String(bytes, from, n, StandardCharsets.ISO_8859_1));
        }
    }

    void statement(List<Token> tokens) {
        raw = false;
        Token first = tokens.getFirst();
        ExpressionReading in = new ExpressionReading(tokens, first.kind() == Kind.NAME ? 1 : 0, uses);
        if (first.kind() != Kind.NAME) {
            in.rest();
            return;
        }
        switch (first.text()) {
            case "raw" -> raw = true;
            case "set" -> set(in);
            case "endset" -> {
                if (!capturing.isEmpty()) {
                    uses.assign(capturing, Value.text(captured.toString()));
                    capturing = "";
                }
            }
            case "for" -> loop(in);
            case "endfor" -> loops.poll();
            case "macro", "call", "block" -> definition(in);
            default -> {
                if (FILES.contains(first.text())) {
                    file(first, in);
                }
            }
        }
        in.rest();
    }

    private void set(ExpressionReading in) {
        List<String> names = names(in);
        if (!in.peek().is("=")) {
            capturing = names.isEmpty() ? "" : names.getFirst();
            captured.setLength(0);
            return;
        }
        for (String name : names) {
            in.skip(); // the equals sign, then the commas
            uses.assign(name, in.expression());
        }
    }

    /** Names with their members, with commas between. */
    private static List<String> names(ExpressionReading in) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        while (!in.atEnd() && !in.peek().is("=") && !in.peek().isName("in")) {
            Token token = in.peek();
            if (token.is(",")) {
                names.add(name.toString());
                name.setLength(0);
            } else if (token.kind() == Kind.NAME || token.is(".")) {
                name.append(token.text());
            }
            in.skip();
        }
        if (!name.isEmpty()) {
            names.add(name.toString());
        }
        return names;
    }

    private void loop(ExpressionReading in) {
        List<String> names = names(in);
        in.skip();
        Token at = in.peek();
        Value over = in.expression();
        for (String name : names) {
            uses.assign(name, each(over));
        }
        Long count = over.number();
        loops.push(count == null || count < 1 ? 1 : count);
        if (loops.size() > MOST_LOOPS) {
            loops.removeLast();
        }
        double rounds = 1;
        for (long each : loops) {
            rounds *= each;
        }
        if (loops.size() > 1 && rounds >= MANY) {
            uses.tell(Shape.EXPLOSION, "loops of " + (long) rounds + " rounds", at.at());
        }
    }

    /** Of the values that a loop gives to its variable the one that matters. */
    private static Value each(Value over) {
        List<Value> items = over.items();
        if (items == null) {
            return Value.UNKNOWN;
        }
        for (Value item : items) {
            String text = item.text();
            if (text != null && (Names.isSpecial(text) || Names.isEscape(text))) {
                return item;
            }
        }
        return Value.UNKNOWN;
    }

    /** The name is none that is used, and what is between the brackets gets its value elsewhere. */
    private void definition(ExpressionReading in) {
        if (in.peek().kind() == Kind.NAME) {
            uses.assign(in.peek().text(), Value.UNKNOWN);
            in.skip();
        }
        if (!in.peek().is("(")) {
            return;
        }
        in.skip();
        while (!in.atEnd() && !in.peek().is(")")) {
            if (in.peek().kind() == Kind.NAME) {
                uses.assign(in.peek().text(), Value.UNKNOWN);
                in.skip();
            } else if (in.peek().is("=")) {
                in.skip();
                in.expression();
            } else {
                in.skip();
            }
        }
    }

    private void file(Token statement, ExpressionReading in) {
        String name = in.expression().text();
        uses.tell(Shape.TEMPLATE_FILE, name == null ? "a name that is put together" : name, statement.at());
    }
}
