package dev.assay.detectors.model.gguf;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What GGUF replaced in 2023: {@code ggml}, {@code ggmf} and {@code ggjt} files of LLaMA, and {@code ggla} adapters, as
 * llama.cpp's loaders of that time read them. The header says nothing of the network that it is for, so whatever does not
 * read as LLaMA is a gap.
 */
public final class GgmlDecoder implements Decoder {
    private static final int GGML = 0x67676d6c;
    private static final int GGMF = 0x67676d66;
    private static final int GGJT = 0x67676a74;
    private static final int GGLA = 0x67676c61;

    /** Since that version blocks have their scales in 16 bits. */
    private static final int HALF_SCALES = 3;

    private static final int HPARAMS = 7;
    private static final int MOST_DIMENSIONS = 4;
    private static final int LONGEST_TOKEN = 1 << 16;
    private static final int LONGEST_NAME = 1 << 12;
    private static final int ALIGNMENT = 32;

    @Override
    public Format format() {
        return new Format("ggml", GgmlDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    private static boolean matches(Head head) {
        return switch (head.i32le(0)) {
            case GGML -> true;
            case GGMF, GGJT, GGLA -> head.i32le(4) >= 0 && head.i32le(4) < 16;
            default -> false;
        };
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/ggml-");
        Inventory inventory = new Inventory(out);
        try (ByteReader reader = new ByteReader(in, budget)) {
            int magic = reader.i32le();
            int version = magic == GGML ? 0 : reader.i32le();
            if (version > (magic == GGJT ? 3 : 1) || magic != GGML && version == 0) {
                throw new UnsupportedException(4, "version " + version + " of this format");
            }
            inventory.property(Property.FRAMEWORK, "GGML", -1);
            inventory.property(Property.FORMAT_VERSION, Integer.toString(version), 4);
            if (magic == GGLA) {
                reader.skip(2 * Integer.BYTES); // r and alpha of the adapter
            } else {
                vocabulary(reader, in, magic != GGML, inventory);
            }
            boolean aligned = magic == GGJT || magic == GGLA;
            boolean shortScales = magic == GGLA || magic == GGJT && version >= HALF_SCALES;
            new Tensors(reader, out, budget, anomalies, inventory, aligned, shortScales).read();
        } finally {
            inventory.end();
            anomalies.report(out);
        }
    }

    /** Seven numbers, of which the first says how many tokens follow. */
    private static void vocabulary(ByteReader reader, ByteSource in, boolean scored, Inventory inventory)
            throws IOException {
        long at = reader.position();
        long tokens = reader.u32le();
        reader.skip((HPARAMS - 1L) * Integer.BYTES);
        int least = scored ? 2 * Integer.BYTES : Integer.BYTES;
        if (tokens == 0 || in.sizeBytes() >= 0 && tokens > (in.sizeBytes() - reader.position()) / least) {
            throw new UnsupportedException(at, "a header that is not the one of LLaMA");
        }
        for (long i = 0; i < tokens; i++) {
            long length = reader.u32le();
            if (length > LONGEST_TOKEN) {
                throw new UnsupportedException(reader.position() - 4, "a vocabulary that is not the one of LLaMA");
            }
            reader.skip(length + (scored ? Float.BYTES : 0));
        }
        inventory.property(Property.ARCHITECTURE, "llama", at);
        inventory.metadata("tokens", Long.toString(tokens), at);
    }

    /** The tensors, one behind the other up to the end of the file. */
    private record Tensors(
            ByteReader reader,
            Sink out,
            Budget budget,
            Anomalies anomalies,
            Inventory inventory,
            boolean aligned,
            boolean shortScales) {
        void read() throws IOException {
            while (!reader.atEnd()) {
                budget.spendFacts(1);
                tensor();
            }
        }

        private void tensor() throws IOException {
            long at = reader.position();
            long dimensions = reader.u32le();
            long nameLength = reader.u32le();
            long typeNumber = reader.u32le();
            if (dimensions > MOST_DIMENSIONS || nameLength > LONGEST_NAME) {
                anomalies.add(
                        "bounds",
                        at,
                        () -> "a tensor has " + dimensions + " dimensions and a name of " + nameLength + " bytes");
                throw new MalformedException(at, "no tensor begins here");
            }
            List<Long> shape = new ArrayList<>();
            for (int i = 0; i < dimensions; i++) {
                shape.add((long) reader.i32le());
            }
            String name = new String(reader.bytes((int) nameLength), StandardCharsets.UTF_8);
            TensorType type = TensorType.of(typeNumber);
            if (type == null) {
                throw new UnsupportedException(at, "a tensor of the type " + typeNumber);
            }
            long size = bytes(shape, type);
            if (size < 0) {
                anomalies.add("bounds", at, () -> "the dimensions of a tensor are " + shape);
                throw new MalformedException(at, "a tensor whose size 63 bits do not hold");
            }
            if (aligned) {
                reader.skip(-reader.position() & ALIGNMENT - 1);
            }
            inventory.tensor(name, type.name(), shape, reader.position(), size);
            reader.skip(size);
            out.opaque(size);
        }

        /** The bytes of a tensor, or -1 if the dimensions are negative or overflow. */
        private long bytes(List<Long> shape, TensorType type) {
            long elements = 1;
            for (long dimension : shape) {
                if (dimension < 0 || Math.multiplyHigh(elements, dimension) != 0 || elements * dimension < 0) {
                    return -1;
                }
                elements *= dimension;
            }
            return type.withScales(shortScales).bytes(elements);
        }
    }
}
