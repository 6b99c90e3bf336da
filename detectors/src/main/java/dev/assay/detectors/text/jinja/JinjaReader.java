package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.Previews;
import dev.assay.detectors.text.TextReader;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A template of Jinja, or any text with tags of Jinja in it: each tag is read as it comes, so that size does not matter. */
public final class JinjaReader implements TextReader {
    /** The longest tag; those of chats have some hundred characters. */
    private static final int MOST_TAG_BYTES = 64 << 10;

    /**
     * Tags that Jinja would refuse are read up to the next closing braces. Looking for their end costs more than they are
     * long, so after some of them that is not tried again.
     */
    private static final int MOST_FAILURES = 100;

    private static final String ENDRAW = "endraw";

    private final Previews previews;

    public JinjaReader(Previews previews) {
        this.previews = previews;
    }

    @Override
    public void read(ByteSource text, Sink out, Budget budget) throws IOException {
        try (ByteReader in = new ByteReader(text, budget)) {
            new Reading(in, out, new Uses(out, previews)).read();
        }
    }

    private static final class Reading {
        private final ByteReader in;
        private final Sink out;
        private final Uses uses;
        private final StatementReading statements;
        private boolean told;
        private int failures;

        Reading(ByteReader in, Sink out, Uses uses) {
            this.in = in;
            this.out = out;
            this.uses = uses;
            this.statements = new StatementReading(uses);
        }

        void read() throws IOException {
            while (in.request(3) >= 2) {
                int opener = opener();
                if (opener == '#') {
                    comment();
                } else if (opener != 0) {
                    tag(opener == '%');
                }
            }
        }

        /** Goes to the next opening brace that may begin a tag, and says which. */
        private int opener() throws IOException {
            byte[] block = in.array();
            int from = in.index();
            int end = from + in.available() - 1;
            int i = from;
            while (i < end && !(block[i] == '{' && isOpener(block[i + 1]))) {
                i++;
            }
            statements.data(block, from, i);
            in.advance(i - from);
            if (i < end) {
                return block[i + 1];
            }
            if (in.request(3) < 3) {
                in.advance(in.available());
            }
            return 0;
        }

        private static boolean isOpener(int c) {
            return c == '{' || c == '%' || c == '#';
        }

        private void comment() throws IOException {
            in.advance(2);
            while (in.request(2) >= 2) {
                byte[] block = in.array();
                int end = in.index() + in.available() - 1;
                int i = in.index();
                while (i < end && !(block[i] == '#' && block[i + 1] == '}')) {
                    i++;
                }
                boolean closed = i < end;
                in.advance(i - in.index() + (closed ? 2 : 0));
                if (closed) {
                    return;
                }
            }
            in.advance(in.available());
        }

        private void tag(boolean block) throws IOException {
            TagLexer lexer = lexer(block);
            boolean closed = failures < MOST_FAILURES && lexer.read();
            if (!closed && in.request(MOST_TAG_BYTES) > 0) {
                lexer = lexer(block);
                closed = failures < MOST_FAILURES && lexer.read();
            }
            int end = closed ? lexer.position() : plainEnd();
            if (end < 0) {
                unclosed();
                return;
            }
            if (!closed) {
                failures++;
                lexer = new TagLexer(in.array(), in.index() + 2, end - 2, block);
                lexer.readAll();
            }
            uses.at(in.array(), in.index(), end, in.position() - in.index());
            if (block) {
                statements.statement(lexer.tokens());
            } else {
                new ExpressionReading(lexer.tokens(), 0, uses).rest();
            }
            in.advance(end - in.index());
            if (block && statements.isRaw()) {
                raw();
            }
        }

        /** Behind the next closing braces of any tag, whatever is open in between; -1 if there are none. */
        private int plainEnd() {
            byte[] bytes = in.array();
            int last = tagLimit() - 1;
            for (int i = in.index() + 2; i < last; i++) {
                if (bytes[i + 1] == '}' && (bytes[i] == '}' || bytes[i] == '%')) {
                    return i + 2;
                }
            }
            return -1;
        }

        /** Goes behind where no tag can end, and so none can begin. */
        private void unclosed() {
            if (in.available() < MOST_TAG_BYTES) {
                in.advance(in.available());
                return;
            }
            if (!told) {
                told = true;
                String reason = "a tag of a template that is longer than " + MOST_TAG_BYTES + " bytes";
                out.gap(GapKind.LIMIT, in.position(), reason, -1);
            }
            in.advance(MOST_TAG_BYTES - 1);
        }

        private int tagLimit() {
            return in.index() + Math.min(in.available(), MOST_TAG_BYTES);
        }

        private TagLexer lexer(boolean block) {
            return new TagLexer(in.array(), in.index() + 2, tagLimit(), block);
        }

        /** Nothing is a tag up to the one that ends it. */
        private void raw() throws IOException {
            byte[] end = ENDRAW.getBytes(StandardCharsets.US_ASCII);
            while (in.request(end.length) >= end.length) {
                int at = in.index();
                int last = at + in.available() - end.length;
                while (at <= last && !isAt(end, at)) {
                    at++;
                }
                in.advance(at - in.index());
                if (at <= last) {
                    return;
                }
            }
            in.advance(in.available());
        }

        private boolean isAt(byte[] word, int at) {
            for (int i = 0; i < word.length; i++) {
                if (in.array()[at + i] != word[i]) {
                    return false;
                }
            }
            return !Chars.isName(Chars.at(in.array(), at + word.length, in.index() + in.available()));
        }
    }
}
