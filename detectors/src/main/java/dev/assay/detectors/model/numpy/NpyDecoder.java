package dev.assay.detectors.model.numpy;

import dev.assay.detectors.model.numpy.PythonLiteral.Dictionary;
import dev.assay.detectors.model.numpy.PythonLiteral.NotLiteralException;
import dev.assay.detectors.model.numpy.PythonLiteral.Sequence;
import dev.assay.detectors.model.numpy.PythonLiteral.Text;
import dev.assay.detectors.model.numpy.PythonLiteral.Truth;
import dev.assay.detectors.model.numpy.PythonLiteral.Value;
import dev.assay.detectors.model.numpy.PythonLiteral.Whole;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.tensor.TensorScan;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * NumPy's array file, versions 1.0 to 3.0 (NEP 1; {@code numpy/lib/format.py}): magic, a Python dict as text, data.
 *
 * <p>The data of numbers is opaque. Behind a dtype with objects there is a pickle, which {@code numpy.load(...,
 * allow_pickle=True)} runs: it is handed on. Several arrays may follow one another in one file, since {@code numpy.save}
 * to an open file appends; each is decoded.
 */
public final class NpyDecoder implements Decoder {
    private static final String MAGIC = "\u0093NUMPY";
    private static final int PREFIX_BYTES = 8;

    /** {@code numpy.lib.format._MAX_HEADER_SIZE}: without allow_pickle NumPy reads no longer ones. */
    private static final int NUMPY_MOST_HEADER_BYTES = 10_000;

    /** Beyond any header that NumPy writes: 100,000 fields of 80 characters. */
    private static final int MOST_HEADER_BYTES = 8 << 20;

    private static final String OBJECTS = "object-array.pkl";
    private static final String TRAILING = "trailing-data";

    /** What the header's keys say. */
    private record Header(String descr, Dtype dtype, BigInteger count) {}

    @Override
    public Format format() {
        return new Format("npy", head -> head.has(0, MAGIC));
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            do {
                budget.spendEntry();
                Header header = header(reader, in, out, budget);
                if (!data(header, reader, in, out, budget)) {
                    return;
                }
            } while (isNext(reader));
            if (!reader.atEnd()) {
                out.fact(new Anomaly(
                        "model/npy-trailing-data", "more data follows the array's last element", reader.position()));
                out.child(TRAILING, rest(reader, in));
            }
        }
    }

    private static boolean isNext(ByteReader reader) throws IOException {
        if (reader.request(MAGIC.length()) < MAGIC.length()) {
            return false;
        }
        for (int i = 0; i < MAGIC.length(); i++) {
            if ((reader.array()[reader.index() + i] & 0xff) != MAGIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Only the pickle knows where it ends, so that the next array is looked for. Whether there is one. */
    private static boolean seekNext(ByteReader reader, long from) throws IOException {
        reader.seek(from);
        for (int there; (there = reader.request(MAGIC.length())) >= MAGIC.length(); ) {
            byte[] a = reader.array();
            int last = reader.index() + there - MAGIC.length();
            int i = reader.index();
            while (i <= last && (a[i] & 0xff) != MAGIC.charAt(0)) {
                i++;
            }
            reader.advance(i - reader.index());
            if (i <= last) {
                if (isNext(reader)) {
                    return true;
                }
                reader.advance(1);
            }
        }
        return false;
    }

    private static Header header(ByteReader reader, ByteSource in, Sink out, Budget budget) throws IOException {
        long at = reader.position();
        reader.require(PREFIX_BYTES);
        reader.advance(MAGIC.length());
        int major = reader.u8();
        int minor = reader.u8();
        MalformedException.check(
                major >= 1 && major <= 3 && minor == 0,
                at + MAGIC.length(),
                "version " + major + "." + minor + " of the format does not exist");
        long length = major == 1 ? reader.u16le() : reader.u32le();
        long start = reader.position();
        long known = in.sizeBytes();
        if (known >= 0 && length > known - start) {
            throw new TruncatedException(known, length - (known - start));
        }
        if (length > NUMPY_MOST_HEADER_BYTES) {
            out.fact(new Anomaly("model/npy-header-oversized", "the header has " + length + " bytes", at));
        }
        MalformedException.check(
                length <= MOST_HEADER_BYTES, at, "a header of " + length + " bytes, which no array needs");
        String text = text(reader.bytes((int) length), major, start);
        budget.spendWork(length);
        try {
            return header(PythonLiteral.read(text, start), start, out);
        } catch (NotLiteralException e) {
            out.fact(new Anomaly("model/npy-header-not-literal", e.reason(), e.offsetBytes()));
            throw e;
        }
    }

    private static String text(byte[] bytes, int major, long start) throws MalformedException {
        if (major < 3) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(start, "the header is not UTF-8");
        }
    }

    /** The dict must have exactly the keys descr, fortran_order and shape; of a key that is there twice the last counts. */
    private static Header header(Value value, long start, Sink out) throws MalformedException {
        if (!(value instanceof Dictionary dictionary)) {
            throw new MalformedException(start, "the header is not a dict");
        }
        Map<String, Value> values = new HashMap<>();
        Set<String> odd = new TreeSet<>();
        for (PythonLiteral.Entry entry : dictionary.entries()) {
            String key = entry.key() instanceof Text(String text) ? text : "a key that is no string";
            boolean expected = key.equals("descr") || key.equals("fortran_order") || key.equals("shape");
            if (values.put(key, entry.value()) != null || !expected) {
                odd.add(key);
            }
        }
        if (!odd.isEmpty()) {
            out.fact(new Anomaly("model/npy-header-keys", "unknown or repeated: " + shown(odd), start));
        }
        Value descr = values.get("descr");
        Value shape = values.get("shape");
        if (descr == null || shape == null) {
            throw new MalformedException(start, "the header has no " + (descr == null ? "descr" : "shape"));
        }
        MalformedException.check(
                values.get("fortran_order") instanceof Truth, start, "the header's fortran_order is no truth value");
        BigInteger count = shape instanceof Sequence ? Dtype.count(shape) : BigInteger.ONE.negate();
        MalformedException.check(count.signum() >= 0, start, "the header's shape is no tuple of sizes");
        Dtype dtype = Dtype.of(descr);
        BigInteger bytes = count.multiply(dtype.sizeBytes());
        boolean isSized = dtype.isKnown() && !dtype.holdsObjects() && bytes.bitLength() < Long.SIZE;
        inventory(descr, shape, start, isSized ? bytes.longValue() : -1, out);
        return new Header(descr instanceof Text(String text) ? text : "", dtype, count);
    }

    private static void inventory(Value descr, Value shape, long start, long sizeBytes, Sink out) {
        Inventory inventory = new Inventory(out);
        List<Long> sizes = new ArrayList<>();
        if (inventory.isWanted() && shape instanceof Sequence(boolean tuple, List<Value> items)) {
            for (Value item : items) {
                sizes.add(item instanceof Whole(BigInteger n) && n.bitLength() < Long.SIZE ? n.longValue() : 0L);
            }
        }
        inventory.property(Property.FRAMEWORK, "NumPy", -1);
        inventory.tensor("array", descr instanceof Text(String text) ? text : "structured", sizes, start, sizeBytes);
        inventory.end();
    }

    private static String shown(Set<String> keys) {
        String all = String.join(", ", keys);
        return all.length() <= 80 ? all : all.substring(0, 80) + "...";
    }

    /** @return whether the array's end is known, so that what follows it can be looked at */
    private static boolean data(Header header, ByteReader reader, ByteSource in, Sink out, Budget budget)
            throws IOException {
        if (header.dtype().holdsObjects()) {
            long at = reader.position();
            out.child(OBJECTS, rest(reader, in));
            return in.seekable() && seekNext(reader, at);
        }
        if (!header.dtype().isKnown()) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    reader.position(),
                    "the array has a dtype that is not known",
                    left(reader, in));
            out.child(TRAILING, rest(reader, in));
            return false;
        }
        BigInteger size = header.count().multiply(header.dtype().sizeBytes());
        MalformedException.check(
                size.bitLength() < Long.SIZE, reader.position(), "the array's size does not fit in 64 bits");
        long left = left(reader, in);
        if (left >= 0 && left < size.longValue()) {
            out.opaque(left);
            throw new TruncatedException(reader.position() + left, size.longValue() - left);
        }
        out.opaque(size.longValue());
        if (header.count().bitLength() < Long.SIZE) {
            List<Long> shape = List.of(header.count().longValue());
            TensorInfo array = new TensorInfo("array", header.descr(), shape, reader.position(), size.longValue());
            TensorScan.of(List.of(array), false, in, out, budget);
        }
        if (!in.seekable() && left == size.longValue()) {
            return false; // nothing follows, so the stream need not be read to its end
        }
        reader.skip(size.longValue());
        return true;
    }

    private static long left(ByteReader reader, ByteSource in) {
        return in.sizeBytes() < 0 ? -1 : Math.max(in.sizeBytes() - reader.position(), 0);
    }

    private static ByteSource rest(ByteReader reader, ByteSource in) {
        long left = left(reader, in);
        return in.seekable() && left >= 0 ? new SliceSource(in, reader.position(), left) : new RestSource(reader, left);
    }
}
