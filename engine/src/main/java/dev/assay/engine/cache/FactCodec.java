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
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link Decoded} as bytes and back. The layout needs no version: keys hold that of the build. Bytes that do not hold
 * together, as after a damaged disk, throw {@link IOException}; no length in them is trusted beyond what is there.
 */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
public final class FactCodec {
    /** Every set of uses, by the bits of its members: making one each time took half of the time of reading facts. */
    private static final List<Set<CallableReference.Use>> USES = everySetOfUses();

    private static final int MOST_EXPECTED = 1 << 20;

    /** About what a fact takes. */
    private static final int FACT_BYTES = 128;

    /** No array is longer. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private FactCodec() {}

    private static List<Set<CallableReference.Use>> everySetOfUses() {
        List<Set<CallableReference.Use>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << CallableReference.Use.values().length; bits++) {
            Set<CallableReference.Use> uses = EnumSet.noneOf(CallableReference.Use.class);
            for (CallableReference.Use use : CallableReference.Use.values()) {
                if ((bits & 1 << use.ordinal()) != 0) {
                    uses.add(use);
                }
            }
            all.add(Set.copyOf(uses));
        }
        return List.copyOf(all);
    }

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

    static SortedMap<String, String> parameters(FactInput in) throws IOException {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int n = in.count(); n > 0; n--) {
            parameters.put(in.text(), in.text());
        }
        return parameters;
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
            allGaps.add(new Decoded.PartGap(one(in, GapKind.values()), in.getLong(), in.text(), in.getLong()));
        }
        return new Decoded.Part(entries, formats, around, all, allGaps);
    }

    private static void write(FactOutput out, Fact fact) {
        switch (fact) {
            case CallableReference callable -> {
                out.writeByte(1);
                out.text(callable.module());
                out.text(callable.name());
                out.writeByte(callable.reach().ordinal());
                int uses = 0;
                for (CallableReference.Use use : callable.uses()) {
                    uses |= 1 << use.ordinal();
                }
                out.writeInt(uses);
                out.text(callable.arguments());
                out.writeLong(callable.count());
                longs(out, callable.offsets());
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
                write(out, dependency);
            }
            case MavenProject project -> {
                out.writeByte(32);
                MavenProjectCodec.write(out, project);
            }
            case RegistryRecord known -> {
                out.writeByte(31);
                write(out, known);
            }
            case ConstantCall call -> {
                out.writeByte(22);
                out.text(call.callee());
                out.texts(call.arguments());
                out.writeLong(call.offsetBytes());
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
            case TensorNames names -> {
                out.writeByte(7);
                write(out, names);
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
                out.text(tensor.name());
                out.text(tensor.dtype());
                longs(out, tensor.shape());
                out.writeLong(tensor.offsetBytes());
                out.writeLong(tensor.sizeBytes());
            }
            case TensorStatistics statistics -> {
                out.writeByte(14);
                write(out, statistics);
            }
        }
    }

    private static void write(FactOutput out, TensorStatistics statistics) {
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

    private static TensorStatistics statistics(FactInput in) throws IOException {
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

    private static void write(FactOutput out, Dependency dependency) {
        out.text(dependency.coordinates().ecosystem());
        out.text(dependency.coordinates().namespace());
        out.text(dependency.coordinates().name());
        out.text(dependency.alias());
        out.text(dependency.version());
        out.text(dependency.range());
        out.writeByte(dependency.relation().ordinal());
        out.writeByte(dependency.scope().ordinal());
        out.texts(dependency.path());
        out.writeInt(dependency.dependents());
        out.writeByte(dependency.origin().kind().ordinal());
        out.text(dependency.origin().address());
        out.text(dependency.integrity());
        out.text(dependency.licence());
        out.writeLong(dependency.offsetBytes());
        out.writeInt(dependency.line());
    }

    private static Dependency dependency(FactInput in) throws IOException {
        return new Dependency(
                new Dependency.Coordinates(in.text(), in.text(), in.text()),
                in.text(),
                in.text(),
                in.text(),
                one(in, Dependency.Relation.values()),
                one(in, Dependency.Scope.values()),
                in.texts(),
                in.getInt(),
                new Dependency.Origin(one(in, Dependency.Origin.Kind.values()), in.text()),
                in.text(),
                in.text(),
                in.getLong(),
                in.getInt());
    }

    private static void write(FactOutput out, RegistryRecord known) {
        out.text(known.coordinates().ecosystem());
        out.text(known.coordinates().namespace());
        out.text(known.coordinates().name());
        out.writeByte(known.existence().ordinal());
        out.writeLong(known.releases().count());
        out.writeLong(known.releases().firstMillis());
        out.writeLong(known.releases().latestMillis());
        out.writeInt(known.releases().mostInDay());
        out.writeInt(known.releases().mostInWeek());
        out.writeLong(known.downloads().count());
        out.writeInt(known.downloads().days());
        out.texts(known.owners());
        out.text(known.repository());
        out.writeInt(known.traits().size());
        for (RegistryRecord.Trait trait : RegistryRecord.Trait.values()) {
            if (known.traits().containsKey(trait)) {
                out.writeByte(trait.ordinal());
                out.writeBoolean(known.is(trait));
            }
        }
        out.writeLong(known.sizeBytes());
        out.writeInt(known.sources().size());
        for (RegistryRecord.Aspect aspect : RegistryRecord.Aspect.values()) {
            String source = known.sources().get(aspect);
            if (source != null) {
                out.writeByte(aspect.ordinal());
                out.text(source);
            }
        }
    }

    private static RegistryRecord registryRecord(FactInput in) throws IOException {
        return new RegistryRecord(
                new Dependency.Coordinates(in.text(), in.text(), in.text()),
                one(in, RegistryRecord.Existence.values()),
                new RegistryRecord.Releases(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt()),
                new RegistryRecord.Downloads(in.getLong(), in.getInt()),
                in.texts(),
                in.text(),
                traits(in),
                in.getLong(),
                sources(in));
    }

    private static Map<RegistryRecord.Trait, Boolean> traits(FactInput in) throws IOException {
        Map<RegistryRecord.Trait, Boolean> traits = new EnumMap<>(RegistryRecord.Trait.class);
        for (int n = in.count(); n > 0; n--) {
            traits.put(one(in, RegistryRecord.Trait.values()), in.get() != 0);
        }
        return traits;
    }

    private static Map<RegistryRecord.Aspect, String> sources(FactInput in) throws IOException {
        Map<RegistryRecord.Aspect, String> sources = new EnumMap<>(RegistryRecord.Aspect.class);
        for (int n = in.count(); n > 0; n--) {
            sources.put(one(in, RegistryRecord.Aspect.values()), in.text());
        }
        return sources;
    }

    private static void write(FactOutput out, TensorNames names) {
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

    private static Fact fact(FactInput in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case 1 -> callable(in);
            case 2 -> {
                String name = in.text();
                var type = one(in, ArchiveEntry.Type.values());
                boolean link = in.get() != 0;
                String target = in.text();
                yield new ArchiveEntry(name, type, link ? target : null, in.getLong());
            }
            case 3 -> new Executable(in.text(), in.text(), in.text(), in.getLong());
            case 4 -> new Anomaly(in.text(), in.text(), in.getLong(), in.getLong());
            case 5 -> program(in);
            case 6 -> new EmbeddedCode(in.text(), in.text(), in.text(), in.getLong());
            case 7 -> tensorNames(in);
            case 8 -> operator(in);
            case 9 ->
                new CodeUse(in.text(), in.text(), in.text(), one(in, CodeUse.When.values()), in.text(), in.getLong());
            case 10 -> new Secret(in.text(), in.text(), in.getInt(), in.text(), in.getLong());
            case 11 -> new Indicator(in.text(), in.text(), in.getLong());
            case 12 -> new Property(in.text(), in.text(), in.getLong());
            case 13 -> new TensorInfo(in.text(), in.text(), longs(in), in.getLong(), in.getLong());
            case 14 -> statistics(in);
            case 15 -> new FileReference(in.text(), in.text(), in.text(), in.getLong());
            case 20 -> cryptoUse(in);
            case 21 -> new OpenUse(cryptoUse(in));
            case 22 -> new ConstantCall(in.text(), in.texts(), in.getLong());
            case 30 -> dependency(in);
            case 31 -> registryRecord(in);
            case 32 -> MavenProjectCodec.read(in);
            case 40 -> new Suppression(in.texts(), in.text(), in.text(), in.getLong(), in.getLong(), in.getLong());
            case 50 -> new AutomaticCommand(in.text(), in.text(), in.text(), in.getLong(), in.getInt());
            case 51 -> new FileDigest(in.text(), in.text(), in.getLong());
            case 52 -> new RepositoryTrait(one(in, RepositoryTrait.Kind.values()), in.text());
            case 53 -> WorkflowCodec.read(in);
            default -> throw new IOException("no fact is of kind " + kind);
        };
    }

    private static CryptoUse cryptoUse(FactInput in) throws IOException {
        return new CryptoUse(
                one(in, CryptoUse.Kind.values()),
                in.text(),
                in.text(),
                parameters(in),
                in.text(),
                in.text(),
                in.getLong(),
                in.getInt(),
                in.getInt());
    }

    private static TensorNames tensorNames(FactInput in) throws IOException {
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

    private static CallableReference callable(FactInput in) throws IOException {
        String module = in.text();
        String name = in.text();
        var reach = one(in, CallableReference.Reach.values());
        int bits = in.getInt();
        if (bits < 0 || bits >= USES.size()) {
            throw new IOException("no uses have the bits " + bits);
        }
        Set<CallableReference.Use> uses = USES.get(bits);
        String arguments = in.text();
        long times = in.getLong();
        return new CallableReference(module, name, reach, uses, arguments, times, longs(in));
    }

    private static void longs(FactOutput out, List<Long> values) {
        out.writeInt(values.size());
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static List<Long> longs(FactInput in) throws IOException {
        int n = in.count();
        List<Long> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(in.getLong());
        }
        return all;
    }

    static <E> E one(FactInput in, E[] values) throws IOException {
        int ordinal = in.get();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IOException("no value has the number " + ordinal);
        }
        return values[ordinal];
    }
}
