package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that begin with a word: branches, loops, what ends a function. */
final class ControlParser {
    /** How many ways of one choice lie within one another; the next ones stand after these. */
    private static final int LONGEST_CHAIN = 50;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    ControlParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Reads the statement that the word begins; false, consuming nothing, if it begins none of these. */
    boolean statement(Word word, List<Statement> out) {
        switch (word) {
            case IF, UNLESS -> branch(out);
            case SWITCH -> parser.switches.statement(out);
            case FOR -> parser.loops.each(out);
            case WHILE, UNTIL -> parser.loops.whileTrue(out);
            case DO -> parser.loops.doWhile(out);
            case LOOP -> parser.loops.forever(out);
            case TRY -> attempt(out);
            case WITH -> {
                return parser.loops.with(out);
            }
            case CATCH, FINALLY, ELSE, ELIF -> stray(word, out);
            case RETURN -> {
                int start = cursor.start();
                cursor.at++;
                Expression value = parser.statements.value();
                out.add(new Statement.Return(value, start, cursor.lastEnd()));
            }
            case THROW -> {
                int start = cursor.start();
                cursor.at++;
                Expression value = parser.statements.value();
                if (cursor.accept(Word.FROM) && value != null) {
                    Expression cause = parser.expressions.expression();
                    value = new Expression.Other(
                            List.of(value, cause), value.start(), Math.max(value.end(), cursor.lastEnd()));
                }
                out.add(new Statement.Throw(value, start, cursor.lastEnd()));
            }
            case JUMP -> {
                cursor.at++;
                if (cursor.kind() == Tokens.NAME
                        && cursor.word() == Word.NONE
                        && !tokens.has(cursor.at, Tokens.AFTER_LINE)) {
                    cursor.at++;
                }
            }
            case SCOPE -> {
                int start = cursor.start();
                cursor.at++;
                Expression names = parser.statements.value();
                if (names != null) {
                    out.add(new Statement.Evaluation(
                            new Expression.Other(List.of(names), start, cursor.lastEnd()), start, cursor.lastEnd()));
                }
            }
            case DEFER, THEN -> {
                cursor.at++;
                parser.statements.statement(out);
            }
            case IMPORT, FROM, PACKAGE, EXPORT -> {
                return parser.imports.statement(word, out);
            }
            case ASYNC -> {
                Word next = tokens.word(cursor.at + 1);
                if (next != Word.FOR && next != Word.WITH && next != Word.FUNCTION) {
                    return false;
                }
                if (next == Word.FUNCTION) {
                    return false;
                }
                cursor.at++;
                return statement(next, out);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What belongs to something that was not seen: its body counts. */
    private void stray(Word word, List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (word == Word.CATCH || word == Word.ELIF) {
            handlerHead();
        }
        List<Statement> body = parser.statements.body();
        out.add(new Statement.Branch(null, body, List.of(), start, Math.max(start, cursor.lastEnd())));
    }

    /** One way of a choice. */
    record Way(@Nullable Expression condition, List<Statement> body, int start) {}

    private void branch(List<Statement> out) {
        List<Way> ways = new ArrayList<>(2);
        List<Statement> otherwise = List.of();
        int start = cursor.start();
        int deepened = 0;
        while (true) {
            boolean opposite = cursor.word() == Word.UNLESS;
            cursor.at++;
            if (cursor.isWord("constexpr")) {
                cursor.at++;
            }
            Expression condition = parser.heads.condition(out);
            if (opposite && condition != null) {
                condition = new Expression.Operation("!", List.of(condition), condition.start(), condition.end());
            }
            List<Statement> body = parser.statements.body();
            ways.add(new Way(condition, body, start));
            int next = afterBody();
            if (tokens.word(next) == Word.ELIF) {
                cursor.at = next;
            } else if (tokens.word(next) == Word.ELSE && (tokens.word(next + 1) == Word.IF)) {
                cursor.at = next + 1;
            } else if (tokens.word(next) == Word.ELSE) {
                cursor.at = next + 1;
                otherwise = parser.statements.body();
                break;
            } else {
                break;
            }
            start = cursor.start();
            if (ways.size() % LONGEST_CHAIN == 0) {
                cursor.deepen(-deepened);
                deepened = 0;
            } else {
                cursor.deepen(1);
                deepened++;
            }
        }
        cursor.deepen(-deepened);
        chain(ways, otherwise, out);
    }

    /** The token after a body, past what ends its line, where {@code else} may come. */
    private int afterBody() {
        int at = cursor.at;
        while (tokens.kind(at) == Tokens.SEMICOLON && tokens.word(at + 1) == Word.ELSE) {
            at++;
        }
        return at;
    }

    /** Puts ways within one another, many of them in groups. */
    void chain(List<Way> ways, List<Statement> last, List<Statement> out) {
        int end = Math.max(ways.getFirst().start(), cursor.lastEnd());
        List<Statement> groups = new ArrayList<>();
        List<Statement> otherwise = last;
        for (int i = ways.size() - 1; i >= 0; i--) {
            Way way = ways.get(i);
            Statement branch = new Statement.Branch(way.condition(), way.body(), otherwise, way.start(), end);
            cursor.height++;
            otherwise = List.of(branch);
            if (i % LONGEST_CHAIN == 0) {
                groups.addFirst(branch);
                otherwise = List.of();
            }
        }
        out.addAll(groups);
    }

    private void attempt(List<Statement> out) {
        cursor.at++;
        if (cursor.opens('(')) {
            // Resources.
            int open = cursor.at++;
            int end = tokens.data[open];
            parser.statements.until(end, out);
            cursor.at = open;
            cursor.skipGroup();
        }
        if (profile.layout() == Profile.Layout.BRACES && !cursor.opens('{')) {
            parser.statements.statement(out);
            if (!profile.has(Trait.OPTIONAL_BRACES)) {
                return;
            }
        } else {
            out.addAll(parser.statements.body());
        }
        while (true) {
            Word word = cursor.word();
            int start = cursor.start();
            if (word == Word.CATCH && parser.matches.holdsCases(cursor.at + 1)) {
                cursor.at++;
                out.addAll(parser.matches.handlers(start));
            } else if (word == Word.CATCH) {
                cursor.at++;
                handlerHead();
                List<Statement> body = parser.statements.body();
                out.add(new Statement.Branch(null, body, List.of(), start, Math.max(start, cursor.lastEnd())));
            } else if (word == Word.FINALLY) {
                cursor.at++;
                List<Statement> body = parser.statements.body();
                out.add(new Statement.Always(body, start, Math.max(start, cursor.lastEnd())));
            } else if (word == Word.ELSE && profile.layout() == Profile.Layout.INDENT) {
                cursor.at++;
                out.addAll(parser.statements.body());
            } else {
                return;
            }
        }
    }

    /** What a handler is for, which is not kept. */
    private void handlerHead() {
        if (profile.layout() == Profile.Layout.INDENT) {
            while (!cursor.is(Signs.COLON) && !cursor.atEnd()) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            return;
        }
        if (cursor.opens('(')) {
            cursor.skipGroup();
        }
        while (!cursor.opens('{') && !cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
    }
}
