package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.Serial;

/** A remote source did not give the bytes: no answer, a refusal, a broken connection. The reason names no secret. */
public final class UnreachableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public UnreachableException(String reason) {
        super(reason);
    }

    public UnreachableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
