package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;

/** What the machine itself must know of a callable. */
enum Meaning {
    PLAIN,
    /** Array sizes depend on it. */
    NUMPY_DTYPE,
    /** {@code numpy.core.multiarray.scalar(dtype, bytes)}: a number, if the dtype is one of numbers. */
    NUMPY_SCALAR,
    JOBLIB_ARRAY,
    /** An array that joblib keeps in another file, as it did before version 0.10 and still reads. */
    JOBLIB_FILE,
    /** Names something else: {@code getattr(owner, name)}. */
    GETATTR,
    ATTRGETTER,
    METHODCALLER,
    /** {@code operator.getitem(owner, key)}. */
    GETITEM,
    ITEMGETTER,
    PARTIAL,
    /** Names a built-in type: {@code _load_type} of dill, {@code _builtin_type} of cloudpickle. */
    DILL_TYPE,
    /** Makes an instance of its first argument; its second one, the base, is called for it. */
    MAKES_INSTANCE,
    /** Calls its first argument. */
    CALLS_FIRST,
    /** Calls its second argument, if there is one: a key to sort by. */
    CALLS_SECOND,
    /** {@code functools.reduce}: calls its first argument with items of the second. */
    FOLDS,
    /** Reads a file if its first argument is one, or names one. */
    READS_FIRST,
    /** Calls its first argument again and again if it has a second one: {@code iter(f, sentinel)}. */
    ITER,
    /** A generator of numpy: it calls its second argument with the first, and the first one if that is a class. */
    RANDOM,
    /** {@code type}: with one argument the class of a value itself, with three a new class. */
    TYPE,
    /** Makes a class of its first argument, a metaclass, with bases and attributes. */
    MAKES_CLASS,
    /** Sets attributes of its first argument, a class that was made before. */
    FILLS_CLASS,
    /** Holds what it is given, and calls nothing of that: functions, cells, what makes attributes of classes. */
    KEEPS,
    /** {@code property}. */
    PROPERTY,
    /** {@code setattr} of dill. */
    SETS_ATTRIBUTE,
    ADD_EXTENSION,
    /** Loads its argument as a file of torch; harmless but for what that file holds. */
    TORCH_LOAD,
    /** Loads its argument, or unpacks it. */
    LOADS,
    /** Runs a text of its state: see {@link StateText}. */
    RUNS_STATE,
    /** {@code codecs.encode}, {@code bytes}, {@code bytearray}. */
    ENCODE,
    DECODE,
    BASE64,
    HEX;

    /** Whether it runs what it is given, so that whoever else calls it runs that, too. */
    boolean runsOperands() {
        return switch (this) {
            case MAKES_INSTANCE, MAKES_CLASS, CALLS_FIRST, CALLS_SECOND, FOLDS, ITER, RANDOM -> true;
            default -> false;
        };
    }

    static Meaning of(Callables.Name name) {
        if (name.reach() == Reach.COMPUTED || name.reach() == Reach.PERSISTENT) {
            return PLAIN;
        }
        String module = name.module();
        return switch (name.name()) {
            case "dtype" -> when(module.equals("numpy") && name.reach() != Reach.ATTRIBUTE, NUMPY_DTYPE);
            case "scalar" -> when(isMultiarray(module), NUMPY_SCALAR);
            case "NumpyArrayWrapper" -> when(module.endsWith("joblib.numpy_pickle"), JOBLIB_ARRAY);
            case "NDArrayWrapper", "ZNDArrayWrapper" -> when(module.contains("joblib.numpy_pickle"), JOBLIB_FILE);
            case "getattr" -> when(isBuiltin(module), GETATTR);
            case "attrgetter" -> when(isOperator(module), ATTRGETTER);
            case "methodcaller" -> when(isOperator(module), METHODCALLER);
            case "itemgetter" -> when(isOperator(module), ITEMGETTER);
            case "getitem", "__getitem__" -> when(isOperator(module), GETITEM);
            case "partial" -> when(module.equals("functools") || module.equals("_functools"), PARTIAL);
            case "_load_type" -> when(isDill(module), DILL_TYPE);
            case "_builtin_type" -> when(isCloudpickle(module), DILL_TYPE);
            case "_reconstructor", "__newobj__", "__newobj_ex__" -> when(isCopyreg(module), MAKES_INSTANCE);
            case "iter" -> when(isBuiltin(module), ITER);
            case "type" -> when(isBuiltin(module), TYPE);
            case "__bit_generator_ctor", "__generator_ctor", "__randomstate_ctor" ->
                when(module.startsWith("numpy.random"), RANDOM);
            case "takewhile", "dropwhile" -> when(module.equals("itertools"), CALLS_FIRST);
            case "_create_array" -> when(isDill(module), CALLS_FIRST);
            case "SortedDict" -> when(module.equals("sortedcontainers.sorteddict"), CALLS_FIRST);
            case "SortedList", "SortedKeyList" -> when(module.equals("sortedcontainers.sortedlist"), CALLS_SECOND);
            case "SortedSet" -> when(module.equals("sortedcontainers.sortedset"), CALLS_SECOND);
            case "unpickle_exception" -> when(module.equals("tblib.pickling_support"), CALLS_FIRST);
            case "_create_datetime" -> when(module.equals("cftime._cftime"), CALLS_FIRST);
            case "reduce" ->
                when(module.equals("_functools") || module.equals("functools") || isBuiltin(module), FOLDS);
            case "tzfile" -> when(module.equals("dateutil.tz.tz"), READS_FIRST);
            case "_create_type" -> when(isDill(module), MAKES_CLASS);
            case "_make_skeleton_class" -> when(isCloudpickle(module), MAKES_CLASS);
            case "_class_setstate", "_rehydrate_skeleton_class" -> when(isCloudpickle(module), FILLS_CLASS);
            case "ABCMeta" -> when(module.equals("abc"), TYPE);
            case "property" -> when(isBuiltin(module), PROPERTY);
            case "_setattr", "_dill._setattr" -> when(isDill(module) || module.equals("dill"), SETS_ATTRIBUTE);
            case "_rebuild_from_type", "_rebuild_from_type_v2" -> when(module.equals("torch._tensor"), CALLS_FIRST);
            case "add_extension" -> when(isCopyreg(module), ADD_EXTENSION);
            case "_load_from_bytes" -> when(module.equals("torch.storage"), TORCH_LOAD);
            default -> {
                Meaning coding = coding(module, name.name());
                yield coding == PLAIN && keeps(module, name.name()) ? KEEPS : coding;
            }
        };
    }

    private static Meaning coding(String module, String name) {
        return switch (name) {
            case "loads", "_loads", "decompress" -> LOADS;
            case "encode" -> when(isCodecs(module), ENCODE);
            case "bytes", "bytearray" -> when(isBuiltin(module), ENCODE);
            case "decode" -> when(isCodecs(module), DECODE);
            case "b64decode", "standard_b64decode", "urlsafe_b64decode", "decodebytes", "decodestring", "a2b_base64" ->
                when(module.equals("base64") || module.equals("binascii"), BASE64);
            case "unhexlify", "a2b_hex" -> when(module.equals("binascii"), HEX);
            case "b16decode" -> when(module.equals("base64"), HEX);
            case "bytes.fromhex", "bytearray.fromhex" -> when(isBuiltin(module), HEX);
            default -> when(StateText.of(module, name) != null, RUNS_STATE);
        };
    }

    private static boolean isMultiarray(String module) {
        return module.equals("numpy._core.multiarray") || module.equals("numpy.core.multiarray");
    }

    private static boolean keeps(String module, String name) {
        return switch (name) {
            case "_make_function",
                    "_function_setstate",
                    "_make_skel_func",
                    "_fill_function",
                    "_make_cell",
                    "_make_empty_cell",
                    "cell_set" -> isCloudpickle(module);
            case "_create_function", "_create_code", "_create_cell" -> isDill(module);
            case "CodeType", "FunctionType" -> isCloudpickle(module) || isDill(module);
            case "staticmethod", "classmethod" -> isBuiltin(module);
            case "OrderedDict" -> module.equals("collections");
            case "Field" -> module.equals("dataclasses");
            default -> false;
        };
    }

    /** Whether it holds what it is given, and calls nothing of that. */
    boolean keeps() {
        return switch (this) {
            case MAKES_CLASS, FILLS_CLASS, KEEPS, PROPERTY, SETS_ATTRIBUTE -> true;
            default -> false;
        };
    }

    /** Whether it returns a function whose code is in the pickle. */
    static boolean makesFunction(String name) {
        return switch (name) {
            case "_make_function", "_make_skel_func", "_create_function" -> true;
            default -> false;
        };
    }

    /** Whether it returns a class that the pickle brings along. */
    boolean returnsClass() {
        return this == MAKES_CLASS || this == FILLS_CLASS;
    }

    private static Meaning when(boolean applies, Meaning meaning) {
        return applies ? meaning : PLAIN;
    }

    private static boolean isBuiltin(String module) {
        return module.equals("builtins") || module.equals("__builtin__");
    }

    private static boolean isCopyreg(String module) {
        return module.equals("copyreg") || module.equals("copy_reg");
    }

    /** It itself, or one of the copies of it in other libraries. */
    private static boolean isCloudpickle(String module) {
        return module.contains("cloudpickle");
    }

    private static boolean isDill(String module) {
        return module.equals("dill._dill") || module.equals("dill.dill");
    }

    private static boolean isOperator(String module) {
        return module.equals("operator") || module.equals("_operator");
    }

    private static boolean isCodecs(String module) {
        return module.equals("_codecs") || module.equals("codecs");
    }
}
