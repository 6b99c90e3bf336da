package dev.assay.detectors.model.onnx;

import java.util.List;

/** The numbers of TensorProto.DataType. */
public final class ElementType {
    private static final List<String> NAMES = List.of(
            "UNDEFINED",
            "FLOAT",
            "UINT8",
            "INT8",
            "UINT16",
            "INT16",
            "INT32",
            "INT64",
            "STRING",
            "BOOL",
            "FLOAT16",
            "DOUBLE",
            "UINT32",
            "UINT64",
            "COMPLEX64",
            "COMPLEX128",
            "BFLOAT16",
            "FLOAT8E4M3FN",
            "FLOAT8E4M3FNUZ",
            "FLOAT8E5M2",
            "FLOAT8E5M2FNUZ",
            "UINT4",
            "INT4",
            "FLOAT4E2M1",
            "FLOAT8E8M0",
            "UINT2",
            "INT2");

    private ElementType() {}

    public static String name(long type) {
        return type >= 0 && type < NAMES.size() ? NAMES.get((int) type) : "type " + type;
    }

    /** Bits of an element; 0 for texts and for types that are not known. */
    static int bits(long type) {
        return switch (Math.clamp(type, 0, 100)) {
            case 25, 26 -> 2;
            case 21, 22, 23 -> 4;
            case 2, 3, 9, 17, 18, 19, 20, 24 -> 8;
            case 4, 5, 10, 16 -> 16;
            case 1, 6, 12 -> 32;
            case 7, 11, 13, 14 -> 64;
            case 15 -> 128;
            default -> 0;
        };
    }
}
