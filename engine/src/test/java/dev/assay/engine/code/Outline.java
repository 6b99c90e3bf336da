package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tree as text: a line a statement, what lies in it indented; operations in parentheses, their operator first. */
final class Outline {
    private final StringBuilder out = new StringBuilder();

    private Outline() {}

    static String of(Source source) {
        Outline outline = new Outline();
        if (!source.module().isEmpty()) {
            outline.line(0, "module " + source.module());
        }
        outline.all(source.statements(), 0);
        for (Source.GivenUp gap : source.gaps()) {
            outline.line(0, "gave up: " + gap.reason());
        }
        return outline.out.toString().strip();
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text.stripTrailing()).append('\n');
    }

    private void all(List<Statement> statements, int depth) {
        for (Statement it : statements) {
            one(it, depth);
        }
    }

    private void one(Statement statement, int depth) {
        switch (statement) {
            case Statement.Import it ->
                line(
                        depth,
                        "import " + it.module() + (it.member() == null ? "" : " : " + it.member()) + " as "
                                + it.local());
            case Statement.Assignment it ->
                line(
                        depth,
                        (it.constant() ? "const " : "")
                                + (it.type().isEmpty() ? "" : "<" + it.type() + "> ")
                                + text(it.target())
                                + (it.value() == null ? "" : " " + it.operator() + " " + text(it.value())));
            case Statement.Evaluation it -> line(depth, text(it.expression()));
            case Statement.Return it -> line(depth, "return " + text(it.value()));
            case Statement.Throw it -> line(depth, "throw " + text(it.value()));
            case Statement.Branch it -> {
                line(depth, "if " + text(it.condition()));
                all(it.then(), depth + 1);
                if (!it.otherwise().isEmpty()) {
                    line(depth, "else");
                    all(it.otherwise(), depth + 1);
                }
            }
            case Statement.Always it -> {
                line(depth, "always");
                all(it.body(), depth + 1);
            }
            case Statement.Loop it -> {
                line(depth, "loop " + text(it.condition()));
                all(it.body(), depth + 1);
            }
            case Statement.Function it -> {
                line(
                        depth,
                        "function " + it.name() + parameters(it.parameters()) + " " + String.join(" ", it.modifiers()));
                all(it.body(), depth + 1);
            }
            case Statement.Type it -> {
                line(
                        depth,
                        "type " + it.name()
                                + (it.supertypes().isEmpty() ? "" : " : " + String.join(", ", it.supertypes())));
                all(it.members(), depth + 1);
            }
        }
    }

    private static String parameters(List<Statement.Parameter> parameters) {
        return "("
                + joined(
                        parameters,
                        it -> (it.type().isEmpty() ? "" : "<" + it.type() + "> ")
                                + it.name()
                                + (it.value() == null ? "" : " = " + text(it.value())))
                + ")";
    }

    private static <T> String joined(List<T> items, Function<T, String> text) {
        List<String> texts = new ArrayList<>();
        for (T item : items) {
            texts.add(text.apply(item));
        }
        return String.join(", ", texts);
    }

    private static String block(List<Statement> statements) {
        Outline outline = new Outline();
        outline.all(statements, 0);
        return "{" + outline.out.toString().strip().replaceAll("\\s*\n\\s*", "; ") + "}";
    }

    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                out.append(c == '\n' ? "\\n" : String.format("\\x%02x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    private static String text(@Nullable Expression expression) {
        return switch (expression) {
            case null -> "?";
            case Expression.Text it -> (it.bytes() ? "b" : "") + "'" + visible(it.value()) + "'";
            case Expression.Numeral it -> it.text();
            case Expression.Constant it -> "#" + it.of();
            case Expression.Name it -> it.name();
            case Expression.Member it -> text(it.of()) + "." + it.name();
            case Expression.Index it -> text(it.of()) + "[" + joined(it.at(), Outline::text) + "]";
            case Expression.Call it ->
                (it.creates() ? "new " : "")
                        + text(it.callee())
                        + "("
                        + joined(
                                it.arguments(),
                                a -> (a.name() == null ? "" : a.name() + "=")
                                        + (a.spread() ? "*" : "")
                                        + text(a.value()))
                        + ")"
                        + (it.body().isEmpty() ? "" : block(it.body()));
            case Expression.Operation it -> "(" + it.operator() + " " + joined(it.operands(), Outline::text) + ")";
            case Expression.Sequence it -> it.type() + "[" + joined(it.elements(), Outline::text) + "]";
            case Expression.Mapping it ->
                it.type() + "{" + joined(it.entries(), e -> text(e.key()) + ": " + text(e.value())) + "}";
            case Expression.Lambda it -> "fn" + parameters(it.parameters()) + block(it.body());
            case Expression.Other it -> "other(" + joined(it.parts(), Outline::text) + ")";
        };
    }
}
