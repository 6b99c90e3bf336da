package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Raw deflate data (RFC 1951), behind which nothing follows. */
final class DeflateData implements Decompressor {
    private final ByteReader in;
    private final Inflater inflater = new Inflater(true);

    DeflateData(ByteReader in) {
        this.in = in;
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (!inflater.finished()) {
            long before = inflater.getBytesWritten();
            int n;
            try {
                n = inflater.inflate(into, from, room);
            } catch (DataFormatException e) {
                n = (int) (inflater.getBytesWritten() - before); // what came out before the fault counts
                if (n == 0) {
                    throw new MalformedException(in.position(), "deflate data are broken: " + e.getMessage());
                }
            }
            if (n > 0) {
                return n;
            }
            if (inflater.needsDictionary()) {
                throw new MalformedException(in.position(), "deflate data that ask for a dictionary");
            }
            if (inflater.needsInput() && !inflater.finished()) {
                int there = in.request(1);
                if (there == 0) {
                    throw new TruncatedException(in.position(), 1);
                }
                inflater.setInput(in.array(), in.index(), there);
                in.advance(there); // the block stays as it is until the next request
            }
        }
        return -1;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
