package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loops, and what binds something for a block. */
final class LoopParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    LoopParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** {@code for} in all its forms. */
    void each(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (cursor.operator() == Operators.id("await")) {
            cursor.at++;
        }
        if (profile.layout() == Profile.Layout.INDENT) {
            List<Statement> body = new ArrayList<>();
            body.add(through());
            body.addAll(parser.statements.body());
            out.add(new Statement.Loop(null, body, start, cursor.lastEnd()));
            otherwise(out);
            return;
        }
        if (profile.has(Trait.POSTFIX_SWITCH)) {
            parser.generators.loop(start, out);
        } else if (cursor.opens('(') && profile.has(Trait.PARENTHESES)) {
            inParentheses(start, out);
        } else {
            bare(start, out);
        }
    }

    /** {@code target in value} as an assignment. */
    private Statement through() {
        int start = cursor.start();
        Expression target = parser.statements.targets();
        Expression value = null;
        if (cursor.operator() == Signs.IN) {
            cursor.at++;
            value = parser.statements.listed();
        }
        return new Statement.Assignment(target, "each", value, "", false, start, Math.max(start, cursor.lastEnd()));
    }

    private void otherwise(List<Statement> out) {
        if (profile.layout() == Profile.Layout.INDENT && cursor.word() == Word.ELSE) {
            cursor.at++;
            out.addAll(parser.statements.body());
        }
    }

    private void inParentheses(int start, List<Statement> out) {
        int open = cursor.at++;
        int end = tokens.data[open];
        int mode = cursor.mode;
        cursor.mode |= Cursor.IN_BRACKETS;
        int first = cursor.at;
        int semicolon = find(first, end, Tokens.SEMICOLON, -1);
        Expression condition = null;
        List<Statement> steps = new ArrayList<>(1);
        List<Statement> body = new ArrayList<>();
        if (semicolon < end) {
            parser.statements.until(semicolon, out);
            cursor.at = Math.min(end, semicolon + 1);
            if (cursor.at < end && cursor.kind() != Tokens.SEMICOLON) {
                condition = parser.groups.element(end, false);
                while (cursor.at < end && cursor.acceptKind(Tokens.COMMA)) {
                    body.add(new Statement.Evaluation(condition, condition.start(), condition.end()));
                    condition = parser.groups.element(end, false);
                }
            }
            if (cursor.at < end) {
                cursor.at++;
            }
            parser.statements.until(end, steps);
        } else {
            bound(first, end, body);
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        body.addAll(parser.statements.body());
        body.addAll(steps);
        out.add(new Statement.Loop(condition, body, start, Math.max(start, cursor.lastEnd())));
    }

    /** Without parentheses: {@code for x in xs}, {@code for i := 0; i < n; i++}, {@code for k, v := range xs}, {@code for a < b}. */
    private void bare(int start, List<Statement> out) {
        int mode = cursor.mode;
        cursor.mode |= Cursor.NO_BLOCK;
        List<Statement> body = new ArrayList<>();
        List<Statement> steps = new ArrayList<>(1);
        Expression condition = null;
        int in = wordIn();
        if (in >= 0) {
            body.add(throughWord(in));
        } else {
            List<Statement> head = new ArrayList<>(2);
            int semicolons = 0;
            while (!cursor.opens('{') && cursor.kind() != Tokens.END && cursor.kind() != Tokens.CLOSE) {
                int from = cursor.at;
                if (cursor.acceptKind(Tokens.SEMICOLON)) {
                    if (semicolons++ == 0) {
                        out.addAll(head);
                        head.clear();
                    }
                    continue;
                }
                if (semicolons < 2) {
                    parser.statements.simple(head);
                } else {
                    parser.statements.simple(steps);
                }
                if (cursor.at == from) {
                    cursor.at++;
                }
            }
            if (!head.isEmpty() && head.getLast() instanceof Statement.Evaluation it) {
                condition = it.expression();
            } else {
                out.addAll(head);
            }
        }
        cursor.mode = mode;
        body.addAll(parser.statements.body());
        body.addAll(steps);
        out.add(new Statement.Loop(condition, body, start, Math.max(start, cursor.lastEnd())));
    }

    /** The word before what is run through, in the head here; -1 if there is none. */
    private int wordIn() {
        int at = cursor.at;
        while (true) {
            switch (tokens.kind(at)) {
                case Tokens.OPEN -> {
                    if (tokens.opens(at, '{')) {
                        return -1;
                    }
                    at = Math.max(at + 1, cursor.afterGroup(at));
                }
                case Tokens.SEMICOLON, Tokens.CLOSE, Tokens.END, Tokens.NEWLINE -> {
                    return -1;
                }
                default -> {
                    if (tokens.operator(at) == Signs.IN || tokens.word(at) == Word.IN) {
                        return at;
                    }
                    at++;
                }
            }
        }
    }

    private Statement throughWord(int in) {
        int start = cursor.start();
        Expression target = new Expression.Other(List.of(), start, start);
        if (cursor.at < in) {
            target = parser.statements.targets();
        }
        cursor.at = Math.max(cursor.at, in + 1);
        Expression value = parser.statements.listed();
        return new Statement.Assignment(target, "each", value, "", false, start, Math.max(start, cursor.lastEnd()));
    }

    /** The first token of a kind, and operator if that is not negative, outside further brackets; {@code end} if there is none. */
    private int find(int from, int end, int kind, int operator) {
        int at = from;
        while (at < end) {
            if (tokens.kind(at) == kind && (operator < 0 || tokens.data[at] == operator)) {
                return at;
            }
            at = tokens.kind(at) == Tokens.OPEN ? Math.max(at + 1, cursor.afterGroup(at)) : at + 1;
        }
        return end;
    }

    /** {@code Type name : values}, {@code const name of values}, {@code var name in values}, {@code $values as $key => $name}. */
    private void bound(int from, int end, List<Statement> out) {
        int start = tokens.starts[from];
        int parts = from;
        while (parts < end) {
            Word word = tokens.word(parts);
            if (cursor.is(parts, Signs.COLON)
                    || cursor.is(parts, Signs.RECEIVE)
                    || tokens.operator(parts) == Signs.IN
                    || word == Word.IN
                    || word == Word.AS
                    || tokens.operator(parts) == Signs.AS) {
                break;
            }
            parts = tokens.kind(parts) == Tokens.OPEN ? Math.max(parts + 1, cursor.afterGroup(parts)) : parts + 1;
        }
        if (parts < end && (tokens.operator(parts) == Signs.AS || tokens.word(parts) == Word.AS)) {
            Expression value = parser.expressions.expression(profile.infix(Signs.AS) + 1);
            cursor.at = Math.max(cursor.at, parts + 1);
            Expression target = parser.expressions.expression();
            if (cursor.accept(Signs.FAT_ARROW)) { // a key, of which nothing is known
                out.add(new Statement.Assignment(target, "=", null, "", false, target.start(), target.end()));
                target = parser.groups.element(end, false);
            }
            out.add(new Statement.Assignment(
                    target, "each", value, "", false, start, Math.max(start, cursor.lastEnd())));
            return;
        }
        parser.modifiers.skipModifiers();
        int typeFrom = cursor.at;
        String type = "";
        if (profile.has(Trait.TYPE_FIRST)) {
            int after = parser.types.after(typeFrom);
            if (after > 0 && after < parts) {
                type = cursor.slice(typeFrom, after);
                cursor.at = after;
            }
        } else if (cursor.word() == Word.CONSTANT || cursor.word() == Word.VARIABLE) {
            cursor.at++;
        }
        int targetStart = cursor.start();
        Expression target = parser.expressions.expression(profile.infix(Signs.IN) + 1);
        if (cursor.at > parts || target.end() > tokens.ends[Math.max(from, parts)]) {
            target = new Expression.Other(List.of(target), targetStart, Math.max(targetStart, cursor.lastEnd()));
        }
        Expression value = null;
        cursor.at = Math.max(cursor.at, Math.min(end, parts + 1));
        if (cursor.at < end) {
            value = parser.groups.element(end, false);
        }
        out.add(new Statement.Assignment(target, "each", value, type, false, start, Math.max(start, cursor.lastEnd())));
    }

    void whileTrue(List<Statement> out) {
        int start = cursor.start();
        boolean opposite = cursor.word() == Word.UNTIL;
        cursor.at++;
        Expression condition = parser.heads.condition(out);
        if (opposite && condition != null) {
            condition = new Expression.Operation("!", List.of(condition), condition.start(), condition.end());
        }
        List<Statement> body = parser.statements.body();
        out.add(new Statement.Loop(condition, body, start, Math.max(start, cursor.lastEnd())));
        otherwise(out);
    }

    void doWhile(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        List<Statement> body = parser.statements.body();
        Expression condition = null;
        cursor.acceptKind(Tokens.SEMICOLON);
        if (cursor.word() == Word.WHILE || cursor.word() == Word.UNTIL) {
            cursor.at++;
            condition = parser.heads.condition(out);
            cursor.acceptKind(Tokens.SEMICOLON);
        }
        out.add(new Statement.Loop(condition, body, start, Math.max(start, cursor.lastEnd())));
    }

    void forever(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        List<Statement> body = parser.statements.body();
        out.add(new Statement.Loop(null, body, start, Math.max(start, cursor.lastEnd())));
    }

    /** {@code with a as b}, {@code using (var a = b)}, {@code synchronized (a)}; false if it is something else. */
    boolean with(List<Statement> out) {
        if (profile.layout() == Profile.Layout.INDENT) {
            cursor.at++;
            items(out);
            out.addAll(parser.statements.body());
            return true;
        }
        if (!tokens.opens(cursor.at + 1, '(')) {
            return false;
        }
        int open = ++cursor.at;
        int end = tokens.data[open];
        cursor.at++;
        parser.statements.until(end, out);
        cursor.at = open;
        cursor.skipGroup();
        out.addAll(parser.statements.body());
        return true;
    }

    private void items(List<Statement> out) {
        if (cursor.opens('(') && cursor.is(cursor.afterGroup(cursor.at), Signs.COLON)) {
            int open = cursor.at++;
            int end = tokens.data[open];
            int mode = cursor.mode;
            cursor.mode |= Cursor.IN_BRACKETS;
            while (cursor.at < end) {
                item(out);
                if (cursor.at < end) {
                    cursor.at++;
                }
            }
            cursor.mode = mode;
            cursor.at = open;
            cursor.skipGroup();
            return;
        }
        do {
            item(out);
        } while (cursor.acceptKind(Tokens.COMMA));
    }

    private void item(List<Statement> out) {
        int start = cursor.start();
        Expression value = parser.expressions.expression();
        if (cursor.accept(Word.AS)) {
            @Nullable Expression target = parser.expressions.expression();
            out.add(new Statement.Assignment(target, "=", value, "", false, start, Math.max(start, cursor.lastEnd())));
        } else {
            out.add(new Statement.Evaluation(value, start, Math.max(start, cursor.lastEnd())));
        }
    }
}
