package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a source line by line: imports, assignments, definitions, and in all of them the expressions. */
final class Statements {
    private static final int MOST_BLOCKS = 200;
    private static final String SELF = "self";
    private static final String MAIN = "__main__";
    private static final Set<String> CONSTRUCTORS = Set.of("__init__", "__new__", "__call__", "__post_init__");
    private static final Set<String> PASSED = Set.of(
            "elif",
            "while",
            "else",
            "try",
            "finally",
            "assert",
            "raise",
            "async",
            "global",
            "nonlocal",
            "del",
            "pass",
            "break",
            "continue",
            "in",
            "and",
            "or",
            "is",
            "if",
            "print");

    /**
     * A function, a class or the part of a program that is no module; what is indented more is in it.
     *
     * @param className empty if it is no class
     */
    private record Block(int indent, String scope, String className) {
        boolean isClass() {
            return !className.isEmpty();
        }
    }

    private record Decorator(Value value, int at) {}

    private final Source source;
    private final Functions functions;
    private final Calls calls;
    private final Executions executions;
    private final Imports imports;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Deque<Decorator> decorators = new ArrayDeque<>();

    Statements(Source source, Functions functions) {
        this.source = source;
        this.functions = functions;
        this.calls = new Calls(source, functions);
        this.executions = new Executions(source);
        this.imports = new Imports(source);
    }

    void read() {
        boolean marked = source.length >= 3 && source.bytes[0] == (byte) 0xef && source.bytes[1] == (byte) 0xbb;
        Lexer lexer = new Lexer(source.bytes, marked ? 3 : 0, source.length);
        while (true) {
            List<Token> line = lexer.line();
            Token first = line.getFirst();
            if (first.kind() == Kind.END) {
                return;
            }
            source.budget.spendWork(line.getLast().to() - first.from());
            while (!blocks.isEmpty() && blocks.peek().indent() >= lexer.indent()) {
                blocks.pop();
            }
            source.enter(blocks.isEmpty() ? Source.MODULE : blocks.peek().scope());
            line(new Expressions(source, functions, calls, line), lexer.indent());
        }
    }

    private void line(Expressions in, int indent) {
        while (!in.atEnd()) {
            int before = in.position();
            statement(in, indent);
            if (in.position() == before) {
                in.skip();
            }
        }
    }

    private void statement(Expressions in, int indent) {
        Token token = in.peek();
        if (token.is("@")) {
            decorator(in);
            return;
        }
        if (token.is("!")) {
            executions.shell(source.text(token.from(), token.to()), token.from());
            in.skip();
            return;
        }
        switch (token.kind() == Kind.NAME ? token.text() : "") {
            case "import" -> imports.plain(in);
            case "from" -> imports.from(in);
            case "def", "class" -> {
                decorate();
                definition(in, indent);
            }
            case "return", "yield" -> {
                in.skip();
                source.returns(in.list());
            }
            case "for" -> loop(in);
            case "with" -> with(in);
            case "if" -> condition(in, indent);
            case "except" -> {
                in.skip();
                in.expression();
                if (in.takeName("as")) {
                    source.assign(in.peek().text(), Value.UNKNOWN);
                    in.skip();
                }
            }
            default -> {
                if (token.kind() == Kind.NAME
                        && PASSED.contains(token.text())
                        && (token.text().equals("if") || !in.peek(1).is("("))) {
                    in.skip();
                } else {
                    assignment(in);
                }
            }
        }
    }

    private void definition(Expressions in, int indent) {
        boolean isClass = in.peek().text().equals("class");
        in.skip();
        if (in.peek().kind() != Kind.NAME) {
            return; // a name of something else
        }
        String name = in.peek().text();
        Block around = blocks.peek();
        in.skip();
        List<String> parameters = new ArrayList<>();
        if (in.take("(")) {
            parameters(in, parameters, isClass);
        }
        if (in.take("->")) {
            in.expression();
        }
        in.take(":");
        boolean constructs = around != null && around.isClass() && CONSTRUCTORS.contains(name);
        String scope = isClass ? source.scope() : constructs ? around.className() : name;
        if (blocks.size() < MOST_BLOCKS) {
            blocks.push(new Block(indent, scope, isClass ? name : ""));
        }
        source.enter(scope);
        if (!isClass) {
            parameters.stream()
                    .filter(parameter -> !parameter.equals(SELF)) // whose members are known by that name
                    .forEach(parameter -> source.assign(parameter, Value.UNKNOWN));
        }
    }

    /** Defaults run with the definition; the bases of a class are expressions. */
    private static void parameters(Expressions in, List<String> names, boolean isClass) {
        while (!in.peek().is(")") && !in.atEnd()) {
            Token token = in.peek();
            int before = in.position();
            if (!isClass && token.kind() == Kind.NAME) {
                names.add(token.text());
                in.skip();
                if (in.take(":")) {
                    in.expression();
                }
                if (in.take("=")) {
                    in.expression();
                }
            } else if (isClass) {
                in.expression();
            }
            if (in.position() == before) {
                in.skip();
            }
        }
        in.take(")");
    }

    private void loop(Expressions in) {
        in.skip();
        List<String> names = new ArrayList<>();
        while (!in.peek().isName("in") && !in.atEnd()) {
            if (in.peek().kind() == Kind.NAME) {
                names.add(in.peek().text());
            }
            in.skip();
        }
        in.skip();
        Value over = in.list();
        Value each = over instanceof Items items && items.items().size() == 1
                ? items.items().getFirst()
                : Value.of(over.taints() & Taint.LASTING);
        names.forEach(name -> source.assign(name, each));
        in.take(":");
    }

    private void with(Expressions in) {
        in.skip();
        in.take("(");
        do {
            Value value = in.expression();
            if (in.takeName("as")) {
                if (in.peek().kind() == Kind.NAME) {
                    source.assign(in.peek().text(), value);
                }
                in.skip();
            }
        } while (in.take(","));
        in.take(")");
        in.take(":");
    }

    private void condition(Expressions in, int indent) {
        in.skip();
        boolean main = isMain(in);
        in.expression();
        in.take(":");
        if (main && source.scope().equals(Source.MODULE) && blocks.size() < MOST_BLOCKS) {
            blocks.push(new Block(indent, Source.MAIN, ""));
            source.enter(Source.MAIN);
        }
    }

    /** Exactly {@code __name__ == "__main__":} or the other way round: what else compares the name may well run on import. */
    private boolean isMain(Expressions in) {
        int at = in.peek().is("(") ? 1 : 0;
        Token one = in.peek(at);
        Token other = in.peek(at + 2);
        Token text = one.kind() == Kind.TEXT ? one : other;
        boolean compared = in.peek(at + 1).is("==") && (one.isName("__name__") || other.isName("__name__"));
        return compared
                && text.kind() == Kind.TEXT
                && text.to() - text.from() == MAIN.length() + 2
                && source.text(text.from() + 1, text.to() - 1).equals(MAIN)
                && (at == 0 || in.peek(4).is(")"))
                && in.peek(at + at + 3).is(":");
    }

    /** {@code @exec} over a function calls it, with what the decorators below made. */
    private void decorator(Expressions in) {
        int at = in.peek().from();
        in.skip();
        Value value = in.expression();
        if (decorators.size() < MOST_BLOCKS) {
            decorators.push(new Decorator(value, at));
        }
    }

    private void decorate() {
        Value made = Value.UNKNOWN;
        while (!decorators.isEmpty()) {
            Decorator decorator = decorators.pop();
            made = calls.call(decorator.value(), List.of(made), Map.of(), decorator.at());
        }
    }

    /** An expression, which may be what a name is to stand for. */
    private void assignment(Expressions in) {
        List<String> targets = targets(in);
        if (targets.isEmpty()) {
            augmented(in);
            return;
        }
        Value value = in.list();
        while (in.take("=")) {
            value = in.list();
        }
        if (targets.size() == 1) {
            source.assign(targets.getFirst(), value);
            return;
        }
        for (int i = 0; i < targets.size(); i++) {
            Value part = value instanceof Items items && items.items().size() == targets.size()
                    ? items.items().get(i)
                    : calls.members().item(value, new Int(i));
            source.assign(targets.get(i), part);
        }
    }

    /** The names in front of an equals sign, which is passed; none if there is none or they are more than names. */
    private static List<String> targets(Expressions in) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (true) {
            Token token = in.peek(at);
            if (token.kind() == Kind.NAME && (name.isEmpty() || name.charAt(name.length() - 1) == '.')) {
                name.append(token.text());
            } else if (token.is(".") && !name.isEmpty()) {
                name.append('.');
            } else if (token.is(",") && !name.isEmpty()) {
                names.add(name.toString());
                name.setLength(0);
            } else if (token.is("=") && !name.isEmpty()) {
                names.add(name.toString());
                for (int i = 0; i <= at; i++) {
                    in.skip();
                }
                return names;
            } else {
                return List.of();
            }
            at++;
        }
    }

    private void augmented(Expressions in) {
        Token first = in.peek();
        if (first.kind() == Kind.NAME && in.peek(1).is("+=")) {
            in.skip();
            in.skip();
            source.assign(first.text(), in.sum(source.lookUp(first.text(), functions), in.list()));
            return;
        }
        in.list();
        if (in.take(":")) {
            return; // an annotation, or the body of what was a condition
        }
        in.take("=");
    }
}
