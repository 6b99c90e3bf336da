package dev.assay.detectors.archive.zip;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.CheckedSource;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.bzip2.Bzip2Data;
import dev.assay.detectors.archive.deflate64.Deflate64Data;
import dev.assay.detectors.archive.lzma.LzmaData;
import dev.assay.detectors.archive.xz.XzData;
import dev.assay.detectors.archive.zstd.ZstdData;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Methods that few archivers write and many loaders take, Python's {@code zipfile} among them (APPNOTE 4.4.5). */
final class RareMethods {
    private static final int DEFLATE64 = 9;
    private static final int BZIP2 = 12;
    private static final int LZMA = 14;
    private static final int OLD_ZSTD = 20;
    private static final int ZSTD = 93;
    private static final int XZ = 95;

    /** Version, size of what follows, properties, dictionary (APPNOTE 5.8.8). */
    private static final int LZMA_PROPERTY_BYTES = 5;

    private RareMethods() {}

    static boolean has(int method) {
        return switch (method) {
            case DEFLATE64, BZIP2, LZMA, OLD_ZSTD, ZSTD, XZ -> true;
            default -> false;
        };
    }

    /** @param in at the member's data, and not beyond them */
    static Decompressor open(int method, ByteReader in, long contentBytes, Anomalies anomalies, Budget budget)
            throws IOException {
        return switch (method) {
            case DEFLATE64 -> new Deflate64Data(in, budget);
            case BZIP2 -> new Bzip2Data(in, anomalies, budget);
            case OLD_ZSTD, ZSTD -> new ZstdData(in, anomalies, budget);
            case XZ -> new XzData(in, anomalies, budget);
            case LZMA -> lzma(in, contentBytes, budget);
            default -> throw new IllegalArgumentException("method " + method);
        };
    }

    private static Decompressor lzma(ByteReader in, long contentBytes, Budget budget) throws IOException {
        int version = in.u16le();
        int propertyBytes = in.u16le();
        MalformedException.check(
                propertyBytes == LZMA_PROPERTY_BYTES,
                in.position(),
                "LZMA of version " + version + " with " + propertyBytes + " bytes of properties");
        int properties = in.u8();
        return LzmaData.raw(in, properties, in.u32le(), contentBytes, budget);
    }

    /** What comes out, with its CRC-32. */
    static final class Source extends ForwardSource implements CheckedSource {
        private final DecompressedSource data;
        private final CRC32 crc = new CRC32();
        private boolean passed;

        Source(DecompressedSource data, long declaredBytes) {
            super(declaredBytes);
            this.data = data;
        }

        @Override
        protected int next(ByteBuffer into) throws IOException {
            int start = into.arrayOffset() + into.position();
            int n = data.read(passedBytes(), into);
            if (n > 0) {
                crc.update(into.array(), start, n);
            } else if (n < 0) {
                passed = true;
            }
            return n;
        }

        @Override
        public boolean isBroken() {
            return data.isBroken();
        }

        @Override
        public boolean isPassed() {
            return passed;
        }

        @Override
        public int crc32() {
            return (int) crc.getValue();
        }
    }
}
