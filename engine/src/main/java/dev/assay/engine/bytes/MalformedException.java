package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.Serial;

/** The bytes break their format's rules. Carries the offset and one line of reason; it costs no stack trace. */
public class MalformedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final long offsetBytes;

    public MalformedException(long offsetBytes, String reason) {
        super(reason);
        this.offsetBytes = offsetBytes;
    }

    /** Refuses the input unless {@code holds}: {@code check(size <= left, at, "member is larger than the archive")}. */
    public static void check(boolean holds, long offsetBytes, String reason) throws MalformedException {
        if (!holds) {
            throw new MalformedException(offsetBytes, reason);
        }
    }

    /** The reason in one line; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public long offsetBytes() {
        return offsetBytes;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
