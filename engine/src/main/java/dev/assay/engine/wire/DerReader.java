package dev.assay.engine.wire;

import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads ASN.1 as BER and DER encode it (X.690), element by element, from bytes that nobody trusts. Belongs to one thread.
 *
 * <p>A reader stands before the elements of one level: {@link #next} goes to one of them, {@link #inside} gives a reader for
 * the elements within it. Lengths are held to the bytes that are there before anything is made of them, numbers are measured
 * and not built, and levels are counted. Of indefinite lengths the end is looked for without recursion; since levels are few,
 * all of a text is passed at most {@link #MOST_DEPTH} times. Offsets are indices of the array.
 */
public final class DerReader {
    /** X.509, CMS and PKCS #12 within each other come to about 30 levels. */
    public static final int MOST_DEPTH = 64;

    public static final int BOOLEAN = 0x01;
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int NULL = 0x05;
    public static final int OID = 0x06;
    public static final int UTC_TIME = 0x17;
    public static final int GENERALIZED_TIME = 0x18;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_NUMBER = 0x1f;
    private static final int BMP_STRING = 0x1e;
    private static final int UNIVERSAL_STRING = 0x1c;
    private static final int UTF8_STRING = 0x0c;
    private static final int INDEFINITE = -1;
    private static final int MOST_OID_BYTES = 64;
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private final byte[] bytes;
    private final int end;
    private final int depth;
    private int next;
    private int tag;
    private int start;
    private int contentFrom;
    private int contentTo;

    /** Elements from {@code from} up to {@code to}, which both lie in the array. */
    public DerReader(byte[] bytes, int from, int to) {
        this(bytes, from, to, 0);
    }

    public DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int from, int to, int depth) {
        this.bytes = bytes;
        this.next = from;
        this.end = to;
        this.depth = depth;
        this.start = from;
        this.contentFrom = from;
        this.contentTo = from;
    }

    /** The identifier of a context-specific, constructed element. */
    public static int context(int number) {
        return 0xa0 | number;
    }

    /** The identifier of a context-specific element of plain bytes. */
    public static int contextBytes(int number) {
        return 0x80 | number;
    }

    /** The identifier's first byte of the element that {@link #next} goes to; -1 at the end of this level. */
    public int peek() {
        return next < end ? bytes[next] & 0xff : -1;
    }

    /** Goes to the next element of this level; false at its end. */
    public boolean next() throws MalformedException {
        if (next >= end) {
            return false;
        }
        start = next;
        int length = header(next);
        if (length == INDEFINITE) {
            contentTo = endOfContents();
            next = contentTo + 2;
        } else {
            contentTo = contentFrom + length;
            next = contentTo;
        }
        return true;
    }

    /** Goes to the next element of this level, which must be there and have this identifier. */
    public DerReader expect(int identifier) throws MalformedException {
        MalformedException.check(peek() == identifier, next, "another structure than its kind has");
        next();
        return this;
    }

    /** Goes on by one element if it has this identifier. */
    public boolean take(int identifier) throws MalformedException {
        return peek() == identifier && next();
    }

    /** Goes to the end of this level, over elements of any kind. */
    public void skipRest() throws MalformedException {
        while (next()) {}
    }

    /** Reads identifier and length; sets {@link #tag} and {@link #contentFrom}. */
    private int header(int from) throws MalformedException {
        int at = from;
        tag = bytes[at++] & 0xff;
        if ((tag & HIGH_NUMBER) == HIGH_NUMBER) {
            int most = at + 5;
            while (at < end && at < most && bytes[at] < 0) {
                at++;
            }
            MalformedException.check(at < most, from, "an identifier without an end");
            at++;
        }
        MalformedException.check(at < end, from, "ends within an element's head");
        int first = bytes[at++] & 0xff;
        if (first < 0x80) {
            MalformedException.check(first <= end - at, from, "an element is longer than what holds it");
            contentFrom = at;
            return first;
        }
        if (first == 0x80) {
            MalformedException.check((tag & CONSTRUCTED) != 0, from, "plain bytes of indefinite length");
            contentFrom = at;
            return INDEFINITE;
        }
        long length = 0;
        for (int i = first & 0x7f; i > 0; i--) {
            MalformedException.check(at < end, from, "ends within an element's head");
            length = length << 8 | bytes[at++] & 0xff;
            MalformedException.check(length <= Integer.MAX_VALUE, from, "an element is longer than what holds it");
        }
        MalformedException.check(length <= end - at, from, "an element is longer than what holds it");
        contentFrom = at;
        return (int) length;
    }

    /** Where the contents of indefinite length end that begin at {@link #contentFrom}. */
    private int endOfContents() throws MalformedException {
        int outerTag = tag;
        int outerFrom = contentFrom;
        int open = 1;
        int at = contentFrom;
        while (true) {
            MalformedException.check(at + 2 <= end, start, "indefinite length without an end");
            if (bytes[at] == 0 && bytes[at + 1] == 0) {
                if (--open == 0) {
                    tag = outerTag;
                    contentFrom = outerFrom;
                    return at;
                }
                at += 2;
                continue;
            }
            int length = header(at);
            if (length == INDEFINITE) {
                MalformedException.check(++open + depth <= MOST_DEPTH, at, "nested too deep");
                at = contentFrom;
            } else {
                at = contentFrom + length;
            }
        }
    }

    /** The identifier's first byte: class, whether it holds elements, and number. */
    public int tag() {
        return tag;
    }

    /** Where the element that {@link #next} goes to begins. */
    public int after() {
        return next;
    }

    /** Where the element begins. */
    public int start() {
        return start;
    }

    /** Where its contents begin. */
    public int from() {
        return contentFrom;
    }

    /** Where its contents end. */
    public int to() {
        return contentTo;
    }

    public int length() {
        return contentTo - contentFrom;
    }

    /** Of the element's contents the byte at {@code i}, as 0 to 255; -1 beyond them. */
    public int at(int i) {
        return i < length() ? bytes[contentFrom + i] & 0xff : -1;
    }

    /** The elements within this one, whether it is said to hold any or its bytes are an encoding of their own. */
    public DerReader inside() throws MalformedException {
        return inside(0);
    }

    /** The same, behind some first bytes, such as that of a BIT STRING which counts unused bits. */
    public DerReader inside(int skipped) throws MalformedException {
        MalformedException.check(depth < MOST_DEPTH, start, "nested too deep");
        return new DerReader(bytes, Math.min(contentFrom + skipped, contentTo), contentTo, depth + 1);
    }

    /** The elements within the bytes of an OCTET STRING, which BER may have in parts. */
    public DerReader insideOctets() throws MalformedException {
        if ((tag & CONSTRUCTED) == 0) {
            return inside();
        }
        MalformedException.check(depth < MOST_DEPTH, start, "nested too deep");
        byte[] joined = octets();
        return new DerReader(joined, 0, joined.length, depth + 1);
    }

    /** A copy of the element as it is encoded, with its head. */
    public byte[] encoding() {
        return Arrays.copyOfRange(bytes, start, next);
    }

    /** A copy of an OCTET STRING's bytes, its parts joined where BER has it in parts. */
    public byte[] octets() throws MalformedException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(length());
        join(this, joined);
        return joined.toByteArray();
    }

    private static void join(DerReader of, ByteArrayOutputStream into) throws MalformedException {
        if ((of.tag & CONSTRUCTED) == 0) {
            into.write(of.bytes, of.contentFrom, of.length());
            return;
        }
        DerReader parts = of.inside();
        while (parts.next()) {
            join(parts, into);
        }
    }

    /** An object identifier in its usual form. */
    public String oid() throws MalformedException {
        MalformedException.check(
                tag == OID && length() > 0 && length() <= MOST_OID_BYTES && bytes[contentTo - 1] >= 0,
                start,
                "no object identifier");
        StringBuilder text = new StringBuilder();
        long arc = 0;
        for (int i = contentFrom; i < contentTo; i++) {
            MalformedException.check(arc < 1L << 56, start, "no object identifier");
            arc = arc << 7 | bytes[i] & 0x7f;
            if (bytes[i] >= 0) {
                if (text.isEmpty()) {
                    long first = Math.min(arc / 40, 2);
                    text.append(first).append('.');
                    arc -= first * 40;
                } else {
                    text.append('.');
                }
                text.append(arc);
                arc = 0;
            }
        }
        return text.toString();
    }

    /** How many bits the element's bytes have as a number without a sign: some write a modulus without its zero in front. */
    public int bitLength() {
        return bitLength(bytes, contentFrom, contentTo);
    }

    /** How many bits a number has whose most significant byte comes first. */
    public static int bitLength(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == 0) {
            at++;
        }
        return at == to ? 0 : (to - at) * 8 - Integer.numberOfLeadingZeros(bytes[at] & 0xff) + 24;
    }

    /** An INTEGER of at most eight bytes. */
    public long integer() throws MalformedException {
        MalformedException.check(length() > 0 && length() <= 8, start, "a number out of its range");
        long value = bytes[contentFrom];
        for (int i = contentFrom + 1; i < contentTo; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** Whether the element's contents are the same bytes as those of another element of the same array. */
    public boolean hasContents(int from, int to) {
        return Arrays.equals(bytes, contentFrom, contentTo, bytes, from, to);
    }

    /** The element's bytes as text, by its type, of at most so many bytes of it. */
    public String text(int mostBytes) {
        int length = Math.min(length(), mostBytes);
        Charset charset = switch (tag) {
            case BMP_STRING -> StandardCharsets.UTF_16BE;
            case UNIVERSAL_STRING -> UTF_32BE;
            case UTF8_STRING -> StandardCharsets.UTF_8;
            default -> StandardCharsets.ISO_8859_1;
        };
        return new String(bytes, contentFrom, length, charset);
    }

    /** A UTCTime or GeneralizedTime in UTC, to the second; null if it is no date. A zone other than {@code Z} does not count. */
    public @Nullable LocalDateTime time() {
        int years = tag == UTC_TIME ? 2 : 4;
        int[] parts = new int[6];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            int digits = i == 0 ? years : 2;
            if (i == 5 && (at(at) < '0' || at(at) > '9')) {
                break; // seconds may be left out
            }
            for (int d = 0; d < digits; d++) {
                int c = at(at++);
                if (c < '0' || c > '9') {
                    return null;
                }
                parts[i] = parts[i] * 10 + c - '0';
            }
        }
        if (years == 2) {
            parts[0] += parts[0] < 50 ? 2000 : 1900; // RFC 5280, 4.1.2.5.1
        }
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], Math.min(parts[5], 59));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
