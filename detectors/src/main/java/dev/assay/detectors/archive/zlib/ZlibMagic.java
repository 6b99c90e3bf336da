package dev.assay.detectors.archive.zlib;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Magic;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Two bytes of a header pass for one in a thousand files of anything, protocol 0 pickles among them, so the data behind
 * them are inflated for a trial: they must yield something, and must not break.
 */
final class ZlibMagic implements Magic {
    private static final int TRIAL_IN_BYTES = 16 * 1024;
    private static final int TRIAL_OUT_BYTES = 4 * 1024;
    private static final int WINDOW_BYTES = 32 * 1024;
    /** What comes out of random bytes before they break is shorter, unless they happen to end. */
    private static final int LEAST_OUT_BYTES = 32;

    @Override
    public boolean matches(Head head) {
        if (!isHeader(head.at(0), head.at(1))) {
            return false;
        }
        boolean dictionary = (head.at(1) & ZlibDecoder.FLAG_DICTIONARY) != 0;
        int from = dictionary ? 6 : 2;
        if (head.length() <= from) {
            return false;
        }
        Inflater trial = new Inflater(true);
        try {
            if (dictionary) {
                trial.setDictionary(new byte[WINDOW_BYTES]); // any will do to see whether the data break
            }
            trial.setInput(head.bytes(), from, Math.min(head.length() - from, TRIAL_IN_BYTES));
            int n = trial.inflate(new byte[TRIAL_OUT_BYTES]);
            // blocks that hold nothing may go on for as long as they like; random bytes break before
            boolean goesOn = trial.getBytesRead() >= TRIAL_IN_BYTES;
            // "x " begins many a text, and bits of a short one may well go on as references into a dictionary
            boolean enough = dictionary ? n == TRIAL_OUT_BYTES : n >= LEAST_OUT_BYTES;
            boolean whole = trial.finished() && (!dictionary || trial.getRemaining() >= Integer.BYTES);
            return enough || whole || goesOn;
        } catch (DataFormatException e) {
            return false;
        } finally {
            trial.end();
        }
    }

    /** RFC 1950, 2.2: method 8, a window of at most 32 KB, both bytes together a multiple of 31. */
    static boolean isHeader(int cmf, int flags) {
        return (cmf & 0x0f) == 8 && cmf >> 4 <= 7 && flags >= 0 && (cmf << 8 | flags) % 31 == 0;
    }
}
