package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.io.Serial;

/** A GET of what was never put. In a stream of pickles it may have been put by an earlier one. */
final class MissingMemoException extends MalformedException {
    @Serial
    private static final long serialVersionUID = 1;

    MissingMemoException(long offsetBytes, long number) {
        super(offsetBytes, number < 0 ? "a memo number that is out of range" : "nothing is in the memo at " + number);
    }
}
