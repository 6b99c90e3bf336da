package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Loops over generators, as Scala has them: {@code for (x <- xs; y = f(x) if z) yield y}. What is yielded is given back. */
final class GeneratorParser {
    /** Above what parts a generator's sides. */
    private static final int SIDE = 16;

    private static final String YIELD = "yield";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    GeneratorParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Behind the word. */
    void loop(int start, List<Statement> out) {
        List<Statement> body = new ArrayList<>();
        if (cursor.opens('(') || cursor.opens('{')) {
            int open = cursor.at++;
            int mode = cursor.mode;
            cursor.mode = tokens.opens(open, '(') ? Cursor.IN_BRACKETS : Cursor.PLAIN;
            generators(tokens.data[open], body);
            cursor.mode = mode;
            cursor.at = open;
            cursor.skipGroup();
        } else {
            generators(tokens.count, body);
        }
        boolean yields = cursor.isWord(YIELD);
        if (cursor.word() == Word.THEN || cursor.word() == Word.DO) {
            cursor.at++;
        }
        int from = body.size();
        body.addAll(parser.statements.body());
        if (yields && body.size() > from && body.getLast() instanceof Statement.Evaluation it) {
            body.set(body.size() - 1, new Statement.Return(it.expression(), it.start(), it.end()));
        }
        out.add(new Statement.Loop(null, body, start, Math.max(start, cursor.lastEnd())));
    }

    private void generators(int end, List<Statement> out) {
        while (cursor.at < end && cursor.word() != Word.THEN && cursor.word() != Word.DO) {
            int from = cursor.at;
            if (cursor.acceptKind(Tokens.SEMICOLON)) {
                continue;
            }
            if (cursor.accept(Word.IF)) {
                Expression guard = parser.expressions.expression();
                out.add(new Statement.Evaluation(guard, guard.start(), Math.max(guard.start(), guard.end())));
            } else {
                generator(out);
            }
            if (cursor.at == from) {
                if (cursor.kind() == Tokens.CLOSE || end == tokens.count) {
                    return;
                }
                cursor.at++;
            }
        }
    }

    private void generator(List<Statement> out) {
        int start = cursor.start();
        cursor.accept(Word.CASE);
        Expression target = parser.expressions.expression(SIDE);
        String operator = cursor.is(Signs.RECEIVE) ? "each" : "=";
        if (!cursor.accept(Signs.RECEIVE) && !cursor.accept(Signs.ASSIGN)) {
            return;
        }
        Expression value = parser.expressions.expression(Operators.ASSIGNMENT + 1);
        int end = Math.max(start, cursor.lastEnd());
        if (target instanceof Expression.Name || target instanceof Expression.Sequence) {
            out.add(new Statement.Assignment(target, operator, value, "", true, start, end));
        } else {
            out.add(new Statement.Evaluation(value, start, end));
            parser.matches.bind(target, null, out);
        }
    }
}
