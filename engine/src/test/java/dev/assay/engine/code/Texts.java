package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parses texts for tests, and looks at what comes of it. */
final class Texts {
    static final List<String> LANGUAGES = List.of(
            "java",
            "python",
            "go",
            "javascript",
            "typescript",
            "c",
            "cpp",
            "kotlin",
            "scala",
            "csharp",
            "rust",
            "php",
            "swift",
            "shell",
            "ruby",
            "powershell");

    static final Map<String, Profile> PROFILES = profiles();

    private Texts() {}

    private static Map<String, Profile> profiles() {
        Map<String, Profile> profiles = new TreeMap<>();
        for (String language : LANGUAGES) {
            profiles.put(language, Profile.of(language));
        }
        return profiles;
    }

    static Profile profile(String language) {
        Profile profile = PROFILES.get(language);
        if (profile == null) {
            throw new IllegalArgumentException(language);
        }
        return profile;
    }

    static Budget budget(long bytes) {
        return new Budget(Limits.DEFAULT, Clock.endless(), Leaks.memory(512L << 20), bytes);
    }

    static Source parse(String language, byte[] text) {
        return Parser.parse(text, profile(language), budget(text.length));
    }

    static Source parse(String language, String text) {
        return parse(language, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives every statement and expression to the visitor, without recursion. */
    static void visit(Source source, Consumer<Object> visitor) {
        Deque<Object> open = new ArrayDeque<>(source.statements());
        while (!open.isEmpty()) {
            Object node = open.pop();
            visitor.accept(node);
            switch (node) {
                case Statement statement -> children(statement, open);
                case Expression expression -> children(expression, open);
                default -> throw new AssertionError(node);
            }
        }
    }

    private static void push(Deque<Object> open, @Nullable Object node) {
        if (node != null) {
            open.push(node);
        }
    }

    private static void children(Statement statement, Deque<Object> open) {
        switch (statement) {
            case Statement.Import it -> {}
            case Statement.Assignment it -> {
                open.push(it.target());
                push(open, it.value());
            }
            case Statement.Evaluation it -> open.push(it.expression());
            case Statement.Return it -> push(open, it.value());
            case Statement.Throw it -> push(open, it.value());
            case Statement.Branch it -> {
                push(open, it.condition());
                it.then().forEach(open::push);
                it.otherwise().forEach(open::push);
            }
            case Statement.Always it -> it.body().forEach(open::push);
            case Statement.Loop it -> {
                push(open, it.condition());
                it.body().forEach(open::push);
            }
            case Statement.Function it -> {
                it.parameters().forEach(p -> push(open, p.value()));
                it.body().forEach(open::push);
            }
            case Statement.Type it -> it.members().forEach(open::push);
        }
    }

    private static void children(Expression expression, Deque<Object> open) {
        switch (expression) {
            case Expression.Text it -> {}
            case Expression.Numeral it -> {}
            case Expression.Constant it -> {}
            case Expression.Name it -> {}
            case Expression.Member it -> open.push(it.of());
            case Expression.Index it -> {
                open.push(it.of());
                it.at().forEach(open::push);
            }
            case Expression.Call it -> {
                open.push(it.callee());
                it.arguments().forEach(a -> open.push(a.value()));
                it.body().forEach(open::push);
            }
            case Expression.Operation it -> it.operands().forEach(open::push);
            case Expression.Sequence it -> it.elements().forEach(open::push);
            case Expression.Mapping it ->
                it.entries().forEach(e -> {
                    open.push(e.key());
                    open.push(e.value());
                });
            case Expression.Lambda it -> {
                it.parameters().forEach(p -> push(open, p.value()));
                it.body().forEach(open::push);
            }
            case Expression.Other it -> it.parts().forEach(open::push);
        }
    }

    static int start(Object node) {
        return node instanceof Statement it ? it.start() : ((Expression) node).start();
    }

    static int end(Object node) {
        return node instanceof Statement it ? it.end() : ((Expression) node).end();
    }
}
