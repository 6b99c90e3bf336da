package dev.assay.bench;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The pickle that is hardest for a scanner's inner loop: nothing but small objects. A list of records
 * {@code (id, weight, name, label, (x, y))}; names are new strings, labels come from 64 strings that recur (BINGET or
 * LONG_BINGET), and one record in 16 shares the inner tuple of an earlier one (LONG_BINGET).
 */
final class DensePickle {
    private static final int BATCH = 1000;
    private static final int LABELS = 64;

    private DensePickle() {}

    /** Writes records until the pickle has at least {@code targetBytes}; it ends less than 100 bytes after. */
    static void write(OutputStream out, long targetBytes, long seed) throws IOException {
        SplitMix random = new SplitMix(seed);
        PickleEmitter pickle = new PickleEmitter(out);
        int[] labels = new int[LABELS];
        int labelsWritten = 0;
        int sharedTuple = -1;
        pickle.begin();
        pickle.emptyList();
        for (int row = 0; row < 2 || pickle.bytes() < targetBytes - 1; row++) {
            if (row % BATCH == 0) {
                if (row > 0) {
                    pickle.appends();
                }
                pickle.mark();
            }
            pickle.startTuple();
            pickle.mark();
            pickle.integer(row % 3 == 0 ? random.below(256) : row);
            pickle.real(random.unit());
            pickle.string("item-" + Integer.toString(row, 36));
            int label = Math.min(random.below(LABELS), labelsWritten);
            if (label == labelsWritten) {
                labels[labelsWritten++] = pickle.string("label " + label);
            } else {
                pickle.recall(labels[label]);
            }
            if (row % 16 == 15) {
                pickle.recall(sharedTuple);
            } else {
                pickle.startTuple();
                pickle.real(random.unit());
                pickle.integer(-random.below(1 << 20) - 1);
                sharedTuple = pickle.shortTuple(2);
            }
            pickle.longTuple();
        }
        pickle.appends();
        pickle.end();
    }
}
