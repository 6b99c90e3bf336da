package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JavaScript's {@code import} and {@code export}, and {@code require} where it is one. */
final class ModuleParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    /** A name of another module, and what it is called here. */
    private record Taken(@Nullable String member, String local) {}

    ModuleParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    boolean statement(Word word, List<Statement> out) {
        return switch (word) {
            case IMPORT -> imports(out);
            case EXPORT -> exports(out);
            case PACKAGE -> parser.imports.namespace(out);
            default -> false;
        };
    }

    private boolean imports(List<Statement> out) {
        if (tokens.opens(cursor.at + 1, '(') || cursor.is(cursor.at + 1, Signs.DOT)) {
            return false;
        }
        int start = cursor.start();
        cursor.at++;
        skipTypeWord();
        if (cursor.kind() == Tokens.NAME && cursor.is(cursor.at + 1, Signs.ASSIGN)) {
            equals(start, out);
            return true;
        }
        List<Taken> taken = new ArrayList<>(2);
        while (cursor.kind() != Tokens.STRING && cursor.word() != Word.FROM && !cursor.atEnd()) {
            int before = cursor.at;
            clause(taken);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.accept(Word.FROM);
        from(taken, start, out);
        return true;
    }

    private void skipTypeWord() {
        if (cursor.isWord("type")
                && cursor.kind(1) != Tokens.COMMA
                && !cursor.is(cursor.at + 1, Signs.ASSIGN)
                && tokens.word(cursor.at + 1) != Word.FROM) {
            cursor.at++;
        }
    }

    /** {@code import a = require("m")}. */
    private void equals(int start, List<Statement> out) {
        Expression target = new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]);
        cursor.at += 2;
        Expression value = parser.expressions.expression();
        assigned(target, value, "", true, start, out);
    }

    private void clause(List<Taken> taken) {
        if (cursor.accept(Signs.STAR)) {
            String local = "*";
            if (isAs()) {
                cursor.at++;
                local = cursor.name();
                cursor.at++;
            }
            taken.add(new Taken(local.equals("*") ? "*" : null, local));
        } else if (cursor.opens('{')) {
            braces(taken);
        } else if (cursor.kind() == Tokens.NAME) {
            taken.add(new Taken("default", cursor.name()));
            cursor.at++;
        }
    }

    private boolean isAs() {
        return cursor.isWord("as");
    }

    private void braces(List<Taken> taken) {
        int open = cursor.at++;
        int end = tokens.data[open];
        while (cursor.at < end) {
            if (cursor.kind() != Tokens.NAME && cursor.kind() != Tokens.STRING) {
                cursor.at++;
                continue;
            }
            skipTypeWord();
            String member = cursor.name();
            String local = member;
            cursor.at++;
            if (isAs() && cursor.at < end) {
                cursor.at++;
                local = cursor.name();
                cursor.at++;
            }
            taken.add(new Taken(member, local));
        }
        cursor.at = open;
        cursor.skipGroup();
    }

    private void from(List<Taken> taken, int start, List<Statement> out) {
        if (cursor.kind() != Tokens.STRING) {
            return;
        }
        String module = parser.literals.text() instanceof Expression.Text text ? text.value() : "";
        int end = cursor.lastEnd();
        if (taken.isEmpty()) {
            out.add(new Statement.Import(module, null, "", start, end));
        }
        for (Taken it : taken) {
            out.add(new Statement.Import(module, it.member(), it.local(), start, end));
        }
        if ((cursor.isWord("with") || cursor.isWord("assert")) && tokens.opens(cursor.at + 1, '{')) {
            cursor.at++;
            cursor.skipGroup();
        }
    }

    private boolean exports(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (cursor.isWord("type") && (tokens.opens(cursor.at + 1, '{') || cursor.is(cursor.at + 1, Signs.STAR))) {
            cursor.at++;
        }
        if (cursor.is(Signs.STAR) || cursor.opens('{')) {
            List<Taken> taken = new ArrayList<>();
            clause(taken);
            if (cursor.accept(Word.FROM)) {
                from(taken, start, out);
            }
            return true;
        }
        cursor.accept(Signs.ASSIGN);
        if (isAs()) {
            while (!cursor.atEnd()) {
                cursor.at++;
            }
            return true;
        }
        if (cursor.accept(Word.DEFAULT) && cursor.opens('{')) {
            parser.statements.simple(out);
        } else {
            parser.statements.statement(out);
        }
        return true;
    }

    /** A declaration with its value: an import where the value is what {@code require} gives. */
    void assigned(
            Expression target,
            @Nullable Expression value,
            String type,
            boolean constant,
            int start,
            List<Statement> out) {
        int end = Math.max(start, cursor.lastEnd());
        String module = value instanceof Expression.Call call ? required(call) : null;
        if (module != null) {
            if (target instanceof Expression.Name name) {
                out.add(new Statement.Import(module, null, name.name(), start, end));
                return;
            }
            if (target instanceof Expression.Mapping names) {
                for (Expression.Entry it : names.entries()) {
                    if (it.key() instanceof Expression.Text member && it.value() instanceof Expression.Name local) {
                        out.add(new Statement.Import(module, member.value(), local.name(), start, end));
                    }
                }
                return;
            }
        }
        if (value instanceof Expression.Member member
                && member.of() instanceof Expression.Call call
                && target instanceof Expression.Name name) {
            String of = required(call);
            if (of != null) {
                out.add(new Statement.Import(of, member.name(), name.name(), start, end));
                return;
            }
        }
        out.add(new Statement.Assignment(target, "=", value, type, constant, start, end));
    }

    /** The module that a call asks for, null if it does not. */
    private static @Nullable String required(Expression.Call call) {
        return call.callee() instanceof Expression.Name name
                        && name.name().equals("require")
                        && call.arguments().size() == 1
                        && call.arguments().getFirst().value() instanceof Expression.Text module
                ? module.value()
                : null;
    }
}
