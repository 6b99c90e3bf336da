package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Numbers and texts, with the expressions in these. */
final class LiteralParser {
    /** The callee of a command that stands for what it gives. */
    private static final String RUN = "`";

    /** What stands behind a text of C# that is taken as its bytes. */
    private static final String OF_BYTES = "u8";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    LiteralParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** The number without what parts its digits and without its type. */
    String number(String written) {
        String number = written;
        if (number.indexOf('_') >= 0) {
            number = number.replace("_", "");
        }
        if (profile.digitSeparator() >= 0) {
            number = number.replace(String.valueOf((char) profile.digitSeparator()), "");
        }
        boolean hex = number.length() > 1 && number.charAt(0) == '0' && (number.charAt(1) | 0x20) == 'x';
        boolean more = true;
        while (more && number.length() > 1 && !Character.isDigit(number.charAt(number.length() - 1))
                || more && number.length() > 2) {
            more = false;
            for (String suffix : profile.suffixes()) {
                if (number.length() > suffix.length()
                        && number.endsWith(suffix)
                        && (!hex || Character.digit(suffix.charAt(0), 16) < 0)) {
                    number = number.substring(0, number.length() - suffix.length());
                    more = true;
                    break;
                }
            }
        }
        return number;
    }

    /** Texts, several of them side by side where the language makes one of them. */
    Expression texts() {
        int start = cursor.start();
        if (profile.form(tokens.data[cursor.at] & 0xff).words()) {
            return words(start);
        }
        boolean runs = profile.form(tokens.data[cursor.at] & 0xff).runs();
        Expression first = text();
        if (cursor.isWord(OF_BYTES) && tokens.touches(cursor.at - 1)) {
            cursor.at++;
        }
        if (runs) {
            Expression callee = new Expression.Name(RUN, start, start);
            List<Expression.Argument> command = List.of(new Expression.Argument(null, first, false));
            return new Expression.Call(callee, command, false, List.of(), start, cursor.lastEnd());
        }
        if (!profile.has(Trait.ADJACENT_STRINGS) || !isText()) {
            return first;
        }
        List<Expression> all = new ArrayList<>();
        all.add(first);
        while (isText()) {
            all.add(text());
        }
        if (all.stream().allMatch(Expression.Text.class::isInstance)) {
            StringBuilder value = new StringBuilder();
            boolean bytes = false;
            for (Expression part : all) {
                if (part instanceof Expression.Text text) {
                    value.append(text.value());
                    bytes |= text.bytes();
                }
            }
            return new Expression.Text(value.toString(), bytes, start, cursor.lastEnd());
        }
        List<Expression> parts = new ArrayList<>();
        for (Expression part : all) {
            if (part instanceof Expression.Operation it) {
                parts.addAll(it.operands());
            } else {
                parts.add(part);
            }
        }
        return new Expression.Operation("+", parts, start, cursor.lastEnd());
    }

    /** A text that stands for the words in it. */
    private Expression words(int start) {
        String all = TextValue.of(tokens, cursor.at, profile.form(tokens.data[cursor.at] & 0xff));
        cursor.at++;
        List<Expression> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= all.length(); i++) {
            if (i == all.length() || all.charAt(i) <= ' ') {
                if (i > from) {
                    words.add(new Expression.Text(all.substring(from, i), false, start, cursor.lastEnd()));
                }
                from = i + 1;
            }
        }
        return new Expression.Sequence("", words, start, cursor.lastEnd());
    }

    private boolean isText() {
        return cursor.kind() == Tokens.STRING || cursor.kind() == Tokens.PIECE;
    }

    /** One text; with expressions in it, the sum of its parts. */
    Expression text() {
        int start = cursor.start();
        StringForm form = profile.form(tokens.data[cursor.at] & 0xff);
        if (cursor.kind() != Tokens.PIECE) {
            String value = TextValue.of(tokens, cursor.at, form);
            cursor.at++;
            return new Expression.Text(value, form.bytes(), start, cursor.lastEnd());
        }
        List<Expression> parts = new ArrayList<>();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        while (true) {
            int kind = cursor.kind();
            if (kind == Tokens.PIECE || kind == Tokens.LAST_PIECE) {
                String value = TextValue.of(tokens, cursor.at, form);
                if (!value.isEmpty()) {
                    parts.add(new Expression.Text(value, form.bytes(), cursor.start(), tokens.ends[cursor.at]));
                }
                cursor.at++;
                if (kind == Tokens.LAST_PIECE) {
                    break;
                }
            }
            if (kind == Tokens.OPEN && tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
                parts.add(interpolation());
            } else if (kind == Tokens.NAME && tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
                parts.add(
                        profile.has(Trait.SCRIPTS)
                                ? parser.scripts.named(cursor.start())
                                : parser.primaries.plainName(cursor.start()));
            } else if (kind != Tokens.PIECE) {
                break;
            }
        }
        cursor.mode = mode;
        return new Expression.Operation("+", parts, start, cursor.lastEnd());
    }

    private Expression interpolation() {
        int open = cursor.at++;
        int end = tokens.data[open];
        // How to write the value comes after it: !r.
        boolean converted =
                end - 2 > cursor.at && cursor.is(end - 2, Signs.BANG) && tokens.kind(end - 1) == Tokens.NAME;
        Expression value = parser.groups.elements(converted ? end - 2 : end);
        cursor.at = open;
        cursor.skipGroup();
        return value;
    }
}
