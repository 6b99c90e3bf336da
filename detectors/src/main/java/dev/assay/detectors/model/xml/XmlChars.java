package dev.assay.detectors.model.xml;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;

/**
 * The characters of a document, as far as markup goes: all beyond ASCII are one and the same. UTF-16 is told by its mark or
 * its first character (XML 1.0, appendix F); every other encoding that parsers know has ASCII in one byte.
 */
final class XmlChars {
    /** Stands for any character beyond ASCII, all of which may be part of a name. */
    static final char OTHER = '\u00b7';

    private final ByteReader in;
    private final int bytesEach;
    private final boolean bigEndian;
    private boolean isUtf8 = true;
    private int peeked = -2;
    private long position;

    XmlChars(ByteReader in) throws IOException {
        this.in = in;
        int there = in.request(4);
        int first = there > 0 ? in.array()[in.index()] & 0xff : 0;
        int second = there > 1 ? in.array()[in.index() + 1] & 0xff : 0;
        boolean little = first == 0xff && second == 0xfe || first == '<' && second == 0;
        this.bigEndian = first == 0xfe && second == 0xff || first == 0 && second == '<';
        this.bytesEach = little || bigEndian ? 2 : 1;
        if (first == 0xff || first == 0xfe) {
            in.skip(Math.min(2, there));
        } else if (first == 0xef && second == 0xbb) {
            in.skip(Math.min(3, there));
        }
    }

    /** The document says that it has another encoding: its bytes are not checked to be UTF-8 any more. */
    void notUtf8() {
        isUtf8 = false;
    }

    /** Where the character that was last taken begins. */
    long position() {
        return position;
    }

    /** The next character, which stays; -1 at the end. */
    int peek() throws IOException {
        if (peeked == -2) {
            peeked = read();
        }
        return peeked;
    }

    /** The next character; -1 at the end. */
    int next() throws IOException {
        int c = peek();
        peeked = -2;
        return c;
    }

    /** The next character; the document must not end here. */
    int take() throws IOException {
        int c = next();
        if (c < 0) {
            throw new TruncatedException(in.position(), 1);
        }
        return c;
    }

    private int read() throws IOException {
        position = in.position();
        int c = in.read();
        if (c < 0) {
            return -1;
        }
        if (bytesEach == 2) {
            int other = in.read();
            int unit = bigEndian ? c << 8 | other : c | other << 8;
            return other < 0 ? -1 : unit < 0x80 ? unit : OTHER;
        }
        if (c < 0x80) {
            return c;
        }
        if (isUtf8) {
            multibyte(c);
        }
        return OTHER;
    }

    private void multibyte(int first) throws IOException {
        int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        MalformedException.check(first >= 0xc2 && first <= 0xf4, position, "it is not UTF-8");
        for (int i = 0; i < more; i++) {
            MalformedException.check((in.read() & 0xc0) == 0x80, position, "it is not UTF-8");
        }
    }
}
