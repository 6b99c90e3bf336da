package dev.assay.engine.cache;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.Executable;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@link Decoded} as bytes and back. The layout needs no version: keys hold that of the build. Bytes that do not hold
 * together, as after a damaged disk, throw {@link IOException}; no length in them is trusted beyond what is there.
 */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
public final class FactCodec {
    private FactCodec() {}

    public static byte[] encode(Decoded decoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(decoded.files());
            out.writeLong(decoded.opaqueBytes());
            out.writeInt(decoded.byFormat().size());
            for (var entry : decoded.byFormat().entrySet()) {
                text(out, entry.getKey());
                out.writeLong(entry.getValue());
            }
            out.writeInt(decoded.parts().size());
            for (Decoded.Part part : decoded.parts()) {
                write(out, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Decoded decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long files = in.readLong();
            long opaqueBytes = in.readLong();
            TreeMap<String, Long> byFormat = new TreeMap<>();
            for (int n = count(in); n > 0; n--) {
                byFormat.put(text(in), in.readLong());
            }
            int parts = count(in);
            List<Decoded.Part> all = new ArrayList<>(parts);
            for (int i = 0; i < parts; i++) {
                all.add(part(in));
            }
            return new Decoded(all, files, opaqueBytes, byFormat);
        }
    }

    private static void write(DataOutputStream out, Decoded.Part part) throws IOException {
        texts(out, part.entries());
        texts(out, part.formats());
        texts(out, part.around());
        out.writeInt(part.facts().size());
        for (Fact fact : part.facts()) {
            write(out, fact);
        }
        out.writeInt(part.gaps().size());
        for (Decoded.PartGap gap : part.gaps()) {
            out.writeByte(gap.kind().ordinal());
            out.writeLong(gap.offsetBytes());
            text(out, gap.reason());
            out.writeLong(gap.bytesUnread());
        }
    }

    private static Decoded.Part part(DataInputStream in) throws IOException {
        List<String> entries = texts(in);
        List<String> formats = texts(in);
        List<String> around = texts(in);
        int facts = count(in);
        List<Fact> all = new ArrayList<>(facts);
        for (int i = 0; i < facts; i++) {
            all.add(fact(in));
        }
        int gaps = count(in);
        List<Decoded.PartGap> allGaps = new ArrayList<>(gaps);
        for (int i = 0; i < gaps; i++) {
            allGaps.add(new Decoded.PartGap(one(in, GapKind.values()), in.readLong(), text(in), in.readLong()));
        }
        return new Decoded.Part(entries, formats, around, all, allGaps);
    }

    private static void write(DataOutputStream out, Fact fact) throws IOException {
        switch (fact) {
            case CallableReference callable -> {
                out.writeByte(1);
                text(out, callable.module());
                text(out, callable.name());
                out.writeByte(callable.reach().ordinal());
                int uses = 0;
                for (CallableReference.Use use : callable.uses()) {
                    uses |= 1 << use.ordinal();
                }
                out.writeInt(uses);
                text(out, callable.arguments());
                out.writeLong(callable.count());
                out.writeInt(callable.offsets().size());
                for (long offset : callable.offsets()) {
                    out.writeLong(offset);
                }
            }
            case ArchiveEntry entry -> {
                out.writeByte(2);
                text(out, entry.name());
                out.writeByte(entry.type().ordinal());
                String target = entry.linkTarget();
                out.writeBoolean(target != null);
                text(out, target == null ? "" : target);
                out.writeLong(entry.offsetBytes());
            }
            case Executable executable -> {
                out.writeByte(3);
                text(out, executable.format());
                text(out, executable.kind());
                text(out, executable.machine());
                out.writeLong(executable.offsetBytes());
            }
            case Anomaly anomaly -> {
                out.writeByte(4);
                text(out, anomaly.id());
                text(out, anomaly.detail());
                out.writeLong(anomaly.offsetBytes());
                out.writeLong(anomaly.count());
            }
        }
    }

    private static Fact fact(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 1 -> callable(in);
            case 2 -> {
                String name = text(in);
                var type = one(in, ArchiveEntry.Type.values());
                boolean link = in.readBoolean();
                String target = text(in);
                yield new ArchiveEntry(name, type, link ? target : null, in.readLong());
            }
            case 3 -> new Executable(text(in), text(in), text(in), in.readLong());
            case 4 -> new Anomaly(text(in), text(in), in.readLong(), in.readLong());
            default -> throw new IOException("no fact is of kind " + kind);
        };
    }

    private static CallableReference callable(DataInputStream in) throws IOException {
        String module = text(in);
        String name = text(in);
        var reach = one(in, CallableReference.Reach.values());
        int bits = in.readInt();
        Set<CallableReference.Use> uses = EnumSet.noneOf(CallableReference.Use.class);
        for (CallableReference.Use use : CallableReference.Use.values()) {
            if ((bits & 1 << use.ordinal()) != 0) {
                uses.add(use);
            }
        }
        String arguments = text(in);
        long times = in.readLong();
        int offsets = count(in);
        List<Long> all = new ArrayList<>(offsets);
        for (int i = 0; i < offsets; i++) {
            all.add(in.readLong());
        }
        return new CallableReference(module, name, reach, uses, arguments, times, all);
    }

    private static <E> E one(DataInputStream in, E[] values) throws IOException {
        int ordinal = in.readByte();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IOException("no value has the number " + ordinal);
        }
        return values[ordinal];
    }

    private static int count(DataInputStream in) throws IOException {
        int n = in.readInt();
        if (n < 0 || n > in.available()) {
            throw new IOException(n + " items in " + in.available() + " bytes");
        }
        return n;
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int n = count(in);
        List<String> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(text(in));
        }
        return all;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(count(in)), StandardCharsets.UTF_8);
    }
}
