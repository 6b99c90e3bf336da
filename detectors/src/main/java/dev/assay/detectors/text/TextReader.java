package dev.assay.detectors.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Reads one kind of text forward. Stateless and shared between threads. What it leaves unread is read for it. */
@FunctionalInterface
public interface TextReader {
    void read(ByteSource text, Sink out, Budget budget) throws IOException;
}
