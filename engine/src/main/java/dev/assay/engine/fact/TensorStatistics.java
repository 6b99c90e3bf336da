package dev.assay.engine.fact;

/**
 * What the numbers of one tensor look like; only made when bytes that no loader interprets are looked into
 * ({@code --deep}).
 *
 * @param dtype as the format calls it
 * @param offsetBytes where its numbers begin
 * @param sizeBytes how much they take
 */
public record TensorStatistics(
        String name, String dtype, long offsetBytes, long sizeBytes, Values values, Bits bits, Outputs outputs)
        implements Fact {
    /**
     * The numbers as numbers.
     *
     * @param notFinite infinities and what is no number; not part of the rest
     * @param deviation their standard deviation
     * @param largest by its amount
     */
    public record Values(long count, long zeros, long notFinite, double mean, double deviation, double largest) {}

    /**
     * How the bits of the numbers spread, segment by segment. A segment is left out where too few of its numbers are
     * neither zero nor the one before once more.
     *
     * @param segments how many were judged
     * @param noise of these, whose lowest byte is spread as chance would spread it
     * @param firstNoise where the first of them begins, or -1
     * @param shaped whose lowest byte takes several values, and is not spread by chance
     * @param firstShaped where the first of them begins, or -1
     * @param random in which even the byte with the lowest bit of the exponent is spread by chance, which numbers that mean
     *     something never do
     * @param firstRandom where the first of them begins, or -1
     * @param entropy of the lowest byte over all segments, in bits, 8 at most
     */
    public record Bits(
            int segments,
            int noise,
            long firstNoise,
            int shaped,
            long firstShaped,
            int random,
            long firstRandom,
            double entropy) {
        public static final Bits NONE = new Bits(0, 0, -1, 0, -1, 0, -1, 0);

        /** Segments whose lowest byte has one value only. */
        public int constant() {
            return segments - noise - shaped;
        }
    }

    /**
     * How far the outputs of a last layer differ in weight: of each the Euclidean norm.
     *
     * @param count 0 where the tensor is no last layer
     * @param median of the norms
     * @param spread of the norms: their median distance to the median, times 1.4826, which is the standard deviation where
     *     they are spread normally
     * @param largest norm
     * @param largestAt which output has it
     * @param apart how many lie at least half as far above the median as the largest
     */
    public record Outputs(int count, double median, double spread, double largest, int largestAt, int apart) {
        public static final Outputs NONE = new Outputs(0, 0, 0, 0, -1, 0);

        /** How many times the spread the largest lies above the median; 0 where there is none. */
        public double score() {
            return spread > 0 ? (largest - median) / spread : 0;
        }
    }
}
