package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.XmlTree;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a server answered, as it comes in: a gzip is undone, and there is an end to it. Belongs to one thread. */
public final class Body {
    /** Larger than what registries say of any package of today; what is read is not kept, so this bounds the time. */
    public static final long MOST_BYTES = 256L << 20;

    private static final int INFLATED_AT_ONCE = 32 * 1024;

    private final Answer answer;
    private final Budget budget;

    public Body(Answer answer, Budget budget) {
        this.answer = answer;
        this.budget = budget;
    }

    public Answer answer() {
        return answer;
    }

    public @Nullable String header(String name) {
        return answer.header(name);
    }

    /** JSON, one value or several. Close it before the answer. */
    public ByteReader reader() throws IOException {
        return new ByteReader(new StreamSource(stream(), ByteSource.UNKNOWN), budget);
    }

    /** All of a small one. */
    public byte[] bytes(int most) throws IOException {
        byte[] bytes = stream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooMuch(most);
        }
        return bytes;
    }

    /** A small document of XML. */
    public XmlTree.Element xml(int most) throws IOException {
        byte[] bytes = bytes(most);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            return XmlTree.read(bytes, bytes.length, room);
        }
    }

    private UnreachableException tooMuch(long most) {
        return new UnreachableException(answer.url().host() + " sends more than " + most + " bytes in one answer");
    }

    /** The bytes as they come; close the answer, not this. */
    public InputStream stream() throws IOException {
        String encoding = answer.header("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return new Bounded(answer.body());
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new UnreachableException(answer.url().host() + " sends it in an encoding that was not asked for");
        }
        return new Bounded(new GZIPInputStream(answer.body(), INFLATED_AT_ONCE));
    }

    private final class Bounded extends FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw tooMuch(MOST_BYTES);
            }
            return n;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
