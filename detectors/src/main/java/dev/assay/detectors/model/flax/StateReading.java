package dev.assay.detectors.model.flax;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadHead;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.NameSet;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.wire.MessagePackReader;
import dev.assay.engine.wire.MessagePackReader.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks one value with a stack of its own, so that nesting costs no stack of Java's. Belongs to one decoding. */
final class StateReading {
    /** Python's reader gives up at 512. */
    private static final int MOST_DEPTH = 1_024;

    private static final int MOST_NAME_BYTES = 64 * 1024;
    private static final int MOST_NAME = 200;
    private static final int MOST_PLACE = 300;

    /** NumPy has 64 at most. */
    private static final int MOST_DIMENSIONS = 64;

    /** How much of a binary value is looked at to tell whether it is text. */
    private static final int LOOKED_AT = 512;

    /** {@code _MsgpackExtType}: an array, a complex number, a scalar; and MessagePack's own timestamp. */
    private static final int NDARRAY = 1;

    private static final int COMPLEX = 2;
    private static final int SCALAR = 3;
    private static final int TIMESTAMP = -1;

    private static final int FIXED_MAP = 0x80;
    private static final int FIXED_TEXT = 0xa0;
    private static final List<String> PACKED_NAMES = List.of("config", "state");

    private final ByteReader reader;
    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private final MessagePackReader pack;
    private final List<Open> open = new ArrayList<>();
    private long opaqueBytes;
    private boolean isFlax;

    /** A container of which not all has been read. */
    private static final class Open {
        final boolean map;
        long left;
        boolean valueNext;
        String name = "";

        @Nullable
        NameSet names;

        Open(boolean map, long left) {
            this.map = map;
            this.left = left;
        }
    }

    StateReading(ByteReader reader, ByteSource in, Sink out, Budget budget, Anomalies anomalies, PayloadTexts texts) {
        this.reader = reader;
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = new Inventory(out);
        this.pack = new MessagePackReader(reader);
    }

    long opaqueBytes() {
        return opaqueBytes;
    }

    void read() throws IOException {
        do {
            value();
            while (!open.isEmpty() && open.getLast().left == 0) {
                open.removeLast();
            }
        } while (!open.isEmpty());
        if (isFlax) {
            inventory.property(Property.FRAMEWORK, "Flax", -1);
        }
        inventory.end();
        if (!reader.atEnd()) {
            trailing();
        }
    }

    private void trailing() throws IOException {
        long at = reader.position();
        long known = in.sizeBytes();
        long left = known < 0 ? ByteSource.UNKNOWN : known - at;
        anomalies.add(
                "trailing-data",
                at,
                () -> (left < 0 ? "there are bytes" : "there are " + left + " bytes") + " behind the last value");
        out.child("trailing-data", in.seekable() ? new SliceSource(in, at, left) : new RestSource(reader, left));
    }

    /** One value, or the head of a container. */
    private void value() throws IOException {
        Open around = open.isEmpty() ? null : open.getLast();
        Token token = pack.next();
        if (around != null && around.map && !around.valueNext) {
            name(around, token);
            return;
        }
        if (around != null) {
            around.left--;
            around.valueNext = false;
        }
        switch (token) {
            case NIL, BOOLEAN, INTEGER, FLOAT -> {}
            case TEXT -> text(pack.length());
            case BINARY -> binary(pack.length());
            case EXTENSION -> extension();
            case ARRAY -> open(false);
            case MAP -> open(true);
        }
    }

    private void name(Open map, Token token) throws IOException {
        map.valueNext = true;
        switch (token) {
            case TEXT -> {
                long length = pack.length();
                checkRoom(length);
                byte[] bytes = pack.bytes(EmbeddedTexts.MOST_BYTES);
                String name = new String(bytes, 0, Math.min(bytes.length, MOST_NAME_BYTES), StandardCharsets.UTF_8);
                map.name = Parts.first(name, MOST_NAME);
                texts.add(place(), bytes, length, pack.position());
                unique(map, "'" + name, length <= MOST_NAME_BYTES);
            }
            case INTEGER -> {
                map.name = Long.toString(pack.integer());
                unique(map, map.name, true);
            }
            case BINARY -> {
                map.name = "?";
                text(pack.length());
            }
            case EXTENSION -> {
                map.name = "?";
                checkRoom(pack.length());
                pack.skip();
            }
            case NIL, BOOLEAN, FLOAT -> map.name = "?";
            case ARRAY, MAP -> {
                map.name = "?";
                open(token == Token.MAP); // the value follows when all of the name has been read
            }
        }
    }

    private void unique(Open map, String name, boolean whole) {
        budget.spendFacts(1);
        if (map.names == null) {
            map.names = new NameSet();
        }
        if (!map.names.add(name, whole)) {
            anomalies.add("duplicate-key", pack.position(), () -> Quoted.of(map.name) + " is there twice in one map");
        }
    }

    private void open(boolean map) throws IOException {
        long items = map ? 2 * pack.length() : pack.length();
        checkRoom(items); // a value has a byte at least
        if (open.size() >= MOST_DEPTH) {
            anomalies.add("nesting", pack.position(), () -> "values are nested more than " + MOST_DEPTH + " deep");
            throw BudgetExceededException.limit("values are nested more than " + MOST_DEPTH + " deep");
        }
        open.add(new Open(map, pack.length()));
        budget.spendWork(1);
    }

    private void checkRoom(long bytes) throws IOException {
        long known = in.sizeBytes();
        MalformedException.check(
                known < 0 || bytes <= known - reader.position(),
                pack.position(),
                "a value of " + bytes + " bytes or parts ends behind the file");
    }

    private void text(long length) throws IOException {
        checkRoom(length);
        long at = pack.position();
        texts.add(place(), pack.bytes(EmbeddedTexts.MOST_BYTES), length, at);
    }

    /** Text in disguise is text; what begins like a format goes on; all else is an array without its shape. */
    private void binary(long length) throws IOException {
        checkRoom(length);
        int there = (int) Math.min(reader.request((int) Math.min(length, LOOKED_AT)), length);
        if (there > 0 && isText(reader.array(), reader.index(), there)) {
            text(length);
        } else if (there > 1
                && (PayloadHead.isContainer(reader.array(), reader.index())
                        || isPacked(reader.array(), reader.index(), there))) {
            long end = reader.position() + length;
            budget.spendEntry();
            String ending = PayloadHead.isContainer(reader.array(), reader.index()) ? "" : ".msgpack";
            out.child(
                    place() + ending,
                    in.seekable() ? new SliceSource(in, reader.position(), length) : RestSource.upTo(reader, length));
            reader.skip(end - reader.position());
        } else {
            opaqueBytes += length;
            reader.skip(length);
        }
    }

    private static boolean isText(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\t' && bytes[i] != '\r' || bytes[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A value that was packed by itself, as thinc has what PyTorch is to restore: a map, and one of these names in it. */
    private static boolean isPacked(byte[] bytes, int at, int there) {
        if ((bytes[at] & 0xf0) != FIXED_MAP) {
            return false;
        }
        for (String name : PACKED_NAMES) {
            boolean same = there > name.length() + 1 && (bytes[at + 1] & 0xff) == (FIXED_TEXT | name.length());
            for (int i = 0; same && i < name.length(); i++) {
                same = bytes[at + 2 + i] == name.charAt(i);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private void extension() throws IOException {
        long length = pack.length();
        checkRoom(length);
        int code = pack.extension();
        long end = reader.position() + length;
        if (code == NDARRAY || code == SCALAR) {
            isFlax = true;
            array();
        } else if (code != COMPLEX && code != TIMESTAMP) {
            anomalies.add("extension", pack.position(), () -> "an extension of type " + code);
        }
        MalformedException.check(reader.position() <= end, pack.position(), "an array ends behind its extension");
        reader.skip(end - reader.position());
    }

    /** {@code (shape, dtype, bytes)}, packed on its own. */
    private void array() throws IOException {
        long at = pack.position();
        MalformedException.check(
                pack.next() == Token.ARRAY && pack.length() == 3 && pack.next() == Token.ARRAY,
                at,
                "an array without shape, type and bytes");
        long elements = 1;
        List<Long> shape = new ArrayList<>();
        for (long left = pack.length(); left > 0; left--) {
            MalformedException.check(pack.next() == Token.INTEGER, pack.position(), "a shape holds no number");
            long dimension = pack.integer();
            if (inventory.isWanted() && shape.size() < MOST_DIMENSIONS) {
                shape.add(dimension);
            }
            boolean fits = dimension >= 0 && Math.multiplyHigh(elements, dimension) == 0 && elements * dimension >= 0;
            elements = elements >= 0 && fits ? elements * dimension : -1;
        }
        Token type = pack.next();
        MalformedException.check(
                (type == Token.TEXT || type == Token.BINARY) && pack.length() <= MOST_NAME, at, "an array of no type");
        String dtype = pack.text(MOST_NAME);
        MalformedException.check(pack.next() == Token.BINARY, pack.position(), "an array without bytes");
        long bytes = pack.length();
        checkRoom(bytes);
        long product = elements;
        int each = elementBytes(dtype);
        if (product < 0 || each > 0 && (product > Long.MAX_VALUE / each || product * each != bytes)) {
            anomalies.add(
                    "array-size",
                    at,
                    () -> place() + " has " + bytes + " bytes for "
                            + (product < 0 ? "a shape that overflows" : product + " elements of " + dtype));
        }
        if (product >= 0 && inventory.isWanted()) {
            inventory.tensor(place(), dtype, shape, reader.position(), bytes);
        }
        opaqueBytes += bytes;
        pack.skip();
    }

    /** By NumPy's name; 0 for those that are not known here. */
    private static int elementBytes(String dtype) {
        return switch (dtype) {
            case "bool", "int8", "uint8", "float8_e4m3fn", "float8_e5m2" -> 1;
            case "int16", "uint16", "float16", "bfloat16" -> 2;
            case "int32", "uint32", "float32" -> 4;
            case "int64", "uint64", "float64", "complex64" -> 8;
            case "complex128" -> 16;
            default -> 0;
        };
    }

    /** The names that lead here. */
    private String place() {
        StringBuilder place = new StringBuilder();
        for (Open each : open) {
            if (place.length() >= MOST_PLACE) {
                break;
            }
            if (each.map) {
                place.append(place.isEmpty() ? "" : "/").append(each.name, 0, Math.min(each.name.length(), MOST_NAME));
            }
        }
        return place.toString();
    }
}
