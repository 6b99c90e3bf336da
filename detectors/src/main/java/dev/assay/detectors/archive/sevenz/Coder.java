package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.bzip2.Bzip2Data;
import dev.assay.detectors.archive.deflate64.Deflate64Data;
import dev.assay.detectors.archive.lz4.Lz4Data;
import dev.assay.detectors.archive.lzma.Bcj2Data;
import dev.assay.detectors.archive.lzma.BranchData;
import dev.assay.detectors.archive.lzma.Branches;
import dev.assay.detectors.archive.lzma.DeltaData;
import dev.assay.detectors.archive.lzma.Lzma2Data;
import dev.assay.detectors.archive.lzma.LzmaData;
import dev.assay.detectors.archive.zstd.ZstdData;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One method that a folder's data went through (Methods.txt of the LZMA SDK).
 *
 * @param properties its first bytes, as a number, the lowest first
 */
record Coder(long method, int inputs, int outputs, int propertyBytes, long properties) {
    private static final int LZMA_PROPERTIES = 5;
    private static final int ENCRYPTIONS = 0x06f1;
    private static final int BCJ2 = 0x0303011b;

    boolean isEncryption() {
        return method >>> 16 == ENCRYPTIONS;
    }

    boolean isSimple() {
        return inputs == 1 && outputs == 1;
    }

    boolean isBcj2() {
        return method == BCJ2 && inputs == Bcj2Data.INPUTS && outputs == 1;
    }

    boolean isFilter() {
        return method == 3 || branches() != null;
    }

    String name() {
        return switch ((int) Math.min(method, Integer.MAX_VALUE)) {
            case 0x030401 -> "PPMd";
            case 0x04f71102 -> "Brotli";
            default -> String.format("the method %x", method);
        };
    }

    private @Nullable Branches branches() {
        int start = propertyBytes == 4 ? (int) properties : 0;
        return switch ((int) Math.min(method, Integer.MAX_VALUE)) {
            case 4, 0x03030103 -> Branches.x86(start);
            case 5, 0x03030205 -> Branches.powerPc(start);
            case 7, 0x03030501 -> Branches.arm(start);
            case 8, 0x03030701 -> Branches.armThumb(start);
            case 9, 0x03030805 -> Branches.sparc(start);
            case 10 -> Branches.arm64(start);
            default -> null;
        };
    }

    /** What undoes a filter, before which the data were decompressed. */
    Decompressor undo(Decompressor data) {
        Branches branches = branches();
        return branches == null ? new DeltaData(data, (int) (properties & 0xff) + 1) : new BranchData(data, branches);
    }

    /** What decompresses the bytes of a reader. */
    Decompressor open(ByteReader in, long contentBytes, Anomalies anomalies, Budget budget) throws IOException {
        long at = in.position();
        return switch ((int) Math.min(method, Integer.MAX_VALUE)) {
            case 0 -> new CopyData(in);
            case 0x21 -> {
                long dictionary = propertyBytes == 1 ? Lzma2Data.dictionaryBytes((int) properties) : -1;
                MalformedException.check(dictionary > 0, at, "an LZMA2 dictionary of no size");
                yield new Lzma2Data(in, dictionary, budget);
            }
            case 0x030101 -> {
                MalformedException.check(propertyBytes == LZMA_PROPERTIES, at, "LZMA without its properties");
                yield LzmaData.raw(
                        in, (int) (properties & 0xff), properties >>> 8 & 0xffff_ffffL, contentBytes, budget);
            }
            case 0x040108 -> new DeflateData(in);
            case 0x040109 -> new Deflate64Data(in, budget);
            case 0x040202 -> new Bzip2Data(in, anomalies, budget);
            case 0x04f71101 -> new ZstdData(in, anomalies, budget);
            case 0x04f71104 -> new Lz4Data(in, anomalies, budget);
            default -> throw new UnsupportedException(at, "compressed with " + name());
        };
    }
}
