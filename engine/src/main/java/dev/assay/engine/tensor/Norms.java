package dev.assay.engine.tensor;

import dev.assay.engine.fact.TensorStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds up the squares of each output's weights, as they come. One for each tensor; 8 bytes an output. */
final class Norms {
    /** Fewer are not enough to say what is usual. */
    private static final int LEAST_OUTPUTS = 10;

    /** Beyond are vocabularies, in which rare words lie as far apart as may be. */
    private static final int MOST_OUTPUTS = 4096;

    /** What makes the median distance a standard deviation, for numbers that are spread normally. */
    private static final double NORMAL = 1.4826;

    private final double[] squares;
    private final long inner;
    private final boolean columns;

    private Norms(int outputs, long inner, boolean columns) {
        this.squares = new double[outputs];
        this.inner = inner;
        this.columns = columns;
    }

    /**
     * Of a matrix that lies row by row.
     *
     * @param columns whether each column is an output, else each row
     * @return null if it has too few outputs, or too many
     */
    static @Nullable Norms of(long rows, long inRow, boolean columns) {
        long outputs = columns ? inRow : rows;
        return outputs < LEAST_OUTPUTS || outputs > MOST_OUTPUTS ? null : new Norms((int) outputs, inRow, columns);
    }

    /** @param first which of all the tensor's numbers {@code values[0]} is */
    void add(float[] values, int count, long first) {
        long at = first % inner;
        long row = first / inner;
        for (int i = 0; i < count; ) {
            int n = (int) Math.min(inner - at, count - i);
            if (columns) {
                for (int j = 0; j < n; j++) {
                    squares[(int) at + j] += (double) values[i + j] * values[i + j];
                }
            } else {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += (double) values[i + j] * values[i + j];
                }
                squares[(int) row] += sum;
            }
            i += n;
            at = 0;
            row++;
        }
    }

    TensorStatistics.Outputs outputs() {
        int count = squares.length;
        double[] norms = new double[count];
        int largestAt = 0;
        for (int i = 0; i < count; i++) {
            norms[i] = Math.sqrt(squares[i]);
            largestAt = norms[i] > norms[largestAt] ? i : largestAt;
        }
        double largest = norms[largestAt];
        Arrays.sort(norms);
        double median = norms[count / 2];
        double[] distances = new double[count];
        int apart = 0;
        for (int i = 0; i < count; i++) {
            distances[i] = Math.abs(norms[i] - median);
            apart += norms[i] - median >= (largest - median) / 2 ? 1 : 0;
        }
        Arrays.sort(distances);
        return new TensorStatistics.Outputs(count, median, distances[count / 2] * NORMAL, largest, largestAt, apart);
    }
}
