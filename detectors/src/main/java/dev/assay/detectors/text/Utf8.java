package dev.assay.detectors.text;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** UTF-16 as UTF-8. What is no character becomes U+FFFD, as in lenient readers. */
final class Utf8 extends ForwardSource {
    private static final int REPLACEMENT = 0xfffd;

    private final ByteReader units;
    private final boolean bigEndian;
    private final byte[] character = new byte[4];
    private int given;
    private int length;

    Utf8(ByteReader units, boolean bigEndian) {
        super(UNKNOWN);
        this.units = units;
        this.bigEndian = bigEndian;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (given == length && !character()) {
                break;
            }
            into.put(character[given++]);
        }
        return into.position() == start ? -1 : into.position() - start;
    }

    private boolean character() throws IOException {
        int available = units.request(4);
        if (available < 2) {
            return false;
        }
        int c = unit(0);
        units.advance(2);
        if (Character.isHighSurrogate((char) c) && available >= 4 && Character.isLowSurrogate((char) unit(0))) {
            c = Character.toCodePoint((char) c, (char) unit(0));
            units.advance(2);
        } else if (Character.isSurrogate((char) c)) {
            c = REPLACEMENT;
        }
        encode(c);
        return true;
    }

    private int unit(int offset) {
        int one = units.array()[units.index() + offset] & 0xff;
        int two = units.array()[units.index() + offset + 1] & 0xff;
        return bigEndian ? one << 8 | two : two << 8 | one;
    }

    private void encode(int c) {
        given = 0;
        length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (length == 1) {
            character[0] = (byte) c;
            return;
        }
        int left = c;
        for (int i = length - 1; i > 0; i--) {
            character[i] = (byte) (0x80 | left & 0x3f);
            left >>= 6;
        }
        character[0] = (byte) (0xf00 >> length & 0xff | left);
    }
}
