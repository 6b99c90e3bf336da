package dev.assay.engine.bytes;

import java.io.Serial;

/** The bytes end where the format needs more. */
public final class TruncatedException extends MalformedException {
    @Serial
    private static final long serialVersionUID = 1;

    public TruncatedException(long offsetBytes, long neededBytes) {
        super(offsetBytes, "ends early: " + neededBytes + " more bytes were needed");
    }
}
