package dev.assay.detectors.model.pickle;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Small pickles by the names that {@code rules.yaml} gives as examples. */
final class Samples {
    private static final Map<String, byte[]> ALL = new TreeMap<>();

    static {
        benign();
        benignArrays();
        hostile();
        unusual();
        readings();
    }

    private Samples() {}

    static Map<String, byte[]> all() {
        return ALL;
    }

    static byte[] get(String name) {
        byte[] sample = ALL.get(name);
        if (sample == null) {
            throw new IllegalArgumentException("there is no sample " + name);
        }
        return sample.clone();
    }

    private static void add(String name, PickleBytes pickle) {
        ALL.put(name, pickle.stop());
    }

    private static PickleBytes p(int protocol, Consumer<PickleBytes> body) {
        PickleBytes bytes = PickleBytes.proto(protocol);
        body.accept(bytes);
        return bytes;
    }

    private static void benign() {
        add(
                "plain-data",
                p(
                        4,
                        b -> b.op(Opcodes.EMPTY_DICT, Opcodes.MEMOIZE, Opcodes.MARK)
                                .str("a")
                                .op(Opcodes.MEMOIZE)
                                .int1(1)
                                .str("b")
                                .op(Opcodes.MEMOIZE, Opcodes.NONE, Opcodes.SETITEMS)));
        add(
                "ordered-dict",
                p(
                        2,
                        b -> b.global("collections", "OrderedDict")
                                .put(0)
                                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
                                .put(1)));
        add("numpy-array", p(4, Samples::array));
        add(
                "bound-timezone",
                p(
                        4,
                        b -> b.stackGlobal("builtins", "getattr")
                                .stackGlobal("zoneinfo", "ZoneInfo")
                                .str("_unpickle")
                                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                                .str("Europe/Paris")
                                .int1(1)
                                .op(Opcodes.TUPLE2, Opcodes.REDUCE)));
    }

    private static void benignArrays() {
        add("joblib-array", p(4, b -> joblib(b, "f8", null).raw(new byte[48]).op(Opcodes.TUPLE1)));
        add(
                "bytes-of-protocol-2",
                p(
                        2,
                        b -> b.global("_codecs", "encode")
                                .op(Opcodes.BINUNICODE)
                                .u32(4)
                                .raw(0xc2, 0x80, 'a', 'b')
                                .op(Opcodes.BINUNICODE)
                                .u32(6)
                                .ascii("latin1")
                                .op(Opcodes.TUPLE2, Opcodes.REDUCE)));
    }

    private static void array(PickleBytes b) {
        b.stackGlobal("numpy.core.multiarray", "_reconstruct")
                .stackGlobal("numpy", "ndarray")
                .int1(0)
                .op(Opcodes.TUPLE1, Opcodes.SHORT_BINBYTES, 1, 'b', Opcodes.TUPLE3, Opcodes.REDUCE, Opcodes.MARK)
                .int1(1)
                .int1(1)
                .op(Opcodes.TUPLE1);
        dtype(b, "f8");
        b.op(Opcodes.NEWFALSE, Opcodes.SHORT_BINBYTES, 8).raw(new byte[8]).op(Opcodes.TUPLE, Opcodes.BUILD);
    }

    private static void dtype(PickleBytes b, String code) {
        b.stackGlobal("numpy", "dtype").str(code).op(Opcodes.NEWFALSE, Opcodes.NEWTRUE, Opcodes.TUPLE3, Opcodes.REDUCE);
    }

    private static void hostile() {
        ALL.put(
                "os-system-p0",
                PickleBytes.text().ascii("cos\nsystem\n(S'x'\ntR").stop());
        add(
                "os-system-p4",
                p(4, b -> b.stackGlobal("os", "system").str("rm -rf /").call1()));
        ALL.put("inst", PickleBytes.text().ascii("(S'x'\nios\nsystem\n").stop());
        ALL.put("obj", PickleBytes.text().ascii("(cos\nsystem\nS'x'\no").stop());
        add("named-only-system", p(2, b -> b.global("posix", "system")));
        ALL.put(
                "broken-tail",
                PickleBytes.text()
                        .ascii("cos\nsystem\n(S'x'\ntR")
                        .raw(0xff, 0xff, 0)
                        .bytes());
        add("re-export", p(4, b -> b.stackGlobal("random", "_os")));
        add(
                "dotted-re-export",
                p(4, b -> b.stackGlobal("random", "_os.system").str("id").call1()));
        add(
                "getattr-system",
                p(
                        4,
                        b -> b.stackGlobal("builtins", "getattr")
                                .stackGlobal("shutil", "os")
                                .str("system")
                                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                                .str("id")
                                .call1()));
        add(
                "memo-operands",
                p(
                        4,
                        b -> b.str("os")
                                .op(Opcodes.MEMOIZE)
                                .str("system")
                                .op(Opcodes.MEMOIZE, Opcodes.POP, Opcodes.POP)
                                .get(0)
                                .get(1)
                                .op(Opcodes.STACK_GLOBAL)
                                .str("id")
                                .call1()));
        add("py2-eval", p(2, b -> b.global("__builtin__", "eval").str("1").call1()));
        add(
                "type-in-container",
                p(
                        4,
                        b -> b.op(Opcodes.EMPTY_LIST)
                                .stackGlobal("subprocess", "Popen")
                                .op(Opcodes.APPEND)));
        add(
                "nested-in-joblib-objects",
                p(
                        4,
                        b -> joblib(b, "O8", null)
                                .raw(PickleBytes.proto(4)
                                        .stackGlobal("os", "system")
                                        .str("id")
                                        .call1()
                                        .stop())));
        add(
                "reduce-with-allowed-around",
                p(
                        2,
                        b -> b.global("collections", "OrderedDict")
                                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
                                .global("builtins", "exec")
                                .str("1")
                                .call1()
                                .op(Opcodes.POP)));
        byte[] second = PickleBytes.proto(4)
                .stackGlobal("os", "system")
                .str("id")
                .call1()
                .stop();
        ALL.put(
                "second-pickle",
                PickleBytes.proto(2).op(Opcodes.NONE, Opcodes.STOP).raw(second).bytes());
    }

    /** A joblib wrapper up to its BUILD; the array's bytes are to follow. */
    static PickleBytes joblib(PickleBytes b, String dtype, Integer alignment) {
        b.stackGlobal("joblib.numpy_pickle", "NumpyArrayWrapper")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ, Opcodes.EMPTY_DICT, Opcodes.MARK)
                .str("shape")
                .int1(3)
                .int1(2)
                .op(Opcodes.TUPLE2)
                .str("dtype");
        dtype(b, dtype);
        if (alignment != null) {
            b.str("numpy_array_alignment_bytes").int1(alignment);
        }
        return b.op(Opcodes.SETITEMS, Opcodes.BUILD);
    }

    private static void unusual() {
        add("unknown-called", p(4, b -> b.stackGlobal("acme.models", "Net").op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ)));
        add("unknown-named", p(4, b -> b.stackGlobal("acme.models", "Net")));
        add(
                "unknown-operand",
                p(
                        4,
                        b -> b.stackGlobal("functools", "partial")
                                .stackGlobal("acme.models", "Net")
                                .call1()));
        add("type-called", p(4, b -> b.stackGlobal("torch", "float32").op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)));
        add(
                "computed-name",
                p(
                        4,
                        b -> b.stackGlobal("builtins", "str")
                                .str("o")
                                .call1()
                                .str("system")
                                .op(Opcodes.STACK_GLOBAL)));
        add("called-list-item", p(4, b -> b.op(Opcodes.EMPTY_LIST).str("x").call1()));
        add("extension", p(2, b -> b.op(Opcodes.EXT1, 7, Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)));
        add("persistent", p(2, b -> b.str("storage").op(Opcodes.BINPERSID)));
        add("dotted-unknown", p(4, b -> b.stackGlobal("acme", "models.Net.load")));
        add("method-of-array", p(4, b -> {
            b.stackGlobal("builtins", "getattr");
            array(b);
            b.str("tofile").op(Opcodes.TUPLE2, Opcodes.REDUCE).str("/etc/x").call1();
        }));
        add("frame-crossed", p(4, b -> b.op(Opcodes.FRAME).u64(3).str("abcdef")));
        add(
                "build-on-class",
                p(
                        4,
                        b -> b.stackGlobal("collections", "OrderedDict")
                                .op(Opcodes.EMPTY_DICT)
                                .str("get")
                                .op(Opcodes.NONE, Opcodes.SETITEM, Opcodes.BUILD)));
        add(
                "setitem-on-modules",
                p(4, b -> b.stackGlobal("sys", "modules").str("os").op(Opcodes.NONE, Opcodes.SETITEM)));
        add(
                "torch-computed-bytes",
                p(
                        4,
                        b -> b.stackGlobal("torch.storage", "_load_from_bytes")
                                .stackGlobal("builtins", "bytes")
                                .op(Opcodes.EMPTY_LIST)
                                .call1()
                                .call1()));
    }

    private static PickleBytes arrayInFile(PickleBytes b, String file) {
        return b.stackGlobal("joblib.numpy_pickle_compat", "NDArrayWrapper")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ, Opcodes.EMPTY_DICT, Opcodes.MARK)
                .str("filename")
                .str(file)
                .str("allow_mmap")
                .op(Opcodes.NEWTRUE, Opcodes.SETITEMS, Opcodes.BUILD);
    }

    private static void readings() {
        add("joblib-file-beside", p(4, b -> arrayInFile(b, "model.pkl_01.npy")));
        add("joblib-file-elsewhere", p(4, b -> arrayInFile(b, "/tmp/x.npy")));
        ALL.put("octal-number", PickleBytes.text().ascii("(lp0\nI010\na.").bytes());
        add(
                "opcodes-in-joblib-array",
                p(
                        4,
                        b -> joblib(b, "S24", null)
                                .raw(Arrays.copyOf(
                                        PickleBytes.text()
                                                .ascii("cos\nsystem\n(S'id'\ntR.")
                                                .bytes(),
                                        144))));
        add(
                "setstate-in-state",
                p(
                        4,
                        b -> b.stackGlobal("collections", "OrderedDict")
                                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_DICT)
                                .str("__setstate__")
                                .stackGlobal("collections", "Counter")
                                .op(Opcodes.SETITEM, Opcodes.BUILD)));
    }

    /** A sample without its last bytes. */
    static byte[] cut(String name, int bytes) {
        byte[] whole = get(name);
        return Arrays.copyOf(whole, whole.length - bytes);
    }
}
