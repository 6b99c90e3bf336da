package dev.assay.engine.tensor;

import dev.assay.engine.fact.TensorStatistics;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads stored numbers, and adds up what is said of them as numbers. One for each tensor. */
final class Numbers {
    private static final VarHandle I16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ElementType type;
    private long count;
    private long zeros;
    private long notFinite;
    private double sum;
    private double squares;
    private float largest;

    Numbers(ElementType type) {
        this.type = type;
    }

    /** Reads {@code into[0]} to {@code into[n - 1]} from where {@code from} is in the block; doubles lose what floats do. */
    void read(byte[] block, int from, float[] into, int n) {
        switch (type) {
            case F64 -> {
                for (int i = 0; i < n; i++) {
                    into[i] = (float) Double.longBitsToDouble((long) I64.get(block, from + i * Double.BYTES));
                }
            }
            case F32 -> {
                for (int i = 0; i < n; i++) {
                    into[i] = Float.intBitsToFloat((int) I32.get(block, from + i * Float.BYTES));
                }
            }
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    into[i] = Float.float16ToFloat((short) I16.get(block, from + i * Short.BYTES));
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    into[i] = Float.intBitsToFloat((short) I16.get(block, from + i * Short.BYTES) << Short.SIZE);
                }
            }
            case I8 -> {
                for (int i = 0; i < n; i++) {
                    into[i] = block[from + i];
                }
            }
        }
        see(into, n);
    }

    private void see(float[] values, int n) {
        long zerosHere = 0;
        long notFiniteHere = 0;
        double sumHere = 0;
        double squaresHere = 0;
        float largestHere = 0;
        for (int i = 0; i < n; i++) {
            float amount = Math.abs(values[i]);
            if (amount <= Float.MAX_VALUE) {
                zerosHere += amount == 0 ? 1 : 0;
                sumHere += values[i];
                squaresHere += (double) values[i] * values[i];
                largestHere = Math.max(largestHere, amount);
            } else {
                notFiniteHere++;
                values[i] = 0; // so that nobody else has to ask
            }
        }
        count += n;
        zeros += zerosHere;
        notFinite += notFiniteHere;
        sum += sumHere;
        squares += squaresHere;
        largest = Math.max(largest, largestHere);
    }

    TensorStatistics.Values values() {
        long finite = count - notFinite;
        double mean = finite == 0 ? 0 : sum / finite;
        double variance = finite == 0 ? 0 : Math.max(squares / finite - mean * mean, 0);
        return new TensorStatistics.Values(count, zeros, notFinite, mean, Math.sqrt(variance), largest);
    }
}
