package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements one after another, in braces, by indentation, up to a word; what is not understood is passed over. */
final class StatementParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    StatementParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Statements up to a token, which is not consumed. */
    void until(int end, List<Statement> out) {
        while (cursor.at < end && cursor.kind() != Tokens.END) {
            int before = cursor.at;
            statement(out);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
    }

    /** The statements in the braces here. */
    List<Statement> block() {
        return blockFrom(cursor.at, -1, List.of());
    }

    /**
     * The statements in braces, after the parameters that may stand in them.
     *
     * @param arrow the token that ends the parameters, or -1
     * @param parameters where they go
     */
    List<Statement> blockFrom(int open, int arrow, List<Statement.Parameter> parameters) {
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return List.of();
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.PLAIN;
        List<Statement> out = new ArrayList<>();
        cursor.at = open + 1;
        if (arrow >= 0) {
            for (; cursor.at < arrow; cursor.at++) {
                boolean begins = cursor.at == open + 1 || tokens.kind(cursor.at - 1) == Tokens.COMMA;
                if (begins && cursor.opens('(')) {
                    inParentheses(parameters, out);
                } else if (begins && cursor.kind() == Tokens.NAME) {
                    parameters.add(new Statement.Parameter(cursor.name(), "", null));
                }
            }
            cursor.at = arrow + 1;
        }
        until(tokens.data[open], out);
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return out;
    }

    /** Parameters of a block that stand in parentheses; in a language that needs none, the parts of one that is taken apart. */
    private void inParentheses(List<Statement.Parameter> parameters, List<Statement> out) {
        int open = cursor.at;
        int end = cursor.match();
        List<Expression> names = new ArrayList<>(2);
        for (cursor.at++; cursor.at < end; cursor.at++) {
            int before = tokens.kind(cursor.at - 1);
            if (cursor.kind() == Tokens.NAME && (before == Tokens.COMMA || cursor.at == open + 1)) {
                names.add(new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]));
            }
        }
        cursor.at = end;
        if (profile.has(Trait.NUMBERED_PARAMETERS)) {
            for (Expression name : names) {
                parameters.add(new Statement.Parameter(((Expression.Name) name).name(), "", null));
            }
            return;
        }
        int start = tokens.starts[open];
        int to = tokens.ends[end];
        String whole = "(" + parameters.size() + ")";
        parameters.add(new Statement.Parameter(whole, "", null));
        out.add(new Statement.Assignment(
                new Expression.Sequence("", names, start, to),
                "=",
                new Expression.Name(whole, start, to),
                "",
                true,
                start,
                to));
    }

    /** {@code typedef}: what is declared as a type is kept as one, names alone are not. */
    boolean aliased(int start, List<Statement> out) {
        List<Statement> declared = new ArrayList<>(1);
        if (profile.has(Trait.BRACE_CREATES) && cursor.kind() == Tokens.NAME) { // of C++; those of C are of structures
            int after = parser.types.after(cursor.at);
            if (after > 0 && tokens.kind(after) == Tokens.NAME && tokens.kind(after + 1) == Tokens.SEMICOLON) {
                parser.imports.alias(after, cursor.at, after, start, out);
            }
        }
        if (cursor.word() == Word.TYPE || cursor.word() == Word.ENUM) {
            parser.declarations.declare(declared);
        }
        String alias = cursor.kind() == Tokens.NAME ? cursor.name() : "";
        for (Statement it : declared) {
            if (it instanceof Statement.Type type) {
                if (!type.name().isEmpty()) {
                    out.add(it);
                }
                if (!alias.isEmpty() && !alias.equals(type.name())
                        || type.name().isEmpty()) {
                    out.add(new Statement.Type(
                            alias, type.types(), type.supertypes(), type.members(), type.start(), type.end()));
                }
            }
        }
        while (cursor.kind() != Tokens.SEMICOLON
                && cursor.kind() != Tokens.END
                && cursor.kind() != Tokens.CLOSE
                && cursor.kind() != Tokens.DIRECTIVE
                && cursor.kind() != Tokens.DIRECTIVE_END) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        return true;
    }

    /** The body of a function: a block, or a value that it gives. */
    List<Statement> functionBody() {
        String type = cursor.type;
        boolean inFunction = cursor.inFunction;
        cursor.type = "";
        cursor.inFunction = true;
        try {
            if (profile.layout() == Profile.Layout.INDENT) {
                return body();
            }
            if (cursor.opens('{')) {
                return block();
            }
            int from = cursor.start();
            boolean fails = cursor.accept(Word.THROW);
            Expression value = parser.expressions.expression();
            if (fails) {
                return List.of(new Statement.Throw(value, from, Math.max(from, cursor.lastEnd())));
            }
            return List.of(new Statement.Return(value, from, Math.max(from, cursor.lastEnd())));
        } finally {
            cursor.type = type;
            cursor.inFunction = inFunction;
        }
    }

    /** The body of a branch, a loop, a class: a block, or one statement. */
    List<Statement> body() {
        if (profile.layout() == Profile.Layout.INDENT) {
            return indented();
        }
        if (cursor.opens('{')) {
            return block();
        }
        if (profile.has(Trait.COLON_BLOCKS) && cursor.is(Signs.COLON)) {
            return blockOfWords();
        }
        List<Statement> out = new ArrayList<>(1);
        if (cursor.acceptKind(Tokens.SEMICOLON)) {
            return out;
        }
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return List.of();
        }
        statement(out);
        cursor.leave(outer);
        return out;
    }

    /** The statements behind a colon, up to a word that ends them or begins another way. */
    private List<Statement> blockOfWords() {
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return List.of();
        }
        cursor.at++;
        List<Statement> out = new ArrayList<>();
        while (cursor.kind() != Tokens.END
                && cursor.kind() != Tokens.CLOSE
                && cursor.word() != Word.END
                && cursor.word() != Word.ELSE
                && cursor.word() != Word.ELIF) {
            int before = cursor.at;
            statement(out);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.accept(Word.END);
        cursor.leave(outer);
        return out;
    }

    private List<Statement> indented() {
        List<Statement> out = new ArrayList<>();
        cursor.accept(Signs.COLON);
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.gap(cursor.start(), "nested more than " + Cursor.DEEPEST + " levels deep");
            skipIndented();
            return out;
        }
        if (!cursor.acceptKind(Tokens.NEWLINE)) {
            while (cursor.kind() != Tokens.NEWLINE && cursor.kind() != Tokens.END && cursor.kind() != Tokens.DEDENT) {
                int before = cursor.at;
                statement(out);
                if (cursor.at == before) {
                    cursor.at++;
                }
            }
            cursor.acceptKind(Tokens.NEWLINE);
        } else if (cursor.acceptKind(Tokens.INDENT)) {
            while (cursor.kind() != Tokens.DEDENT && cursor.kind() != Tokens.END) {
                int before = cursor.at;
                statement(out);
                if (cursor.at == before) {
                    cursor.at++;
                }
            }
            cursor.acceptKind(Tokens.DEDENT);
        }
        cursor.leave(outer);
        return out;
    }

    private void skipIndented() {
        while (cursor.kind() != Tokens.NEWLINE && cursor.kind() != Tokens.END) {
            cursor.at++;
        }
        cursor.acceptKind(Tokens.NEWLINE);
        if (cursor.kind() == Tokens.INDENT) {
            int depth = 0;
            do {
                depth += cursor.kind() == Tokens.INDENT ? 1 : cursor.kind() == Tokens.DEDENT ? -1 : 0;
                cursor.at++;
            } while (depth > 0 && cursor.kind() != Tokens.END);
        }
    }

    /** One statement, of which several may come. */
    void statement(List<Statement> out) {
        switch (cursor.kind()) {
            case Tokens.SEMICOLON, Tokens.NEWLINE, Tokens.COMMA, Tokens.DIRECTIVE_END -> {
                cursor.at++;
                return;
            }
            case Tokens.INDENT, Tokens.DEDENT, Tokens.CLOSE, Tokens.END -> {
                return;
            }
            case Tokens.DIRECTIVE -> {
                parser.imports.directive(out);
                return;
            }
            case Tokens.OTHER -> {
                if (profile.has(Trait.TYPE_PATHS) && parser.typePaths.attribute()) {
                    return;
                }
            }
            case Tokens.OPEN -> {
                if (cursor.opens('{') && profile.layout() == Profile.Layout.BRACES) {
                    out.addAll(block());
                    return;
                }
            }
            default -> {}
        }
        if (profile.hasEnds()) {
            parser.ends.statement(out);
            return;
        }
        if (profile.has(Trait.SCRIPTS) && parser.scriptDeclarations.statement(out)) {
            return;
        }
        if (!cursor.type.isEmpty() && profile.lines() == Profile.Lines.LENIENT && parser.declarations.declare(out)) {
            return;
        }
        Word word = cursor.word();
        if (word != Word.NONE && !parser.primaries.isSoftName() && parser.control.statement(word, out)) {
            return;
        }
        if (cursor.kind() == Tokens.NAME
                && cursor.is(cursor.at + 1, Signs.COLON)
                && profile.layout() == Profile.Layout.BRACES
                && !cursor.inBrackets()
                && !cursor.isVariable(cursor.at)
                && (word == Word.NONE || word == Word.DEFAULT || word == Word.MODIFIER)) {
            // A label.
            cursor.at += 2;
            if (profile.has(Trait.PREPROCESSOR)) {
                reached(out);
            }
            return;
        }
        if (!parser.declarations.declare(out)) {
            simple(out);
        }
    }

    /** What stands behind a label is reached although a function ends in front of it: by a jump that is not kept. */
    private static void reached(List<Statement> out) {
        Statement last = out.isEmpty() ? null : out.getLast();
        if (last instanceof Statement.Return || last instanceof Statement.Throw) {
            out.set(out.size() - 1, new Statement.Branch(null, List.of(last), List.of(), last.start(), last.end()));
        }
    }

    /** An expression, or an assignment of one. */
    void simple(List<Statement> out) {
        int start = cursor.start();
        int from = cursor.at;
        Expression first = listed();
        if (cursor.at == from) {
            return;
        }
        if (cursor.is(Signs.COLON) && profile.layout() == Profile.Layout.INDENT) {
            annotated(first, start, out);
            return;
        }
        int operator = cursor.operator();
        if (operator == Signs.MORE || operator != 0 && Operators.assigns(operator) && profile.infix(operator) == 0) {
            operator = assignment(operator);
        }
        if (operator != 0 && Operators.assigns(operator) && profile.infix(operator) == 0) {
            Expression value = listed();
            List<Expression> chain = new ArrayList<>(1);
            while (operator == Signs.ASSIGN && cursor.is(Signs.ASSIGN)) {
                cursor.at++;
                chain.add(value);
                value = listed();
            }
            if (!chain.isEmpty()) {
                chain.add(value);
                value = new Expression.Operation(
                        "=",
                        chain,
                        chain.getFirst().start(),
                        Math.max(chain.getFirst().start(), cursor.lastEnd()));
            }
            String written = operator == Signs.DEFINE ? "=" : Operators.text(operator);
            out.add(new Statement.Assignment(first, written, value, "", false, start, cursor.lastEnd()));
            return;
        }
        evaluate(first, start, out);
    }

    /** Consumes an assignment's operator. */
    private int assignment(int operator) {
        if (operator != Signs.MORE) {
            cursor.at++;
            return operator;
        }
        if (tokens.touches(cursor.at) && cursor.is(cursor.at + 1, Signs.MORE_OR_SAME)) {
            cursor.at += 2;
            return Signs.RIGHT_ASSIGN;
        }
        return 0;
    }

    /** {@code name: type = value}. */
    private void annotated(Expression target, int start, List<Statement> out) {
        cursor.at++;
        int from = cursor.at;
        parser.expressions.expression();
        String type = cursor.slice(from, cursor.at);
        Expression value = cursor.accept(Signs.ASSIGN) ? listed() : null;
        out.add(new Statement.Assignment(target, "=", value, type, false, start, cursor.lastEnd()));
    }

    /** An expression as a statement: an assignment if it is one. */
    void evaluate(Expression expression, int start, List<Statement> out) {
        int end = Math.max(start, cursor.lastEnd());
        if (expression instanceof Expression.Operation it
                && it.operands().size() == 2
                && Operators.assigns(it.operator())) {
            String operator = it.operator().equals(":=") ? "=" : it.operator();
            Expression target = it.operands().get(0);
            if (profile.has(Trait.BRACKET_TYPES) && target instanceof Expression.Call call && !call.creates()) {
                List<Expression> at = call.arguments().stream()
                        .map(Expression.Argument::value)
                        .toList();
                target = new Expression.Index(call.callee(), at, call.start(), call.end());
            }
            out.add(new Statement.Assignment(target, operator, it.operands().get(1), "", false, start, end));
        } else {
            out.add(new Statement.Evaluation(expression, start, end));
        }
    }

    /** Expressions with commas between them, as one. */
    Expression listed() {
        int start = cursor.start();
        Expression first = parser.expressions.expression();
        if (cursor.kind() != Tokens.COMMA || !profile.has(Trait.TUPLES)) {
            return first;
        }
        List<Expression> all = new ArrayList<>(4);
        all.add(first);
        while (cursor.acceptKind(Tokens.COMMA)) {
            if (cursor.atEnd() || cursor.is(Signs.ASSIGN)) {
                break;
            }
            int before = cursor.at;
            Expression next = parser.expressions.expression();
            if (cursor.at == before) {
                break;
            }
            all.add(next);
        }
        return new Expression.Sequence("", all, start, Math.max(start, cursor.lastEnd()));
    }

    /** What a loop binds, up to what it runs through. */
    Expression targets() {
        int start = cursor.start();
        int least = profile.infix(Signs.IN) + 1;
        Expression first = parser.expressions.expression(least);
        if (cursor.kind() != Tokens.COMMA) {
            return first;
        }
        List<Expression> all = new ArrayList<>(2);
        all.add(first);
        while (cursor.acceptKind(Tokens.COMMA)) {
            int before = cursor.at;
            Expression next = parser.expressions.expression(least);
            if (cursor.at > before) {
                all.add(next);
            }
        }
        return new Expression.Sequence("", all, start, Math.max(start, cursor.lastEnd()));
    }

    /** The value after a word, if there is one. */
    @Nullable
    Expression value() {
        if (cursor.atEnd() || profile.lines() == Profile.Lines.LENIENT && tokens.has(cursor.at, Tokens.AFTER_LINE)) {
            return null;
        }
        int from = cursor.at;
        Expression value = listed();
        return cursor.at == from ? null : value;
    }
}
