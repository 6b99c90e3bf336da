package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** The lines for C's preprocessor that say something: what is included, what is defined. */
final class PreprocessorParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    PreprocessorParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    void line(List<Statement> out) {
        int start = cursor.start();
        boolean defines = cursor.name().endsWith("define");
        cursor.at++;
        int end = cursor.at;
        while (tokens.kind(end) != Tokens.DIRECTIVE_END && tokens.kind(end) != Tokens.END) {
            end++;
        }
        if (!defines) {
            include(start, end, out);
        } else if (cursor.at < end && cursor.kind() == Tokens.NAME) {
            define(start, end, out);
        }
        cursor.at = Math.min(end + 1, tokens.count);
    }

    private void include(int start, int end, List<Statement> out) {
        if (cursor.at == end) {
            return;
        }
        String name = cursor.name();
        if (name.length() > 2) {
            out.add(new Statement.Import(
                    name.substring(1, name.length() - 1), "*", "*", start, tokens.ends[cursor.at]));
        }
    }

    private void define(int start, int end, List<Statement> out) {
        Expression.Name name = new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]);
        boolean function = tokens.opens(cursor.at + 1, '(') && tokens.touches(cursor.at);
        cursor.at++;
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        if (function) {
            List<Statement.Parameter> parameters = parser.parameters.list();
            List<Statement> body = new ArrayList<>(1);
            parser.statements.until(end, body);
            if (body.size() == 1 && body.getFirst() instanceof Statement.Evaluation it) {
                body.set(0, new Statement.Return(it.expression(), it.start(), it.end()));
            }
            out.add(new Statement.Function(
                    name.name(), parameters, body, List.of("#define"), start, Math.max(start, cursor.lastEnd())));
        } else if (cursor.at < end) {
            Expression value = parser.groups.element(end, false);
            out.add(new Statement.Assignment(name, "=", value, "", true, start, Math.max(start, cursor.lastEnd())));
        }
        cursor.mode = mode;
    }
}
