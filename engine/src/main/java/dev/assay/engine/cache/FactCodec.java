package dev.assay.engine.cache;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Executable;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@link Decoded} as bytes and back. The layout needs no version: keys hold that of the build. Bytes that do not hold
 * together, as after a damaged disk, throw {@link IOException}; no length in them is trusted beyond what is there.
 */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
public final class FactCodec {
    private static final int MOST_EXPECTED = 1 << 20;

    /** About what a fact takes. */
    private static final int FACT_BYTES = 128;

    /** No array is longer. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private FactCodec() {}

    public static byte[] encode(Decoded decoded) {
        return encode(new byte[0], decoded, Integer.MAX_VALUE)
                .orElseThrow(() -> new IllegalArgumentException("facts of more than 2 GB"));
    }

    /**
     * Facts behind a head.
     *
     * @param most bytes of both
     * @return nothing if it would be more
     */
    public static Optional<byte[]> encode(byte[] head, Decoded decoded, long most) {
        FactOutput out = new FactOutput((int) Math.min(most, MOST_BYTES), expected(decoded));
        out.write(head);
        out.writeLong(decoded.files());
        out.writeLong(decoded.opaqueBytes());
        out.writeInt(decoded.byFormat().size());
        for (var entry : decoded.byFormat().entrySet()) {
            out.text(entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeInt(decoded.parts().size());
        for (Decoded.Part part : decoded.parts()) {
            write(out, part);
        }
        return out.isFull() ? Optional.empty() : Optional.of(out.toBytes());
    }

    private static int expected(Decoded decoded) {
        long facts = 0;
        for (Decoded.Part part : decoded.parts()) {
            facts += 1 + part.facts().size();
        }
        return (int) Math.min(256 + FACT_BYTES * facts, MOST_EXPECTED);
    }

    public static Decoded decode(byte[] bytes) throws IOException {
        return decode(bytes, 0);
    }

    /** @param from where facts begin, behind a head */
    public static Decoded decode(byte[] bytes, int from) throws IOException {
        try {
            FactInput in = new FactInput(bytes, from);
            long files = in.getLong();
            long opaqueBytes = in.getLong();
            TreeMap<String, Long> byFormat = new TreeMap<>();
            for (int n = in.count(); n > 0; n--) {
                byFormat.put(in.text(), in.getLong());
            }
            int parts = in.count();
            List<Decoded.Part> all = new ArrayList<>(parts);
            for (int i = 0; i < parts; i++) {
                all.add(part(in));
            }
            return new Decoded(all, files, opaqueBytes, byFormat);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("facts end too early", e);
        }
    }

    /** One fact by itself. */
    public static byte[] encode(Fact fact) {
        FactOutput out = new FactOutput(MOST_BYTES);
        write(out, fact);
        return out.toBytes();
    }

    /** What {@link #encode(Fact)} wrote. */
    public static Fact decodeFact(byte[] bytes) throws IOException {
        try {
            return fact(new FactInput(bytes, 0));
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("a fact ends too early", e);
        }
    }

    private static void write(FactOutput out, Decoded.Part part) {
        out.texts(part.entries());
        out.texts(part.formats());
        out.texts(part.around());
        out.writeInt(part.facts().size());
        for (Fact fact : part.facts()) {
            write(out, fact);
        }
        out.writeInt(part.gaps().size());
        for (Decoded.PartGap gap : part.gaps()) {
            out.writeByte(gap.kind().ordinal());
            out.writeLong(gap.offsetBytes());
            out.text(gap.reason());
            out.writeLong(gap.bytesUnread());
        }
    }

    private static Decoded.Part part(FactInput in) throws IOException {
        List<String> entries = in.texts();
        List<String> formats = in.texts();
        List<String> around = in.texts();
        int facts = in.count();
        List<Fact> all = new ArrayList<>(facts);
        for (int i = 0; i < facts; i++) {
            all.add(fact(in));
        }
        int gaps = in.count();
        List<Decoded.PartGap> allGaps = new ArrayList<>(gaps);
        for (int i = 0; i < gaps; i++) {
            allGaps.add(new Decoded.PartGap(in.one(GapKind.values()), in.getLong(), in.text(), in.getLong()));
        }
        return new Decoded.Part(entries, formats, around, all, allGaps);
    }

    private static void write(FactOutput out, Fact fact) {
        switch (fact) {
            case CallableReference callable -> {
                out.writeByte(1);
                CallableCodec.write(out, callable);
            }
            case ArchiveEntry entry -> {
                out.writeByte(2);
                out.text(entry.name());
                out.writeByte(entry.type().ordinal());
                String target = entry.linkTarget();
                out.writeBoolean(target != null);
                out.text(target == null ? "" : target);
                out.writeLong(entry.offsetBytes());
            }
            case Executable executable -> {
                out.writeByte(3);
                out.text(executable.format());
                out.text(executable.kind());
                out.text(executable.machine());
                out.writeLong(executable.offsetBytes());
            }
            case Anomaly anomaly -> {
                out.writeByte(4);
                out.text(anomaly.id());
                out.text(anomaly.detail());
                out.writeLong(anomaly.offsetBytes());
                out.writeLong(anomaly.count());
            }
            case Program program -> {
                out.writeByte(5);
                out.writeLong(program.offsetBytes());
                out.writeInt(program.lines().size());
                for (Program.Line line : program.lines()) {
                    out.text(line.text());
                    out.writeLong(line.offsetBytes());
                }
            }
            case EmbeddedCode code -> {
                out.writeByte(6);
                out.text(code.language());
                out.text(code.name());
                out.text(code.preview());
                out.writeLong(code.offsetBytes());
            }
            case CodeUse use -> {
                out.writeByte(9);
                out.text(use.language());
                out.text(use.shape());
                out.text(use.name());
                out.writeByte(use.when().ordinal());
                out.text(use.preview());
                out.writeLong(use.offsetBytes());
            }
            case CryptoUse use -> {
                out.writeByte(20);
                write(out, use);
            }
            case OpenUse open -> {
                out.writeByte(21);
                write(out, open.use());
            }
            case Dependency dependency -> {
                out.writeByte(30);
                PackageCodec.write(out, dependency);
            }
            case MavenProject project -> {
                out.writeByte(32);
                MavenProjectCodec.write(out, project);
            }
            case RegistryRecord known -> {
                out.writeByte(31);
                PackageCodec.write(out, known);
            }
            case ConstantCall call -> {
                out.writeByte(22);
                out.text(call.callee());
                out.texts(call.arguments());
                out.writeLong(call.offsetBytes());
            }
            case SharedConstant constant -> {
                out.writeByte(23);
                out.text(constant.name());
                out.text(constant.value());
                out.writeLong(constant.offsetBytes());
            }
            case Secret secret -> {
                out.writeByte(10);
                out.text(secret.kind());
                out.text(secret.shown());
                out.writeInt(secret.length());
                out.text(secret.digest());
                out.writeLong(secret.offsetBytes());
            }
            case Indicator indicator -> {
                out.writeByte(11);
                out.text(indicator.kind());
                out.text(indicator.value());
                out.writeLong(indicator.offsetBytes());
            }
            case Suppression suppression -> {
                out.writeByte(40);
                out.texts(suppression.ruleIds());
                out.text(suppression.reason());
                out.text(suppression.expires());
                out.writeLong(suppression.fromBytes());
                out.writeLong(suppression.toBytes());
                out.writeLong(suppression.offsetBytes());
            }
            case AutomaticCommand command -> {
                out.writeByte(50);
                out.text(command.tool());
                out.text(command.event());
                out.text(command.command());
                out.writeLong(command.offsetBytes());
                out.writeInt(command.line());
            }
            case FileDigest digest -> {
                out.writeByte(51);
                out.text(digest.algorithm());
                out.text(digest.hex());
                out.writeLong(digest.sizeBytes());
            }
            case RepositoryTrait trait -> {
                out.writeByte(52);
                out.writeByte(trait.kind().ordinal());
                out.text(trait.value());
            }
            case Workflow workflow -> {
                out.writeByte(53);
                WorkflowCodec.write(out, workflow);
            }
            case Pipeline pipeline -> {
                out.writeByte(54);
                WorkflowCodec.write(out, pipeline);
            }
            case TensorNames names -> {
                out.writeByte(7);
                TensorCodec.write(out, names);
            }
            case GraphOperator operator -> {
                out.writeByte(8);
                out.text(operator.framework());
                out.text(operator.domain());
                out.text(operator.name());
                out.text(operator.node());
                out.text(operator.argument());
                out.writeBoolean(operator.defined());
                out.writeLong(operator.count());
                out.writeLong(operator.offsetBytes());
            }
            case Property property -> {
                out.writeByte(12);
                out.text(property.name());
                out.text(property.value());
                out.writeLong(property.offsetBytes());
            }
            case FileReference file -> {
                out.writeByte(15);
                out.text(file.loader());
                out.text(file.file());
                out.text(file.says());
                out.writeLong(file.offsetBytes());
            }
            case TensorInfo tensor -> {
                out.writeByte(13);
                TensorCodec.write(out, tensor);
            }
            case TensorStatistics statistics -> {
                out.writeByte(14);
                TensorCodec.write(out, statistics);
            }
        }
    }

    private static void write(FactOutput out, CryptoUse use) {
        out.writeByte(use.kind().ordinal());
        out.text(use.algorithm());
        out.text(use.purpose());
        out.writeInt(use.parameters().size());
        for (var parameter : use.parameters().entrySet()) {
            out.text(parameter.getKey());
            out.text(parameter.getValue());
        }
        out.text(use.source());
        out.text(use.via());
        out.writeLong(use.offsetBytes());
        out.writeInt(use.line());
        out.writeInt(use.column());
    }

    private static Fact fact(FactInput in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case 1 -> CallableCodec.read(in);
            case 2 -> {
                String name = in.text();
                var type = in.one(ArchiveEntry.Type.values());
                boolean link = in.get() != 0;
                String target = in.text();
                yield new ArchiveEntry(name, type, link ? target : null, in.getLong());
            }
            case 3 -> new Executable(in.text(), in.text(), in.text(), in.getLong());
            case 4 -> new Anomaly(in.text(), in.text(), in.getLong(), in.getLong());
            case 5 -> program(in);
            case 6 -> new EmbeddedCode(in.text(), in.text(), in.text(), in.getLong());
            case 7 -> TensorCodec.names(in);
            case 8 -> operator(in);
            case 9 ->
                new CodeUse(in.text(), in.text(), in.text(), in.one(CodeUse.When.values()), in.text(), in.getLong());
            case 10 -> new Secret(in.text(), in.text(), in.getInt(), in.text(), in.getLong());
            case 11 -> new Indicator(in.text(), in.text(), in.getLong());
            case 12 -> new Property(in.text(), in.text(), in.getLong());
            case 13 -> TensorCodec.info(in);
            case 14 -> TensorCodec.statistics(in);
            case 15 -> new FileReference(in.text(), in.text(), in.text(), in.getLong());
            case 20 -> cryptoUse(in);
            case 21 -> new OpenUse(cryptoUse(in));
            case 22 -> new ConstantCall(in.text(), in.texts(), in.getLong());
            case 23 -> new SharedConstant(in.text(), in.text(), in.getLong());
            case 30 -> PackageCodec.dependency(in);
            case 31 -> PackageCodec.registryRecord(in);
            case 32 -> MavenProjectCodec.read(in);
            case 40 -> new Suppression(in.texts(), in.text(), in.text(), in.getLong(), in.getLong(), in.getLong());
            case 50 -> new AutomaticCommand(in.text(), in.text(), in.text(), in.getLong(), in.getInt());
            case 51 -> new FileDigest(in.text(), in.text(), in.getLong());
            case 52 -> new RepositoryTrait(in.one(RepositoryTrait.Kind.values()), in.text());
            case 53 -> WorkflowCodec.read(in);
            case 54 -> WorkflowCodec.pipeline(in);
            default -> throw new IOException("no fact is of kind " + kind);
        };
    }

    private static CryptoUse cryptoUse(FactInput in) throws IOException {
        return new CryptoUse(
                in.one(CryptoUse.Kind.values()),
                in.text(),
                in.text(),
                in.parameters(),
                in.text(),
                in.text(),
                in.getLong(),
                in.getInt(),
                in.getInt());
    }

    private static GraphOperator operator(FactInput in) throws IOException {
        return new GraphOperator(
                in.text(), in.text(), in.text(), in.text(), in.text(), in.get() != 0, in.getLong(), in.getLong());
    }

    private static Program program(FactInput in) throws IOException {
        long offset = in.getLong();
        int lines = in.count();
        List<Program.Line> all = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            all.add(new Program.Line(in.text(), in.getLong()));
        }
        return new Program(offset, all);
    }
}
