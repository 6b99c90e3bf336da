package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/**
 * HDF5, as Keras keeps weights and whole models in it. Reads structures and texts, and none of the numbers: a few pages of
 * a file of any size.
 *
 * <p>What leads out of the file is a fact, since loading reads it from there: links, values in other files, values in
 * datasets of other files. Texts of attributes, and datasets that are bytes, are handed on.
 */
public final class Hdf5Decoder implements Decoder {
    /** The signature stands at the start or behind a user block of 512 bytes, doubled any number of times. */
    private static final int FIRST_USER_BLOCK_BYTES = 512;

    private static final int MOST_USER_BLOCK_BYTES = 64 * 1024;

    @Override
    public Format format() {
        return new Format("hdf5", Hdf5Decoder::matches);
    }

    private static boolean matches(Head head) {
        for (int at = 0; at <= MOST_USER_BLOCK_BYTES; at = at == 0 ? FIRST_USER_BLOCK_BYTES : at * 2) {
            if (head.has(at, Superblock.SIGNATURE)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (in.seekable()) {
            read(in, out, budget);
            return;
        }
        try (Spool spool = Spool.of(in, budget)) { // structures lie anywhere
            read(spool, out, budget);
            if (spool.broken() != null) {
                throw spool.broken();
            }
        }
    }

    private static void read(ByteSource in, Sink out, Budget budget) throws IOException {
        Pages pages = new Pages(in, budget);
        long at = 0;
        while (!pages.has(at, Superblock.SIGNATURE)) {
            at = at == 0 ? FIRST_USER_BLOCK_BYTES : at * 2;
            MalformedException.check(at <= MOST_USER_BLOCK_BYTES, 0, "there is no HDF5 signature");
        }
        try {
            new Walk(in, pages, Superblock.read(pages, at), out, budget).run();
        } finally {
            out.opaque(Math.max(in.sizeBytes() - pages.readBytes(), 0));
        }
    }
}
