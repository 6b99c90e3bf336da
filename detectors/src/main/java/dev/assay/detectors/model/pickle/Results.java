package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the few calls return that the machine follows: attributes and items, since they name something else; literals that
 * are decoded, since they may be a name or a file; {@code numpy.dtype}, since array sizes depend on it. Nothing is called.
 */
final class Results {
    private static final int MOST_PATHS = 16;
    private static final int MOST_PARTIALS = 8;

    private final Session session;
    private final Memo memo;
    private final JoblibArrays arrays;
    private final CalledOperands called;

    Results(Session session, Memo memo, JoblibArrays arrays) {
        this.session = session;
        this.memo = memo;
        this.arrays = arrays;
        this.called = new CalledOperands(session);
    }

    /** The value of calling the row under {@code number}; {@code plain} unless more is known. */
    int of(int number, int arguments, int plain, long offset) throws IOException {
        Callables.Row row = session.callables.row(number);
        return switch (row.meaning) {
            case PLAIN, KEEPS, JOBLIB_ARRAY, JOBLIB_FILE, RUNS_STATE -> itemOfMethod(row, arguments, plain, offset);
            case NUMPY_DTYPE -> arrays.dtype(arguments, memo);
            case NUMPY_SCALAR -> arrays.isOfNumbers(item(arguments, 0)) ? Tag.NUMBER : plain;
            case GETATTR -> attribute(item(arguments, 0), item(arguments, 1), Reach.ATTRIBUTE, offset);
            case GETITEM -> {
                boolean isType = called.isTypeForm(item(arguments, 0));
                row.calledOtherwise |= !isType;
                yield isType ? plain : itemOf(item(arguments, 0), item(arguments, 1), plain, offset);
            }
            case ATTRGETTER -> {
                List<String> paths = texts(arguments, offset);
                yield paths.isEmpty() ? plain : derived(number, new Derived.AttributeGetter(paths));
            }
            case ITEMGETTER -> {
                List<String> keys = texts(arguments, offset);
                yield keys.isEmpty() ? plain : derived(number, new Derived.ItemGetter(keys));
            }
            case METHODCALLER -> {
                String name = text(item(arguments, 0), offset);
                yield name == null ? plain : derived(number, new Derived.MethodCaller(name));
            }
            case PARTIAL -> partial(number, item(arguments, 0), plain);
            case DILL_TYPE -> dillType(row.module, arguments, offset);
            case MAKES_INSTANCE -> {
                called.note(row, arguments, offset);
                int type = item(arguments, 0);
                yield Tag.kind(type) == Tag.GLOBAL ? Tag.of(Tag.RESULT, Tag.payload(type)) : plain;
            }
            case CALLS_FIRST, CALLS_SECOND, FOLDS, READS_FIRST, ITER, RANDOM, TYPE -> {
                called.note(row, arguments, offset);
                yield plain;
            }
            case MAKES_CLASS -> {
                called.note(row, arguments, offset);
                session.classes.made(arguments);
                yield plain;
            }
            case FILLS_CLASS -> {
                session.classes.filled(arguments);
                yield plain;
            }
            case PROPERTY -> {
                session.classes.property(arguments);
                yield plain;
            }
            case SETS_ATTRIBUTE -> {
                session.classes.attributeSet(arguments, memo, offset);
                yield plain;
            }
            case ADD_EXTENSION -> addExtension(arguments, plain, offset);
            case TORCH_LOAD -> loads(item(arguments, 0), true, plain, offset);
            case LOADS -> loads(item(arguments, 0), false, plain, offset);
            case ENCODE -> encoded(number, arguments, plain, offset);
            case DECODE -> decoded(number, text(item(arguments, 1), offset), item(arguments, 0), plain, offset);
            case BASE64 -> decoded(number, "base64", item(arguments, 0), plain, offset);
            case HEX -> decoded(number, "hex", item(arguments, 0), plain, offset);
        };
    }

    private int derived(int number, Derived.Value value) throws MachineMemory.FullException {
        return session.derived.add(number, value);
    }

    /** An argument; {@code pickle.py} calls with any iterable, C only with a tuple. */
    int item(int arguments, int i) {
        return called.item(arguments, i);
    }

    private @Nullable String text(int tag, long offset) throws IOException {
        return session.texts.get(tag, memo, offset);
    }

    /** All arguments, if they are texts. */
    private List<String> texts(int arguments, long offset) throws IOException {
        List<String> texts = new ArrayList<>(1);
        int n = Tag.kind(arguments) == Tag.TUPLE ? Math.min(session.ring.size(arguments), MOST_PATHS) : 0;
        for (int i = 0; i < n; i++) {
            String text = text(session.ring.item(arguments, i), offset);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private int global(String module, String name, Reach reach, long offset) throws MachineMemory.FullException {
        return Tag.of(Tag.GLOBAL, session.callables.named(module, name, reach, offset));
    }

    /** {@code getattr(owner, name)} names what {@code owner.name} would. */
    private int attribute(int owner, int nameTag, Reach reach, long offset) throws IOException {
        String name = text(nameTag, offset);
        boolean literal = name != null && Tag.kind(nameTag) != Tag.DERIVED;
        return attribute(owner, Calls.orUnknown(name), literal ? reach : Reach.COMPUTED, offset);
    }

    int attribute(int owner, String name, Reach reach, long offset) throws MachineMemory.FullException {
        if (Tag.isCallable(owner)) {
            Callables.Row row = session.callables.row(Tag.payload(owner));
            return global(row.module, row.name + (Tag.kind(owner) == Tag.RESULT ? "()." : ".") + name, reach, offset);
        }
        int callable = session.derived.callable(owner);
        if (callable >= 0) {
            Callables.Row row = session.callables.row(callable);
            return global(row.module, row.name + "()." + name, reach, offset);
        }
        String type = builtinType(owner);
        return type == null
                ? global(Calls.UNKNOWN_NAME, name, Reach.COMPUTED, offset)
                : global("builtins", type + "()." + name, reach, offset);
    }

    private static @Nullable String builtinType(int tag) {
        return switch (Tag.kind(tag)) {
            case Tag.INT -> "int";
            case Tag.STRING, Tag.POOLED, Tag.MEMO_STRING, Tag.PINNED -> "str";
            case Tag.BYTES -> "bytes";
            case Tag.TUPLE -> "tuple";
            case Tag.LIST -> "list";
            case Tag.DICT -> "dict";
            case Tag.SET -> "set";
            default -> null;
        };
    }

    /** {@code owner[key]}: what a module's {@code __dict__} or {@code sys.modules} holds is named by its key. */
    int itemOf(int owner, int key, int plain, long offset) throws IOException {
        String name = text(key, offset);
        return Tag.isCallable(owner) ? itemOf(owner, Calls.orUnknown(name), name != null, offset) : plain;
    }

    int itemOf(int owner, String key, boolean known, long offset) throws MachineMemory.FullException {
        Callables.Row row = session.callables.row(Tag.payload(owner));
        String path = row.name + (Tag.kind(owner) == Tag.RESULT ? "()." : ".") + key;
        return global(row.module, path, known ? Reach.ITEM : Reach.COMPUTED, offset);
    }

    /** {@code owner.__getitem__(key)} and its like, through an attribute. */
    private int itemOfMethod(Callables.Row row, int arguments, int plain, long offset) throws IOException {
        int dot = row.name.lastIndexOf('.');
        boolean takes = dot > 0
                && switch (row.name.substring(dot + 1)) {
                    case "__getitem__", "get", "pop", "setdefault", "__getattribute__", "__getattr__" -> true;
                    default -> false;
                };
        String key = takes ? text(item(arguments, 0), offset) : null;
        return key == null ? plain : global(row.module, row.name.substring(0, dot + 1) + key, Reach.ITEM, offset);
    }

    private int partial(int number, int callee, int plain) throws MachineMemory.FullException {
        int depth = session.derived.value(callee) instanceof Derived.Partial inner ? inner.depth() + 1 : 1;
        boolean followed = Tag.kind(callee) == Tag.GLOBAL || Tag.kind(callee) == Tag.DERIVED;
        return followed && depth <= MOST_PARTIALS ? derived(number, new Derived.Partial(callee, depth)) : plain;
    }

    /** {@code dill._dill._load_type('CodeType')} names a built-in type, or one of the module types. */
    private int dillType(String module, int arguments, long offset) throws IOException {
        String type = text(item(arguments, 0), offset);
        return type == null
                ? global("types", Calls.UNKNOWN_NAME, Reach.COMPUTED, offset)
                : global(typeModule(module, type), type, Reach.ATTRIBUTE, offset);
    }

    /** Those types with which the library makes functions it holds itself: there, using them is nothing odd. */
    private static String typeModule(String library, String type) {
        return switch (type) {
            case "CodeType", "FunctionType", "LambdaType", "MethodType" -> library;
            default -> type.endsWith("Type") ? "types" : "builtins";
        };
    }

    private int addExtension(int arguments, int plain, long offset) throws IOException {
        String module = text(item(arguments, 0), offset);
        String name = text(item(arguments, 1), offset);
        int code = item(arguments, 2);
        if (module != null && name != null && Tag.kind(code) == Tag.INT) {
            session.extension(Tag.signed(code), module, name);
        }
        return plain;
    }

    /** A loader is given bytes: they are judged as a file of their own. */
    private int loads(int bytes, boolean mustBeSeen, int plain, long offset) {
        boolean seekable = session.source.seekable();
        Derived.Value value = session.derived.value(bytes);
        if (value instanceof Derived.HandedOn) {
            return plain;
        }
        if (value instanceof Derived.Bytes known) {
            session.derived.handedOn(bytes);
            session.nested.handOn(offset, Nested.Form.BYTES, known.bytes());
        } else if (value instanceof Derived.Latin1 text && seekable) {
            session.nested.found(text.offset(), Nested.Form.LATIN1);
        } else if (Tag.kind(bytes) == Tag.BYTES && seekable) {
            session.nested.found(Texts.offset(bytes, offset), Nested.Form.BYTES);
        } else if (Tag.kind(bytes) == Tag.BYTES) {
            session.nested.left(Texts.offset(bytes, offset));
        } else if (mustBeSeen) {
            unseen("torch.storage._load_from_bytes loads bytes that are computed", offset);
        }
        return plain;
    }

    /** Notes that a loader which is allowed for what it loads gets to something that cannot be followed. */
    void unseen(String detail, long offset) {
        session.anomaly("model/pickle-unseen-bytes", detail, offset);
    }

    /** {@code codecs.encode(text, encoding)}, {@code bytes(text, encoding)}, {@code bytes(bytes)}. */
    private int encoded(int number, int arguments, int plain, long offset) throws IOException {
        int value = item(arguments, 0);
        if (session.derived.value(value) instanceof Derived.HandedOn) {
            return value;
        }
        if (!Tag.isText(value) && !(session.derived.value(value) instanceof Derived.Text)) {
            boolean bytes = Tag.kind(value) == Tag.BYTES || Tag.kind(value) == Tag.DERIVED;
            return bytes && item(arguments, 1) == Tag.UNKNOWN ? value : plain;
        }
        String encoding = text(item(arguments, 1), offset);
        if (encoding != null && Codings.isRot13(encoding)) {
            return rot13(number, value, plain, offset);
        }
        boolean latin1 = encoding != null && Codings.isLatin1(encoding);
        if (!latin1 && encoding != null && !Codings.isUtf8(encoding)) {
            return plain;
        }
        long place = session.texts.place(value, memo, offset);
        if (latin1 && place >= 0) {
            return derived(number, new Derived.Latin1(place));
        }
        byte[] utf8 = literal(value, offset);
        return utf8 == null
                ? plain
                : derived(number, new Derived.Bytes(latin1 ? Codings.latin1(utf8, 0, utf8.length) : utf8));
    }

    private int rot13(int number, int value, int plain, long offset) throws IOException {
        String text = text(value, offset);
        return text == null ? plain : derived(number, new Derived.Text(Codings.rot13(text)));
    }

    private int decoded(int number, @Nullable String encoding, int value, int plain, long offset) throws IOException {
        if (encoding != null && Codings.isRot13(encoding)) {
            return rot13(number, value, plain, offset);
        }
        if (session.derived.value(value) instanceof Derived.HandedOn) {
            return value;
        }
        byte[] bytes = literal(value, offset);
        if (bytes == null) {
            return plain;
        }
        if (encoding == null || Codings.isUtf8(encoding)) {
            return derived(number, new Derived.Text(new String(bytes, StandardCharsets.UTF_8)));
        }
        if (Codings.isLatin1(encoding)) {
            return derived(number, new Derived.Text(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        byte[] decoded = Codings.decoded(encoding, bytes);
        return decoded == null ? plain : derived(number, new Derived.Bytes(decoded));
    }

    /** The bytes of a literal, a text's as UTF-8, if they are known and not too many. */
    private byte @Nullable [] literal(int tag, long offset) throws IOException {
        return switch (session.derived.value(tag)) {
            case Derived.Bytes bytes -> bytes.bytes();
            case Derived.Text text -> text.text().getBytes(StandardCharsets.UTF_8);
            case Derived.Latin1 text -> {
                byte[] utf8 = session.nested.literal(text.offset(), Derived.MOST_BYTES);
                yield utf8 == null ? null : Codings.latin1(utf8, 0, utf8.length);
            }
            case null, default -> plainLiteral(tag, offset);
        };
    }

    private byte @Nullable [] plainLiteral(int tag, long offset) throws IOException {
        boolean bytes = Tag.kind(tag) == Tag.BYTES && session.source.seekable();
        long place = bytes ? Texts.offset(tag, offset) : session.texts.place(tag, memo, offset);
        if (place >= 0) {
            return session.nested.literal(place, Derived.MOST_BYTES);
        }
        String text = text(tag, offset);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
