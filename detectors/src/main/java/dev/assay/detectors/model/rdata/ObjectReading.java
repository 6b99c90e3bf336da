package dev.assay.detectors.model.rdata;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the objects as {@code ReadItem} does. What an object means depends on where it is: {@link Place} goes down with it.
 * Belongs to one decoding.
 */
final class ObjectReading {
    /** R's own expressions may be nested 5,000 deep; objects that people save are a few dozen. */
    private static final int MOST_DEPTH = 400;

    private static final int MOST_TEXT_BYTES = EmbeddedTexts.MOST_BYTES;
    private static final int MOST_NAME = 200;
    private static final int OLDEST_VERSION = 2;
    private static final int NEWEST_VERSION = 3;

    /** Where an object is reached from. */
    enum Place {
        /** From what the loader hands out. */
        LOADED,
        /** From a variable of an environment. */
        VARIABLE,
        /** From the expression of a promise. */
        PROMISE,
        /** From the code of a function, which somebody may call. */
        FUNCTION
    }

    private final RStream in;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private final boolean workspace;
    private final List<String> references = new ArrayList<>();
    private int depth;
    private long opaqueBytes;

    /** The name that the last item was, if it was a symbol or one text; else empty. */
    private String name = "";

    ObjectReading(
            ByteReader reader,
            ByteSource source,
            Budget budget,
            Anomalies anomalies,
            PayloadTexts texts,
            Inventory inventory,
            boolean workspace)
            throws IOException {
        this.in = new RStream(reader, source);
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
        this.workspace = workspace;
    }

    long opaqueBytes() {
        return opaqueBytes;
    }

    void read() throws IOException {
        long at = in.position();
        int version = in.integer();
        MalformedException.check(
                version >= OLDEST_VERSION && version <= NEWEST_VERSION, at, "version " + version + " of R's format");
        described(version, in.integer(), at);
        in.integer(); // the oldest version that reads it
        if (version == NEWEST_VERSION) {
            in.text(in.integer(), MOST_TEXT_BYTES); // the encoding of texts
        }
        item(Place.LOADED);
        in.finish();
    }

    /** @param writer the version of R that wrote it, a byte for each of its three parts */
    private void described(int version, int writer, long at) {
        inventory.property(Property.FRAMEWORK, "R", -1);
        inventory.property(Property.FORMAT_VERSION, Integer.toString(version), at);
        String text = (writer >>> 16) + "." + (writer >>> 8 & 0xff) + "." + (writer & 0xff);
        inventory.property(Property.FRAMEWORK_VERSION, text, at);
    }

    /** Reads an object; its type. */
    private int item(Place place) throws IOException {
        return item(in.integer(), place);
    }

    /** Reads the rest of an object. */
    private int item(int flags, Place place) throws IOException {
        deeper();
        budget.spendWork(1);
        int type = Sexp.type(flags);
        name = "";
        switch (type) {
            case Sexp.NULL,
                    Sexp.NIL,
                    Sexp.EMPTY_ENVIRONMENT,
                    Sexp.BASE_ENVIRONMENT,
                    Sexp.GLOBAL_ENVIRONMENT,
                    Sexp.UNBOUND,
                    Sexp.MISSING,
                    Sexp.BASE_NAMESPACE -> {}
            case Sexp.REFERENCE -> reference(flags);
            case Sexp.SYMBOL -> symbol();
            case Sexp.PERSISTENT, Sexp.PACKAGE, Sexp.NAMESPACE -> names();
            case Sexp.ENVIRONMENT -> environment(place);
            case Sexp.LIST, Sexp.CLOSURE, Sexp.PROMISE, Sexp.CALL, Sexp.DOTS -> pairs(flags, place);
            case Sexp.ALTERNATIVE -> {
                item(place);
                item(place);
                item(place);
            }
            default -> vector(flags, place);
        }
        depth--;
        return type;
    }

    private void reference(int flags) throws IOException {
        int index = flags >>> 8;
        long at = in.position();
        if (index == 0) {
            index = in.integer();
        }
        MalformedException.check(
                index > 0 && index <= references.size(),
                at,
                "a reference to object " + index + " of " + references.size());
        name = references.get(index - 1);
    }

    private void remember(String symbol) {
        budget.spendFacts(1);
        references.add(symbol.length() <= MOST_NAME ? symbol : ""); // no function of the tables is called so
    }

    private void symbol() throws IOException {
        String text = chars(in.integer(), Place.FUNCTION);
        remember(text);
        name = text;
    }

    /** The text of a CHARSXP whose flags have been read. */
    private String chars(int flags, Place place) throws IOException {
        long at = in.position();
        MalformedException.check(Sexp.type(flags) == Sexp.CHARS, at, "no text where one must be");
        int length = in.integer();
        if (length == -1) {
            return "";
        }
        byte[] bytes = in.text(length, MOST_TEXT_BYTES);
        switch (place) {
            case PROMISE -> texts.add("promise", bytes, length, at);
            case LOADED, VARIABLE -> texts.handOn("text", bytes, length, at);
            case FUNCTION -> {} // programs have such texts; what they call is seen as calls
        }
        return RStream.latin1(bytes);
    }

    private void names() throws IOException {
        long at = in.position();
        MalformedException.check(in.integer() == 0, at, "names of names");
        int count = in.integer();
        MalformedException.check(count >= 0, at, count + " names");
        for (int i = 0; i < count; i++) {
            chars(in.integer(), Place.FUNCTION);
        }
        remember("");
    }

    private void environment(Place place) throws IOException {
        in.integer(); // whether it is locked
        remember("");
        Place within = place == Place.FUNCTION ? Place.FUNCTION : Place.VARIABLE;
        for (int part = 0; part < 4; part++) { // what is around it, its variables, the same hashed, attributes
            item(within);
        }
        name = "";
    }

    /** A cell of a list, and on along its tail without going deeper. */
    private void pairs(int firstFlags, Place place) throws IOException {
        int flags = firstFlags;
        boolean root = depth == 1 && workspace;
        while (true) {
            budget.spendWork(1);
            int type = Sexp.type(flags);
            if ((flags & Sexp.HAS_ATTRIBUTES) != 0) {
                item(type == Sexp.CLOSURE ? Place.FUNCTION : place);
            }
            String tag = "";
            if ((flags & Sexp.HAS_TAG) != 0) {
                item(type == Sexp.CLOSURE || type == Sexp.PROMISE ? environmentOf(place) : place);
                tag = name;
            }
            switch (type) {
                case Sexp.PROMISE -> {
                    promise(place);
                    return;
                }
                case Sexp.CLOSURE -> {
                    item(Place.FUNCTION);
                    item(Place.FUNCTION);
                    return;
                }
                case Sexp.CALL -> {
                    call(place);
                    return;
                }
                default -> element(flags, tag, root, place);
            }
            flags = in.integer();
            int next = Sexp.type(flags);
            if (next != Sexp.LIST && next != Sexp.DOTS && next != Sexp.CALL) {
                item(flags, place); // nothing as a rule
                return;
            }
        }
    }

    private static Place environmentOf(Place place) {
        return place == Place.FUNCTION ? Place.FUNCTION : Place.VARIABLE;
    }

    private void element(int flags, String tag, boolean root, Place place) throws IOException {
        long at = in.position();
        if ((flags & Sexp.ACTIVE_BINDING) != 0 && place == Place.VARIABLE) {
            anomalies.add("active-binding", at, () -> "the variable " + Quoted.of(tag));
        }
        int type = item(place);
        if (root && type == Sexp.CLOSURE && Calls.STARTUP.contains(tag)) {
            anomalies.add("startup-function", at, () -> "the function " + Quoted.of(tag));
        }
    }

    /** Its value, and the expression that gives it one; the environment came before. */
    private void promise(Place place) throws IOException {
        long at = in.position();
        boolean pending = item(place) == Sexp.UNBOUND;
        int expression = item(pending ? Place.PROMISE : Place.FUNCTION);
        if (place == Place.LOADED && (pending || expression == Sexp.CALL || expression == Sexp.BYTECODE)) {
            anomalies.add("promise", at, () -> "a promise stands where only values can be");
        }
        name = "";
    }

    /** What is called, and its arguments. */
    private void call(Place place) throws IOException {
        long at = in.position();
        int callee = item(place);
        String called = name;
        int flags = in.integer();
        String last = "";
        boolean first = true;
        while (Sexp.type(flags) == Sexp.LIST || Sexp.type(flags) == Sexp.DOTS || Sexp.type(flags) == Sexp.CALL) {
            budget.spendWork(1);
            if ((flags & Sexp.HAS_ATTRIBUTES) != 0) {
                item(place);
            }
            if ((flags & Sexp.HAS_TAG) != 0) {
                item(place);
            }
            item(place);
            if (first && Calls.INDIRECT.contains(called)) {
                judge(name, place, at);
            }
            first = false;
            last = name;
            flags = in.integer();
        }
        item(flags, place);
        boolean qualified = called.equals("::") || called.equals(":::");
        if (callee == Sexp.SYMBOL || callee == Sexp.REFERENCE || callee == Sexp.CALL) {
            judge(called, place, at);
        }
        name = qualified ? last : ""; // base::system is a call that somebody may call
    }

    private void judge(String called, Place place, long at) {
        if (Calls.isDangerous(called)) {
            String rule = switch (place) {
                case PROMISE -> "promise-call";
                case LOADED, VARIABLE -> "call";
                case FUNCTION -> "function-call";
            };
            anomalies.add(rule, at, () -> called + ", which " + Calls.what(called));
        }
    }

    private void vector(int flags, Place place) throws IOException {
        long at = in.position();
        switch (Sexp.type(flags)) {
            case Sexp.EXTERNAL_POINTER -> {
                remember("");
                item(place);
                item(place);
            }
            case Sexp.WEAK_REFERENCE -> remember("");
            case Sexp.SPECIAL, Sexp.BUILTIN -> name = RStream.latin1(in.text(in.integer(), MOST_TEXT_BYTES));
            case Sexp.CHARS -> chars(flags, place);
            case Sexp.LOGICAL, Sexp.INTEGER -> opaqueBytes += in.skipNumbers(length(), Integer.BYTES);
            case Sexp.REAL -> opaqueBytes += in.skipNumbers(length(), Double.BYTES);
            case Sexp.COMPLEX -> opaqueBytes += in.skipNumbers(2 * length(), Double.BYTES);
            case Sexp.RAW -> opaqueBytes += in.skipRaw(length());
            case Sexp.STRINGS -> strings(place);
            case Sexp.VECTOR, Sexp.EXPRESSIONS -> {
                for (long left = length(); left > 0; left--) {
                    item(place);
                }
            }
            case Sexp.BYTECODE -> {
                in.integer(); // how many parts are shared
                bytecode(place);
            }
            case Sexp.S4 -> {}
            default -> throw new MalformedException(at, "an object of type " + Sexp.type(flags));
        }
        String kept = name;
        if ((flags & Sexp.HAS_ATTRIBUTES) != 0) {
            item(place);
        }
        name = kept;
    }

    private void strings(Place place) throws IOException {
        long count = length();
        String text = "";
        for (long left = count; left > 0; left--) {
            text = chars(in.integer(), place);
        }
        name = count == 1 ? text : "";
    }

    private long length() throws IOException {
        long at = in.position();
        long length = in.integer();
        if (length == -1) {
            length = (long) in.integer() << 32 | in.integer() & 0xffff_ffffL;
        }
        MalformedException.check(length >= 0 && length < 1L << 52, at, "a vector of " + length + " elements");
        return length;
    }

    /** The instructions, which are whole numbers, and the constants that they use. */
    private void bytecode(Place place) throws IOException {
        item(place);
        int count = in.integer();
        for (int i = 0; i < count; i++) {
            int type = in.integer();
            switch (type) {
                case Sexp.BYTECODE -> nested(place);
                case Sexp.CALL,
                        Sexp.LIST,
                        Sexp.BYTECODE_DEFINITION,
                        Sexp.BYTECODE_REFERENCE,
                        Sexp.ATTRIBUTED_CALL,
                        Sexp.ATTRIBUTED_LIST -> source(type, place);
                default -> item(place);
            }
        }
    }

    private void nested(Place place) throws IOException {
        deeper();
        bytecode(place);
        depth--;
    }

    private void deeper() {
        if (++depth > MOST_DEPTH) {
            throw BudgetExceededException.limit("objects are nested more than " + MOST_DEPTH + " deep");
        }
    }

    /** {@code ReadBCLang}: the expression that bytecode was made of, with parts that are shared. */
    private void source(int firstType, Place place) throws IOException {
        deeper();
        int type = firstType;
        while (true) {
            budget.spendWork(1);
            if (type == Sexp.BYTECODE_REFERENCE) {
                in.integer();
                break;
            }
            if (type == Sexp.BYTECODE_DEFINITION) {
                in.integer();
                type = in.integer();
            }
            boolean attributed = type == Sexp.ATTRIBUTED_CALL || type == Sexp.ATTRIBUTED_LIST;
            boolean call = type == Sexp.CALL || type == Sexp.ATTRIBUTED_CALL;
            if (!attributed && !call && type != Sexp.LIST) {
                item(place);
                break;
            }
            if (attributed) {
                item(place);
            }
            item(place); // the tag
            long at = in.position();
            source(in.integer(), place);
            if (call) {
                judge(name, place, at);
            }
            type = in.integer();
        }
        depth--;
    }
}
