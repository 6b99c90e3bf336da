package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.Serial;

/** The bytes keep their format's rules, but use a part of it that is not read here. As cheap as {@link MalformedException}. */
public sealed class UnsupportedException extends IOException permits PointerException {
    @Serial
    private static final long serialVersionUID = 1;

    private final long offsetBytes;

    public UnsupportedException(long offsetBytes, String reason) {
        super(reason);
        this.offsetBytes = offsetBytes;
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
