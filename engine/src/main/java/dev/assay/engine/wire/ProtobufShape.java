package dev.assay.engine.wire;

import dev.assay.engine.decode.Head;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of a format look like, to recognise it by its first bytes: protocol buffers have no magic, and any
 * field may come first. Immutable once it is in use; looks at the head only, for so many fields and no more.
 *
 * <p>Two things make a match. Nothing contradicts: a field that the schema knows has the encoding that the schema gives
 * it, and texts are texts. And something proves: a message deep enough in the schema to be no accident, such as a node
 * of a graph that has an operator, is there with all the fields that it {@link #needs}. Fields that the schema does not
 * know prove and contradict nothing, since every runtime passes over them: a newer version of the schema may have them,
 * and whoever wants to stay unseen can put one first.
 */
public final class ProtobufShape {
    private static final int MOST_FIELDS = 4_000;
    private static final int MOST_NAME = 500;

    private enum Kind {
        NUMBER,
        NUMBERS,
        FIXED32,
        FIXED64,
        BYTES,
        TEXT,
        NAME,
        MESSAGE
    }

    private record Field(Kind kind, ProtobufShape message) {}

    private final Map<Integer, Field> fields = new HashMap<>();
    private long needed; // bits of field numbers below 64
    private boolean proof;
    private int firstProving = Integer.MAX_VALUE;
    private int lastProving;

    /** Varints. */
    public ProtobufShape number(int... numbers) {
        return all(Kind.NUMBER, this, numbers);
    }

    /** Repeated numbers, which may be packed. */
    public ProtobufShape numbers(int... numbers) {
        return all(Kind.NUMBERS, this, numbers);
    }

    public ProtobufShape fixed32(int... numbers) {
        return all(Kind.FIXED32, this, numbers);
    }

    public ProtobufShape fixed64(int... numbers) {
        return all(Kind.FIXED64, this, numbers);
    }

    /** Anything with a length. */
    public ProtobufShape bytes(int... numbers) {
        return all(Kind.BYTES, this, numbers);
    }

    /** Texts without control characters other than white space. */
    public ProtobufShape text(int... numbers) {
        return all(Kind.TEXT, this, numbers);
    }

    /** Names: printable ASCII without spaces, and not empty. */
    public ProtobufShape name(int... numbers) {
        return all(Kind.NAME, this, numbers);
    }

    /** A message within. */
    public ProtobufShape message(int number, ProtobufShape shape) {
        return all(Kind.MESSAGE, shape, number);
    }

    /** Says that a message with all of these fields, each below 64, proves the format. */
    public ProtobufShape needs(int... numbers) {
        proof = true;
        for (int number : numbers) {
            needed |= 1L << number;
        }
        return this;
    }

    /** Says that a message in any of these fields proves the format: numbers that only this schema has. */
    public ProtobufShape proves(int first, int last) {
        firstProving = first;
        lastProving = last;
        return this;
    }

    private ProtobufShape all(Kind kind, ProtobufShape message, int... numbers) {
        for (int number : numbers) {
            fields.put(number, new Field(kind, message));
        }
        return this;
    }

    /** Whether the head looks like a message of this shape, without doubt. The file may end before the message does. */
    public boolean matches(Head head) {
        Look look = new Look(head);
        return look.fits(this, 0, head.length(), true) && look.proved;
    }

    /** The same, but by its name a file needs only to be no other thing: see {@link #mayBe}. */
    public boolean matches(Head head, String extension) {
        return head.extension().equals(extension) ? mayBe(head) : matches(head);
    }

    /** Whether nothing in the head speaks against it, which is enough for bytes whose name says what they are. */
    public boolean mayBe(Head head) {
        return head.length() > 0 && new Look(head).fits(this, 0, head.length(), true);
    }

    /** One look at one head. */
    private static final class Look {
        private final byte[] bytes;
        private int at;
        private long number;
        private int left = MOST_FIELDS;
        private boolean proved;

        Look(Head head) {
            this.bytes = head.bytes();
        }

        /** @param cut whether the message goes on behind {@code end} */
        boolean fits(ProtobufShape shape, int from, int end, boolean cut) {
            at = from;
            long seen = 0;
            while (at < end && left-- > 0) {
                if (!varint(end)) {
                    return cut && at >= end;
                }
                int tag = (int) number;
                int field = tag >>> 3;
                if (field == 0 || !value(shape.fields.get(field), tag & 7, end, cut)) {
                    return false;
                }
                seen |= field < Long.SIZE ? 1L << field : 0;
                proved |= shape.proof && (seen & shape.needed) == shape.needed
                        || field >= shape.firstProving && field <= shape.lastProving && (tag & 7) == 2;
            }
            return true;
        }

        private boolean value(@Nullable Field field, int wire, int end, boolean cut) {
            Kind kind = field == null ? null : field.kind();
            return switch (wire) {
                case 0 ->
                    (varint(end) || cut && at >= end) && (kind == null || kind == Kind.NUMBER || kind == Kind.NUMBERS);
                case 1 -> passes(Long.BYTES, end, cut) && (kind == null || kind == Kind.FIXED64);
                case 2 -> delimited(field, end, cut);
                case 5 -> passes(Integer.BYTES, end, cut) && (kind == null || kind == Kind.FIXED32);
                default -> false; // groups: none of the formats has them, and random bytes often do
            };
        }

        private boolean passes(int n, int end, boolean cut) {
            at += n;
            return at <= end || cut;
        }

        private boolean delimited(@Nullable Field field, int end, boolean cut) {
            if (!varint(end)) {
                return cut && at >= end;
            }
            long length = number;
            int from = at;
            if (length < 0 || length > end - from && !cut) {
                return false;
            }
            boolean cutWithin = length > end - from;
            int to = cutWithin ? end : from + (int) length;
            boolean fits = field == null
                    || switch (field.kind()) {
                        case NUMBER, FIXED32, FIXED64 -> false;
                        case NUMBERS, BYTES -> true;
                        case TEXT -> isText(from, to);
                        case NAME -> length > 0 && length <= MOST_NAME && isName(from, to);
                        case MESSAGE -> fits(field.message(), from, to, cutWithin);
                    };
            at = to;
            return fits;
        }

        private boolean isText(int from, int to) {
            for (int i = from; i < to; i++) {
                int c = bytes[i] & 0xff;
                if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f) {
                    return false;
                }
            }
            return true;
        }

        private boolean isName(int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] <= ' ' || bytes[i] == 0x7f) {
                    return false;
                }
            }
            return true;
        }

        /** Reads a {@link #number}, of ten bytes at most; false if the bytes end before. */
        private boolean varint(int end) {
            number = 0;
            for (int shift = 0; at < end; shift += 7) {
                int b = bytes[at++];
                number |= (long) (b & 0x7f) << shift;
                if (b >= 0 || shift == 63) {
                    return true;
                }
            }
            return false;
        }
    }
}
