package dev.assay.engine.cache;

import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.TensorStatistics;
import java.io.IOException;
import java.util.List;

/** What is known of tensors as bytes and back. */
final class TensorCodec {
    private TensorCodec() {}

    static void write(FactOutput out, TensorInfo tensor) {
        out.text(tensor.name());
        out.text(tensor.dtype());
        out.longs(tensor.shape());
        out.writeLong(tensor.offsetBytes());
        out.writeLong(tensor.sizeBytes());
    }

    static TensorInfo info(FactInput in) throws IOException {
        return new TensorInfo(in.text(), in.text(), in.longs(), in.getLong(), in.getLong());
    }

    static void write(FactOutput out, TensorStatistics statistics) {
        out.text(statistics.name());
        out.text(statistics.dtype());
        out.writeLong(statistics.offsetBytes());
        out.writeLong(statistics.sizeBytes());
        TensorStatistics.Values values = statistics.values();
        out.writeLong(values.count());
        out.writeLong(values.zeros());
        out.writeLong(values.notFinite());
        out.writeDouble(values.mean());
        out.writeDouble(values.deviation());
        out.writeDouble(values.largest());
        TensorStatistics.Bits bits = statistics.bits();
        out.writeInt(bits.segments());
        out.writeInt(bits.noise());
        out.writeLong(bits.firstNoise());
        out.writeInt(bits.shaped());
        out.writeLong(bits.firstShaped());
        out.writeInt(bits.random());
        out.writeLong(bits.firstRandom());
        out.writeDouble(bits.entropy());
        TensorStatistics.Outputs outputs = statistics.outputs();
        out.writeInt(outputs.count());
        out.writeDouble(outputs.median());
        out.writeDouble(outputs.spread());
        out.writeDouble(outputs.largest());
        out.writeInt(outputs.largestAt());
        out.writeInt(outputs.apart());
    }

    static TensorStatistics statistics(FactInput in) throws IOException {
        return new TensorStatistics(
                in.text(),
                in.text(),
                in.getLong(),
                in.getLong(),
                new TensorStatistics.Values(
                        in.getLong(), in.getLong(), in.getLong(), in.getDouble(), in.getDouble(), in.getDouble()),
                new TensorStatistics.Bits(
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getDouble()),
                new TensorStatistics.Outputs(
                        in.getInt(), in.getDouble(), in.getDouble(), in.getDouble(), in.getInt(), in.getInt()));
    }

    static void write(FactOutput out, TensorNames names) {
        out.texts(names.files());
        out.writeInt(names.count());
        for (int i = 0; i < names.count(); i++) {
            out.writeWhole(names.digest(i));
            out.writeLong(names.offset(i));
            if (!names.files().isEmpty()) {
                out.writeInt(names.file(i));
            }
        }
    }

    static TensorNames names(FactInput in) throws IOException {
        List<String> files = in.texts();
        int n = in.count();
        if (n > in.remaining() / (Long.BYTES + 1)) {
            throw new IOException(n + " tensors in " + in.remaining() + " bytes");
        }
        long[] digests = new long[n];
        long[] offsets = new long[n];
        int[] fileOf = new int[files.isEmpty() ? 0 : n];
        for (int i = 0; i < n; i++) {
            digests[i] = in.getWhole();
            offsets[i] = in.getLong();
            if (!files.isEmpty()) {
                fileOf[i] = in.getInt();
                if (fileOf[i] < 0 || fileOf[i] >= files.size()) {
                    throw new IOException("no file has the number " + fileOf[i]);
                }
            }
        }
        return new TensorNames(files, digests, offsets, fileOf);
    }
}
