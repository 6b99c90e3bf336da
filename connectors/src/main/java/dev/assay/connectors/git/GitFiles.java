package dev.assay.connectors.git;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import java.io.Closeable;
import java.io.IOException;

/** The files of a commit, and all else that it is made of. For several threads. */
interface GitFiles extends Objects, Closeable {
    /** A file's bytes, which the caller closes before this. */
    ByteSource source(String id, Budget budget) throws IOException;
}
