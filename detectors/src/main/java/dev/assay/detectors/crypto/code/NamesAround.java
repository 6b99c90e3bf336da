package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the names around a place of a program say of what is done there: of the function that it stands in, the variable or the
 * argument that gets it, the function that is called with it. Immutable; made in time linear in the text.
 */
final class NamesAround {
    /** A digest that only finds something again. */
    static final String LOOKUP = "lookup";

    /** What only parts one thing from another, and which everybody sees. */
    static final String MARK = "mark";

    /** Of two words: something else than what the last one says alone. */
    static final String OTHER = "other";

    /** From the first byte of what has the name to behind its last. */
    private record Span(int start, int end, String usage) {}

    /** What words of names say, from {@code names-around.tsv}. Immutable. */
    static final class Words {
        private final Map<String, String> usages = new HashMap<>();

        Words() {
            for (List<String> row : Rows.read(Objects.requireNonNull(Words.class.getResource("names-around.tsv")), 3)) {
                Parts.of(row.get(0), ',').forEach(word -> usages.put(word, row.get(1)));
            }
        }

        /** What a name says, by one of its words or by two that stand together; empty if it says nothing. */
        String usage(String name) {
            String before = "";
            for (String word : split(name)) {
                String usage = usages.getOrDefault(before + word, usages.getOrDefault(word, ""));
                if (!usage.isEmpty()) {
                    return usage;
                }
                before = word;
            }
            return "";
        }

        /** What the last two words of a name say of it, or else the last one; empty if that says nothing. */
        String last(String name) {
            List<String> all = split(name);
            if (all.isEmpty()) {
                return "";
            }
            String last = usages.getOrDefault(all.getLast(), "");
            return all.size() == 1 ? last : usages.getOrDefault(all.get(all.size() - 2) + all.getLast(), last);
        }

        /** The words of {@code get_cache_key}, {@code getCacheKey}, {@code ETag}, in small letters. */
        private static List<String> split(String name) {
            List<String> words = new ArrayList<>();
            int from = 0;
            for (int i = 0; i <= name.length(); i++) {
                boolean isEnd = i == name.length() || !Character.isLetter(name.charAt(i));
                boolean begins = !isEnd
                        && Character.isUpperCase(name.charAt(i))
                        && i > 0
                        && (!Character.isUpperCase(name.charAt(i - 1))
                                || i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
                if (isEnd || begins) {
                    if (i > from) {
                        words.add(name.substring(from, i).toLowerCase(Locale.ROOT));
                    }
                    from = isEnd ? i + 1 : i;
                }
            }
            return words;
        }
    }

    private final Words words;
    private final List<Span> spans = new ArrayList<>();
    private final Map<String, String> usages = new HashMap<>(); // of names that were met

    NamesAround(List<Statement> statements, Words words) {
        this.words = words;
        new Walk(this::look, this::look).over(statements);
    }

    private void look(Statement statement) {
        if (statement instanceof Statement.Function function) {
            note(function.name(), function.start(), function.end());
        } else if (statement instanceof Statement.Assignment assignment) {
            note(assignment.target(), assignment.start(), assignment.end());
        }
    }

    private void look(Expression expression) {
        if (expression instanceof Expression.Call call && !call.arguments().isEmpty()) {
            int end = call.end();
            note(call.callee(), call.start(), end);
            for (Expression.Argument argument : call.arguments()) {
                if (argument.name() != null) {
                    note(
                            argument.name(),
                            argument.value().start(),
                            argument.value().end());
                }
            }
        } else if (expression instanceof Expression.Operation operation
                && operation.operands().getFirst() instanceof Expression.Text begins) {
            note(begins, operation.start(), operation.end()); // "ETag: " and what is put behind it
        } else if (expression instanceof Expression.Mapping mapping) {
            mapping.entries()
                    .forEach(entry -> note(
                            entry.key(), entry.value().start(), entry.value().end()));
        }
    }

    private void note(Expression named, int start, int end) {
        switch (named) {
            case Expression.Name(String name, int _, int _) -> note(name, start, end);
            case Expression.Member(Expression of, String name, int _, int _) -> {
                note(name, start, end);
                note(of, start, end);
            }
            case Expression.Index(Expression of, List<Expression> at, int _, int _) -> {
                note(of, start, end);
                at.forEach(key -> note(key, start, end));
            }
            case Expression.Text text -> note(text.value(), start, end);
            case Expression.Call _,
                    Expression.Constant _,
                    Expression.Lambda _,
                    Expression.Mapping _,
                    Expression.Numeral _,
                    Expression.Operation _,
                    Expression.Other _,
                    Expression.Sequence _ -> {}
        }
    }

    private void note(String name, int start, int end) {
        String usage = name.length() <= 100 ? usages.computeIfAbsent(name, words::usage) : "";
        if (!usage.isEmpty() && !DigestedPasswords.WORDS.contains(usage)) { // that tells what is digested, not what for
            spans.add(new Span(start, end, usage));
        }
    }

    /** What is said of a place; empty for nothing. */
    String usage(int offsetBytes) {
        String usage = "";
        for (Span span : spans) {
            if (span.start() <= offsetBytes && offsetBytes < span.end()) {
                usage = span.usage(); // from the outside in
            }
        }
        return usage;
    }
}
