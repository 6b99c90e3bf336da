package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** What C and C++ declare in ways of their own: names with scopes, operators, pointers to functions, objects made in place. */
final class CDeclarationParser {
    private static final int MOST_TYPES = 4;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    CDeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Reads such a declaration; false, consuming nothing, if there is none. */
    boolean function(List<String> modifiers, boolean constant, int start, List<Statement> out) {
        int from = cursor.at;
        if (cursor.isWord("concept") && cursor.kind(1) == Tokens.NAME) {
            concept();
            return true;
        }
        if (cursor.is(Signs.TILDE)
                && cursor.kind(1) == Tokens.NAME
                && tokens.opens(from + 2, '(')
                && !cursor.type.isEmpty()) {
            cursor.at = from + 2;
            parser.functions.finish("~" + cursor.slice(from + 1, from + 2), modifiers, start, out);
            return true;
        }
        if (!cursor.inFunction && cursor.kind() == Tokens.NAME && tokens.opens(from + 1, '(')) {
            // A macro that stands for a type, or for what stands before one; or the whole head of a function.
            int name = cursor.afterGroup(from + 1);
            if (tokens.opens(name, '{')) {
                finish(from + 1, modifiers, start, out);
                return true;
            }
            while (tokens.kind(name) == Tokens.NAME && tokens.kind(name + 1) == Tokens.NAME
                    || cursor.is(name, Signs.STAR)) {
                name++;
            }
            if (tokens.kind(name) == Tokens.NAME
                    && tokens.opens(name + 1, '(')
                    && tokens.opens(cursor.afterGroup(name + 1), '{')) {
                finish(name + 1, modifiers, start, out);
                return true;
            }
        }
        if (!cursor.type.isEmpty()
                && cursor.kind() == Tokens.NAME
                && tokens.opens(from + 1, '(')
                && endsDeclaration(cursor.afterGroup(from + 1))) {
            // A constructor that has its body elsewhere or none, or a macro for a member.
            cursor.at = cursor.afterGroup(from + 1);
            while (cursor.kind() != Tokens.SEMICOLON && !cursor.atEnd()) {
                cursor.at++;
            }
            return true;
        }
        int scoped = scoped(from);
        if (scoped > 0 && tokens.opens(scoped, '(') && hasBody(cursor.afterGroup(scoped))) {
            member(from, scoped, modifiers, start, out);
            return true;
        }
        int after = parser.types.after(from);
        if (after < 0) {
            return false;
        }
        if (tokens.opens(after, '(')
                && cursor.is(after + 1, Signs.STAR)
                && (tokens.word(from) != Word.NONE || !cursor.inFunction)
                && tokens.opens(cursor.afterGroup(after), '(')) {
            pointer(from, after, constant, start, out);
            return true;
        }
        if (tokens.kind(after) != Tokens.NAME) {
            return false;
        }
        int name = tokens.is(after, "operator") ? operator(after) : scoped(after);
        if (name > 0 && tokens.opens(name, '(')) {
            member(after, name, modifiers, start, out);
            return true;
        }
        if (tokens.opens(after + 1, '(')
                && cursor.inFunction
                && cursor.type.isEmpty()
                && (tokens.kind(cursor.afterGroup(after + 1)) == Tokens.SEMICOLON
                        || tokens.kind(cursor.afterGroup(after + 1)) == Tokens.COMMA)) {
            made(from, after, start, out);
            return true;
        }
        return false;
    }

    private boolean endsDeclaration(int i) {
        return tokens.kind(i) == Tokens.SEMICOLON || cursor.is(i, Signs.ASSIGN);
    }

    /** The token after {@code a::b}, -1 if there is no scope in it. */
    private int scoped(int from) {
        int at = from;
        boolean scope = false;
        while (tokens.kind(at) == Tokens.NAME || scope && cursor.is(at, Signs.TILDE)) {
            if (tokens.is(at, "operator") && scope) {
                return operator(at);
            }
            at++;
            if (cursor.is(at, Signs.LESS)) {
                int after = parser.types.afterArguments(at);
                if (after < 0) {
                    return -1;
                }
                at = after;
                scope = true;
            }
            if (!cursor.is(at, Signs.SCOPE)) {
                return scope ? at : -1;
            }
            scope = true;
            at++;
            if (cursor.is(at, Signs.TILDE)) {
                at++;
            }
        }
        return -1;
    }

    /** The token after {@code operator} and its sign. */
    private int operator(int from) {
        int at = from + 1;
        if (tokens.opens(at, '(') && tokens.kind(at + 1) == Tokens.CLOSE && tokens.opens(at + 2, '(')) {
            return at + 2;
        }
        for (int seen = 0; seen < 8 && !tokens.opens(at, '('); seen++) {
            at = tokens.kind(at) == Tokens.OPEN ? Math.max(at + 1, cursor.afterGroup(at)) : at + 1;
        }
        return tokens.opens(at, '(') ? at : -1;
    }

    private boolean hasBody(int i) {
        int at = i;
        while (tokens.kind(at) == Tokens.NAME) {
            at++;
        }
        return tokens.opens(at, '{')
                || cursor.is(at, Signs.COLON) && !cursor.inFunction
                || cursor.is(at, Signs.ASSIGN) && (tokens.is(at + 1, "default") || tokens.is(at + 1, "delete"));
    }

    /** A function with a scope before its name is one of that type. */
    private void member(int from, int open, List<String> modifiers, int start, List<Statement> out) {
        int last = open - 1;
        while (last > from && !cursor.is(last, Signs.SCOPE)) {
            last--;
        }
        int of = beforeArguments(last - 1);
        if (last <= from || tokens.kind(of) != Tokens.NAME) {
            finish(open, modifiers, start, out);
            return;
        }
        List<Statement> members = new ArrayList<>(1);
        String name = cursor.names.of(tokens.starts[of], tokens.ends[of]);
        String outer = cursor.type;
        cursor.type = name;
        finish(open, modifiers, start, members);
        cursor.type = outer;
        for (Statement it : members) {
            out.add(new Statement.Type(name, List.of(), List.of(it), start, it.end()));
        }
    }

    /** The name in front of {@code <...>} that ends here; the token itself if none does. */
    private int beforeArguments(int end) {
        int depth = 0;
        for (int i = end; i > 0 && end - i < 64; i--) {
            depth += cursor.is(i, Signs.MORE) ? 1 : 0;
            depth -= cursor.is(i, Signs.LESS) ? 1 : 0;
            if (depth == 0) {
                return i < end ? i - 1 : end;
            }
        }
        return end;
    }

    /** What a type must be able to do, under a name: what that asks for is gone through and not kept. */
    private void concept() {
        while (cursor.kind() != Tokens.SEMICOLON && !cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
    }

    /** The token after a name with its scopes and what it is made with, or a group. */
    private int afterConstraint(int from) {
        int at = tokens.kind(from) == Tokens.OPEN ? cursor.afterGroup(from) : from;
        while (at == from || tokens.kind(from) == Tokens.NAME) {
            int after = cursor.is(at, Signs.LESS) ? parser.types.afterArguments(at) : at;
            if (after > at) {
                at = after;
            } else if (cursor.is(at, Signs.SCOPE)
                    || tokens.kind(at) == Tokens.NAME && (at == from || cursor.is(at - 1, Signs.SCOPE))) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** {@code requires a<T> && (b<T>)}, up to what it is asked for. */
    void skipConstraint() {
        while (cursor.isWord("requires") && !tokens.opens(cursor.at + 1, '{')) {
            do {
                cursor.at++;
                while (cursor.is(Signs.BANG)) {
                    cursor.at++;
                }
                boolean block = cursor.isWord("requires");
                cursor.at = block ? cursor.at + 1 : afterConstraint(cursor.at);
                while (block && cursor.kind() == Tokens.OPEN) {
                    cursor.skipGroup();
                }
            } while (cursor.is(Signs.DOUBLE_AND) || cursor.is(Signs.DOUBLE_OR));
        }
    }

    /** The token before the braces of a type here, behind macros and words that say more of it; -1 if there are none. */
    int typeHead() {
        int at = cursor.at;
        while (true) {
            if (tokens.opens(at, '(') && tokens.kind(cursor.afterGroup(at)) == Tokens.NAME) {
                at = cursor.afterGroup(at);
            } else if (tokens.kind(at) == Tokens.NAME && parser.types.isName(at)) {
                at++;
            } else if (cursor.is(at, Signs.SCOPE) && tokens.kind(at + 1) == Tokens.NAME) {
                at += 2;
            } else if (cursor.is(at, Signs.LESS) && parser.types.afterArguments(at) > 0) {
                at = parser.types.afterArguments(at);
            } else {
                break;
            }
        }
        boolean isType = tokens.opens(at, '{') || cursor.is(at, Signs.COLON);
        boolean isClass = !cursor.inFunction || tokens.is(cursor.at - 2, "class") || tokens.is(cursor.at - 1, "class");
        return isType && at > cursor.at && isClass ? at : -1;
    }

    /** {@code f<T>(a)}: what it is made with is an argument as well, called {@code <0>}. */
    Expression templateCall(Expression callee, int open, int start) {
        List<Expression.Argument> arguments = new ArrayList<>(4);
        int from = cursor.at + 1;
        int depth = 0;
        for (int i = cursor.at; i < open && arguments.size() < MOST_TYPES; i++) {
            depth += cursor.is(i, Signs.LESS) ? 1 : 0;
            depth -= cursor.is(i, Signs.MORE) ? 1 : 0;
            if (depth == 1 && tokens.kind(i) == Tokens.COMMA || depth == 0) {
                if (i > from) {
                    Expression type = new Expression.Name(
                            cursor.slice(from, i),
                            tokens.starts[from],
                            Math.max(tokens.starts[from], tokens.ends[i - 1]));
                    arguments.add(new Expression.Argument("<" + arguments.size() + ">", type, false));
                }
                from = i + 1;
            }
            if (tokens.kind(i) == Tokens.OPEN) {
                i = cursor.afterGroup(i) - 1;
            }
        }
        cursor.at = open;
        arguments.addAll(parser.groups.arguments());
        return new Expression.Call(callee, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    private void finish(int open, List<String> modifiers, int start, List<Statement> out) {
        int name = open - 1;
        String text =
                tokens.kind(name) == Tokens.NAME ? cursor.names.of(tokens.starts[name], tokens.ends[name]) : "operator";
        if (name > 0 && cursor.is(name - 1, Signs.TILDE)) {
            text = "~" + text;
        }
        cursor.at = open;
        parser.functions.finish(text, modifiers, start, out);
    }

    /** {@code int (*name)(char) = value}. */
    private void pointer(int from, int after, boolean constant, int start, List<Statement> out) {
        int close = tokens.data[after];
        int name = after + 2;
        while (name < close && tokens.kind(name) != Tokens.NAME) {
            name++;
        }
        cursor.at = cursor.afterGroup(cursor.afterGroup(after));
        Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
        if (name < close) {
            out.add(new Statement.Assignment(
                    new Expression.Name(
                            cursor.names.of(tokens.starts[name], tokens.ends[name]),
                            tokens.starts[name],
                            tokens.ends[name]),
                    "=",
                    value,
                    cursor.slice(from, after),
                    constant,
                    start,
                    Math.max(start, cursor.lastEnd())));
        }
    }

    /** {@code Type name(arguments);} makes an object, within a function. */
    private void made(int from, int name, int start, List<Statement> out) {
        String type = cursor.slice(from, name);
        Expression.Name target = new Expression.Name(
                cursor.names.of(tokens.starts[name], tokens.ends[name]), tokens.starts[name], tokens.ends[name]);
        cursor.at = name + 1;
        List<Expression.Argument> arguments = parser.groups.arguments();
        int end = Math.max(start, cursor.lastEnd());
        Expression made = new Expression.Call(
                new Expression.Name(type, tokens.starts[from], Math.max(tokens.starts[from], tokens.ends[name - 1])),
                arguments,
                true,
                List.of(),
                tokens.starts[from],
                end);
        out.add(new Statement.Assignment(target, "=", made, type, false, start, end));
        if (cursor.kind() == Tokens.COMMA && cursor.kind(1) == Tokens.NAME) {
            int next = cursor.at + 1;
            if (cursor.is(next + 1, Signs.ASSIGN)) {
                cursor.at = next;
                parser.declarations.names(type, false, tokens.starts[next], out);
            }
        }
    }

    /** The initial values of members that stand before a constructor's body, as assignments. */
    List<Statement> afterParameters() {
        while (cursor.kind() == Tokens.NAME && cursor.word() != Word.NONE
                || cursor.isWord("noexcept")
                || cursor.isWord("override")
                || cursor.isWord("final")) {
            cursor.at++;
            if (cursor.opens('(')) {
                cursor.skipGroup();
            }
        }
        if (!cursor.is(Signs.COLON)) {
            return List.of();
        }
        cursor.at++;
        List<Statement> initial = new ArrayList<>();
        while (cursor.kind() == Tokens.NAME) {
            int start = cursor.start();
            int from = cursor.at;
            int after = parser.types.after(from);
            cursor.at = after > 0 ? after : from + 1;
            Expression.Name name = new Expression.Name(cursor.slice(from, cursor.at), start, cursor.lastEnd());
            if (cursor.kind() != Tokens.OPEN) {
                break;
            }
            int open = cursor.start();
            List<Expression> given = cursor.opens('(')
                    ? parser.groups.arguments().stream()
                            .map(Expression.Argument::value)
                            .toList()
                    : List.of(parser.groups.grouped());
            int end = Math.max(start, cursor.lastEnd());
            Expression value = new Expression.Sequence("", given, open, end);
            initial.add(new Statement.Assignment(name, Statement.INITIAL, value, "", false, start, end));
            cursor.accept(Signs.ELLIPSIS);
            if (!cursor.acceptKind(Tokens.COMMA)) {
                break;
            }
        }
        return initial;
    }
}
