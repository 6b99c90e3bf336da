package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's declarations, where the type comes last and parentheses hold several of one kind. */
final class GoDeclarationParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    GoDeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** After {@code func}; a method is a member of its receiver's type, which its body knows as {@code this}. */
    boolean function(List<String> modifiers, int start, List<Statement> out) {
        if (!cursor.opens('(')) {
            named(modifiers, start, out);
            return true;
        }
        int open = cursor.at;
        int nameStart = cursor.start();
        if (tokens.kind(cursor.afterGroup(open)) != Tokens.NAME) {
            // A function that is a value.
            cursor.at = open - 1;
            parser.statements.simple(out);
            return true;
        }
        List<Statement.Parameter> receiver = parser.parameters.list();
        List<Statement> method = new ArrayList<>(1);
        named(modifiers, start, method);
        if (receiver.isEmpty() || method.isEmpty() || !(method.getFirst() instanceof Statement.Function it)) {
            out.addAll(method);
            return true;
        }
        Statement.Parameter self = receiver.getFirst();
        if (!self.name().isEmpty()) {
            List<Statement> body = new ArrayList<>(it.body());
            int end = tokens.ends[open];
            body.addFirst(new Statement.Assignment(
                    new Expression.Name(self.name(), nameStart, end),
                    "=",
                    new Expression.Name("this", nameStart, end),
                    self.type(),
                    true,
                    nameStart,
                    end));
            it = new Statement.Function(it.name(), it.parameters(), body, it.modifiers(), it.start(), it.end());
        }
        out.add(new Statement.Type(bare(self.type()), List.of(), List.of(it), start, it.end()));
        return true;
    }

    private static String bare(String type) {
        String name = type.startsWith("*") ? type.substring(1).strip() : type;
        int bracket = name.indexOf('[');
        return bracket > 0 ? name.substring(0, bracket) : name;
    }

    private void named(List<String> modifiers, int start, List<Statement> out) {
        String name = "";
        if (cursor.kind() == Tokens.NAME) {
            name = cursor.name();
            cursor.at++;
        }
        if (cursor.opens('[')) {
            cursor.skipGroup();
        }
        parser.functions.finish(name, modifiers, start, out);
    }

    /** {@code var} and {@code const}, one or several in parentheses. */
    boolean variables(List<Statement> out) {
        boolean constant = cursor.word() == Word.CONSTANT;
        cursor.at++;
        several(() -> variable(constant, out));
        return true;
    }

    /** {@code type}, one or several in parentheses. */
    boolean types(List<Statement> out) {
        cursor.at++;
        several(() -> type(out));
        return true;
    }

    private void several(Runnable one) {
        if (!cursor.opens('(')) {
            one.run();
            return;
        }
        int open = cursor.at++;
        int end = tokens.data[open];
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.kind() != Tokens.SEMICOLON) {
                one.run();
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
    }

    private void variable(boolean constant, List<Statement> out) {
        int start = cursor.start();
        Expression target = names();
        String type = "";
        if (!cursor.is(Signs.ASSIGN) && !cursor.atEnd()) {
            type = type();
        }
        @Nullable Expression value = cursor.accept(Signs.ASSIGN) ? parser.statements.listed() : null;
        out.add(new Statement.Assignment(target, "=", value, type, constant, start, Math.max(start, cursor.lastEnd())));
    }

    private Expression names() {
        int start = cursor.start();
        List<Expression> names = new ArrayList<>(1);
        do {
            if (cursor.kind() == Tokens.NAME) {
                names.add(new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]));
                cursor.at++;
            }
        } while (cursor.acceptKind(Tokens.COMMA));
        return names.size() == 1
                ? names.getFirst()
                : new Expression.Sequence("", names, start, Math.max(start, cursor.lastEnd()));
    }

    private String type() {
        int from = cursor.at;
        int after = parser.types.after(from);
        cursor.at = after > 0 ? after : from;
        return cursor.slice(from, cursor.at);
    }

    private void type(List<Statement> out) {
        int start = cursor.start();
        if (cursor.kind() != Tokens.NAME) {
            return;
        }
        String name = cursor.name();
        cursor.at++;
        if (cursor.opens('[')
                && tokens.kind(cursor.at + 1) == Tokens.NAME
                && tokens.kind(cursor.at + 2) != Tokens.CLOSE) {
            // Parameters, unless it is an array's length.
            cursor.skipGroup();
        }
        cursor.accept(Signs.ASSIGN);
        boolean structure = cursor.isWord("struct");
        if (cursor.word() == Word.TYPE && tokens.opens(cursor.at + 1, '{')) {
            cursor.at++;
            List<Statement> members = structure ? fields() : List.of();
            if (!structure) {
                cursor.skipGroup();
            }
            out.add(new Statement.Type(name, List.of(), members, start, Math.max(start, cursor.lastEnd())));
            return;
        }
        type();
    }

    private List<Statement> fields() {
        int open = cursor.at++;
        int end = tokens.data[open];
        List<Statement> members = new ArrayList<>();
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        while (cursor.at < end) {
            int before = cursor.at;
            int start = cursor.start();
            if (cursor.kind() == Tokens.NAME
                    && tokens.kind(cursor.at + 1) != Tokens.CLOSE
                    && !cursor.is(cursor.at + 1, Signs.DOT)) {
                Expression names = names();
                String type = type();
                members.add(new Statement.Assignment(
                        names, "=", null, type, false, start, Math.max(start, cursor.lastEnd())));
            } else {
                String type = type(); // that is embedded, under its own name
                int last = Math.max(type.lastIndexOf('.'), type.lastIndexOf('*')) + 1;
                if (last < type.length() && type.indexOf('[') < 0) {
                    int nameEnd = Math.max(start, cursor.lastEnd());
                    Expression name = new Expression.Name(type.substring(last), start, nameEnd);
                    members.add(new Statement.Assignment(name, "=", null, type, false, start, nameEnd));
                }
            }
            if (cursor.kind() == Tokens.STRING) {
                cursor.at++;
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return members;
    }
}
