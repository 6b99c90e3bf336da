package dev.assay.engine.tensor;

/** Shannon's, of how often each value occurs. */
final class Entropy {
    private Entropy() {}

    /** In bits; 0 where nothing was counted. */
    static double of(long[] counts) {
        double sum = 0;
        for (long n : counts) {
            sum += n;
        }
        double entropy = 0;
        for (long n : counts) {
            if (n > 0) {
                entropy -= n / sum * Math.log(n / sum) / Math.log(2);
            }
        }
        return entropy;
    }
}
