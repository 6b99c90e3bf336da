package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;

/** What the machine itself must know of a callable. */
enum Meaning {
    PLAIN,
    /** Array sizes depend on it. */
    NUMPY_DTYPE,
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
    DILL_TYPE,
    ADD_EXTENSION,
    /** Loads its argument as a file of torch; harmless but for what that file holds. */
    TORCH_LOAD,
    /** Loads its argument, or unpacks it. */
    LOADS,
    /** {@code codecs.encode}, {@code bytes}, {@code bytearray}. */
    ENCODE,
    DECODE,
    BASE64,
    HEX;

    static Meaning of(Callables.Name name) {
        if (name.reach() == Reach.COMPUTED || name.reach() == Reach.PERSISTENT) {
            return PLAIN;
        }
        String module = name.module();
        return switch (name.name()) {
            case "dtype" -> when(module.equals("numpy") && name.reach() != Reach.ATTRIBUTE, NUMPY_DTYPE);
            case "NumpyArrayWrapper" -> when(module.endsWith("joblib.numpy_pickle"), JOBLIB_ARRAY);
            case "NDArrayWrapper", "ZNDArrayWrapper" -> when(module.contains("joblib.numpy_pickle"), JOBLIB_FILE);
            case "getattr" -> when(isBuiltin(module), GETATTR);
            case "attrgetter" -> when(isOperator(module), ATTRGETTER);
            case "methodcaller" -> when(isOperator(module), METHODCALLER);
            case "itemgetter" -> when(isOperator(module), ITEMGETTER);
            case "getitem", "__getitem__" -> when(isOperator(module), GETITEM);
            case "partial" -> when(module.equals("functools") || module.equals("_functools"), PARTIAL);
            case "_load_type" -> when(module.equals("dill._dill") || module.equals("dill.dill"), DILL_TYPE);
            case "add_extension" -> when(module.equals("copyreg") || module.equals("copy_reg"), ADD_EXTENSION);
            case "_load_from_bytes" -> when(module.equals("torch.storage"), TORCH_LOAD);
            default -> coding(module, name.name());
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
            default -> PLAIN;
        };
    }

    private static Meaning when(boolean applies, Meaning meaning) {
        return applies ? meaning : PLAIN;
    }

    private static boolean isBuiltin(String module) {
        return module.equals("builtins") || module.equals("__builtin__");
    }

    private static boolean isOperator(String module) {
        return module.equals("operator") || module.equals("_operator");
    }

    private static boolean isCodecs(String module) {
        return module.equals("_codecs") || module.equals("codecs");
    }
}
