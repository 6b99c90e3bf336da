package dev.assay.detectors.text.patterns;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.engine.text.Literals.Literal;
import java.nio.charset.StandardCharsets;

/** What a pattern of the user looks for. */
public sealed interface Sought {
    /** How it is written, with its kind: what facts depend on. */
    String written();

    /** A text as it stands, case and all. */
    record Exact(Literal literal) implements Sought {
        private static final int MOST_BYTES = 1_000;

        /** @throws IllegalArgumentException with what is wrong, if nobody should look for that */
        public static Exact of(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (utf8.length > MOST_BYTES) {
                throw new IllegalArgumentException("a literal of more than " + MOST_BYTES + " bytes");
            }
            return new Exact(Literal.exact(new String(utf8, StandardCharsets.ISO_8859_1)));
        }

        @Override
        public String written() {
            return "literal " + literal.text();
        }
    }

    /** A regular expression that needs time in proportion to the text, whatever that is. */
    record Regex(Pattern pattern) implements Sought {
        private static final int MOST_CHARS = 1_000;
        private static final int MOST_REPEATS = 20_000;

        /** @throws IllegalArgumentException with what is wrong, if nobody should look for that */
        public static Regex of(String text) {
            if (text.isEmpty() || text.length() > MOST_CHARS) {
                throw new IllegalArgumentException("a regex has between 1 and " + MOST_CHARS + " characters");
            }
            if (repeats(text) > MOST_REPEATS) { // before it is compiled, since each repeat becomes a copy
                throw new IllegalArgumentException("the counted repeats of the regex multiply to too much");
            }
            Regex regex;
            try {
                regex = new Regex(Pattern.compile(text, Pattern.MULTILINE));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a regex: " + e.getMessage(), e);
            }
            if (regex.pattern.matcher("").find()) {
                throw new IllegalArgumentException("the regex matches the empty text, and so everywhere");
            }
            return regex;
        }

        /**
         * No less than how often anything in it is written out: what is counted behind a group may hold all the others. A
         * brace that is none counts as well.
         */
        private static long repeats(String text) {
            long groups = 1;
            long others = 1;
            for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
                long most = 1;
                long number = 0;
                for (int i = at + 1;
                        i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ',');
                        i++) {
                    number = text.charAt(i) == ','
                            ? 0
                            : Math.min(number * 10 + Character.digit(text.charAt(i), 10), MOST_REPEATS);
                    most = Math.max(most, number);
                }
                char before = at == 0 ? ' ' : text.charAt(at - 1);
                if (before == ')' || before == '}') {
                    groups = Math.min(groups * most, MOST_REPEATS + 1L);
                } else {
                    others += most;
                }
            }
            return groups * (groups > 1 ? others + text.length() : others);
        }

        @Override
        public String written() {
            return "regex " + pattern.pattern();
        }
    }
}
