package dev.assay.detectors.model.mxnet;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/** MXNet's parameters ({@code NDArray::Save}): a list of arrays and a list of their names. Dense arrays are opaque. */
public final class ParametersDecoder implements Decoder {
    private static final int LIST_MAGIC = 0x112;

    /** Of an array since MXNet 1.0, and since 1.6 with NumPy's shapes. */
    private static final int ARRAY_V2 = 0xf993_fac9;

    private static final int ARRAY_V3 = 0xf993_faca;
    private static final int DENSE = 0;
    private static final int MOST_DIMENSIONS = 64;
    private static final int MOST_NAME_BYTES = 64 * 1024;

    @Override
    public Format format() {
        return new Format(
                "mxnet-parameters",
                head -> head.i32le(0) == LIST_MAGIC && head.length() >= 24 && head.i32le(4) == 0 && head.i32le(8) == 0);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/mxnet-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            reader.skip(2L * Long.BYTES);
            long arrays = reader.i64le();
            budget.checkEntries(arrays);
            for (long i = 0; i < arrays; i++) {
                budget.spendEntry();
                if (!array(reader, out, anomalies)) {
                    return;
                }
            }
            long names = reader.i64le();
            budget.checkEntries(names);
            if (names != 0 && names != arrays) {
                anomalies.add("name-count", reader.position(), () -> arrays + " arrays have " + names + " names");
            }
            for (long i = 0; i < names; i++) {
                long at = reader.position();
                long length = reader.i64le();
                MalformedException.check(
                        length >= 0 && length <= MOST_NAME_BYTES, at, "a name of " + length + " bytes");
                texts.add("name", reader.bytes((int) length), length, at);
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    /** Whether the array is of a kind of which the end is known. */
    private static boolean array(ByteReader in, Sink out, Anomalies anomalies) throws IOException {
        long at = in.position();
        int magic = in.i32le();
        int storage = magic == ARRAY_V2 || magic == ARRAY_V3 ? in.i32le() : -1;
        if (storage != DENSE) {
            out.gap(GapKind.UNSUPPORTED, at, "an array that is sparse, or of MXNet before 1.0", -1);
            return false;
        }
        int dimensions = in.i32le();
        MalformedException.check(
                dimensions >= 0 && dimensions <= MOST_DIMENSIONS, at, "an array of " + dimensions + " dimensions");
        long elements = 1;
        for (int i = 0; i < dimensions; i++) {
            long dimension = in.i64le();
            boolean fits = dimension >= 0 && Math.multiplyHigh(elements, dimension) == 0 && elements * dimension >= 0;
            if (!fits) {
                anomalies.add("shape", at, () -> "an array has a dimension of " + dimension);
                throw new MalformedException(at, "the shape of an array overflows");
            }
            elements *= dimension;
        }
        if (dimensions == 0 && magic == ARRAY_V2) {
            return true; // an array that is not there has nothing more
        }
        in.skip(2L * Integer.BYTES); // the device that it was on
        int bytesEach = elementBytes(in.i32le());
        MalformedException.check(
                bytesEach > 0 && elements <= Long.MAX_VALUE / bytesEach, at, "an array of an unknown type");
        in.skip(elements * bytesEach);
        out.opaque(elements * bytesEach);
        return true;
    }

    /** float32, float64, float16, uint8, int32, int8, int64, bool, ..., bfloat16; 0 for those in between. */
    private static int elementBytes(int type) {
        return switch (type) {
            case 0, 4 -> 4;
            case 1, 6 -> 8;
            case 2, 8, 9, 12 -> 2;
            case 3, 5, 7 -> 1;
            default -> 0;
        };
    }
}
