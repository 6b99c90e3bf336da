package dev.assay.engine.tensor;

import dev.assay.engine.fact.TensorStatistics;
import java.util.Arrays;

/**
 * Tells segment by segment whether bytes of numbers are spread as chance would spread them, by Pearson's chi-square. One for
 * each tensor; takes one step a number.
 *
 * <p>In numbers that were computed, the lowest byte of the fraction is as good as chance, and the byte that begins with the
 * exponent's lowest bit is not: numbers of one scale are not as often between 1 and 2 as between 2 and 4, and not as often near
 * 2 as near 1. What is hidden in numbers turns this around: a program in the lowest byte is not chance, and something
 * encrypted in three bytes of four makes chance of the third. Of that third byte only the highest three bits count, since
 * the shape of honest numbers is in these: of 1,360 segments of real models none came below 112, where chance has 7 and
 * stays below 40; of all 256 values it would be 365, where chance has 255 and stays below 390.
 */
final class Spread {
    /** Numbers in a segment: 32 for each value of a byte, where chi-square is known to hold from 5 on. */
    static final int SEGMENT = 8192;

    /** With fewer numbers a segment says too little. */
    private static final int LEAST_JUDGED = SEGMENT / 2;

    private static final int VALUES = 256;

    /** The exponent's lowest bit and two of the fraction, or of a double four of the exponent. */
    private static final int HIGHEST_VALUES = 8;

    private static final int HIGHEST_SHIFT = 5;

    /** Chi-square with 7 degrees of freedom gets beyond once in a million times. */
    private static final double MOST_RANDOM = 40;

    /** Freedom and standard deviation of chi-square with 255 degrees. */
    private static final double MEAN = VALUES - 1;

    private static final double DEVIATION = Math.sqrt(2 * MEAN);

    /** Chance gets there once in a million segments, since its distribution leans to this side. */
    private static final double MOST_NOISE = MEAN + 5.5 * DEVIATION;

    /** What is shaped is far beyond; between the two nothing is said. */
    private static final double LEAST_SHAPED = MEAN + 12 * DEVIATION;

    private final ElementType type;
    private final int[] lowest = new int[VALUES];
    private final int[] exponent = new int[HIGHEST_VALUES];
    private final long[] all = new long[VALUES];
    private int segments;
    private int noise;
    private long firstNoise = -1;
    private int shaped;
    private long firstShaped = -1;
    private int random;
    private long firstRandom = -1;

    Spread(ElementType type) {
        this.type = type;
    }

    /**
     * Judges a segment.
     *
     * @param values the numbers, of which {@code count} count
     * @param from where in {@code block} their bytes begin
     * @param offsetBytes where these lie in the file
     */
    void segment(float[] values, int count, byte[] block, int from, long offsetBytes) {
        if (count < LEAST_JUDGED || !type.hasFractionByte() && type.exponentByte() < 0) {
            return;
        }
        int judged = count(values, count, block, from);
        if (judged < LEAST_JUDGED) {
            return;
        }
        segments++;
        if (type.hasFractionByte()) {
            double chiSquare = chiSquare(lowest, judged);
            if (chiSquare <= MOST_NOISE) {
                firstNoise = noise++ == 0 ? offsetBytes : firstNoise;
            } else if (chiSquare >= LEAST_SHAPED && !isConstant(judged)) {
                firstShaped = shaped++ == 0 ? offsetBytes : firstShaped;
            }
        }
        if (type.exponentByte() >= 0 && chiSquare(exponent, judged) <= MOST_RANDOM) {
            firstRandom = random++ == 0 ? offsetBytes : firstRandom;
        }
    }

    private int count(float[] values, int count, byte[] block, int from) {
        Arrays.fill(lowest, 0);
        Arrays.fill(exponent, 0);
        int bytes = type.bytes();
        int high = Math.max(type.exponentByte(), 0);
        int judged = 0;
        float before = 0;
        for (int i = 0, at = from; i < count; i++, at += bytes) {
            float value = values[i];
            if (value != 0 && value != before) {
                lowest[block[at] & 0xff]++;
                exponent[(block[at + high] & 0xff) >>> HIGHEST_SHIFT]++;
                judged++;
            }
            before = value;
        }
        if (judged >= LEAST_JUDGED) {
            for (int i = 0; i < VALUES; i++) {
                all[i] += lowest[i];
            }
        }
        return judged;
    }

    private boolean isConstant(int judged) {
        for (int n : lowest) {
            if (n == judged) {
                return true;
            }
        }
        return false;
    }

    private static double chiSquare(int[] counts, int judged) {
        double squares = 0;
        for (int n : counts) {
            squares += (double) n * n;
        }
        return squares * counts.length / judged - judged;
    }

    TensorStatistics.Bits bits() {
        return new TensorStatistics.Bits(
                segments, noise, firstNoise, shaped, firstShaped, random, firstRandom, Entropy.of(all));
    }
}
