package dev.assay.engine.bytes;

import java.io.Serial;

/** The bytes only say where others lie, as a pointer of Git LFS does: whoever reads them once more learns the same. */
public final class PointerException extends UnsupportedException {
    @Serial
    private static final long serialVersionUID = 1;

    public PointerException(String reason) {
        super(0, reason);
    }
}
