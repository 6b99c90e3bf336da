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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            long files = in.getLong();
            long opaqueBytes = in.getLong();
            TreeMap<String, Long> byFormat = new TreeMap<>();
            for (int n = count(in); n > 0; n--) {
                byFormat.put(text(in), in.getLong());
            }
            int parts = count(in);
            List<Decoded.Part> all = new ArrayList<>(parts);
            for (int i = 0; i < parts; i++) {
                all.add(part(in));
            }
            return new Decoded(all, files, opaqueBytes, byFormat);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("facts end too early", e);
        }
    }

    /** One fact by itself. */
    public static byte[] encode(Fact fact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, fact);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #encode(Fact)} wrote. */
    public static Fact decodeFact(byte[] bytes) throws IOException {
        try {
            return fact(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("a fact ends too early", e);
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

    static SortedMap<String, String> parameters(ByteBuffer in) throws IOException {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int n = count(in); n > 0; n--) {
            parameters.put(text(in), text(in));
        }
        return parameters;
    }

    private static Decoded.Part part(ByteBuffer in) throws IOException {
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
            allGaps.add(new Decoded.PartGap(one(in, GapKind.values()), in.getLong(), text(in), in.getLong()));
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
                longs(out, callable.offsets());
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
            case Program program -> {
                out.writeByte(5);
                out.writeLong(program.offsetBytes());
                out.writeInt(program.lines().size());
                for (Program.Line line : program.lines()) {
                    text(out, line.text());
                    out.writeLong(line.offsetBytes());
                }
            }
            case EmbeddedCode code -> {
                out.writeByte(6);
                text(out, code.language());
                text(out, code.name());
                text(out, code.preview());
                out.writeLong(code.offsetBytes());
            }
            case CodeUse use -> {
                out.writeByte(9);
                text(out, use.language());
                text(out, use.shape());
                text(out, use.name());
                out.writeByte(use.when().ordinal());
                text(out, use.preview());
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
            case RegistryRecord known -> {
                out.writeByte(31);
                write(out, known);
            }
            case ConstantCall call -> {
                out.writeByte(22);
                text(out, call.callee());
                texts(out, call.arguments());
                out.writeLong(call.offsetBytes());
            }
            case Secret secret -> {
                out.writeByte(10);
                text(out, secret.kind());
                text(out, secret.shown());
                out.writeInt(secret.length());
                text(out, secret.digest());
                out.writeLong(secret.offsetBytes());
            }
            case Indicator indicator -> {
                out.writeByte(11);
                text(out, indicator.kind());
                text(out, indicator.value());
                out.writeLong(indicator.offsetBytes());
            }
            case Suppression suppression -> {
                out.writeByte(40);
                texts(out, suppression.ruleIds());
                text(out, suppression.reason());
                text(out, suppression.expires());
                out.writeLong(suppression.fromBytes());
                out.writeLong(suppression.toBytes());
                out.writeLong(suppression.offsetBytes());
            }
            case AutomaticCommand command -> {
                out.writeByte(50);
                text(out, command.tool());
                text(out, command.event());
                text(out, command.command());
                out.writeLong(command.offsetBytes());
                out.writeInt(command.line());
            }
            case FileDigest digest -> {
                out.writeByte(51);
                text(out, digest.algorithm());
                text(out, digest.hex());
                out.writeLong(digest.sizeBytes());
            }
            case RepositoryTrait trait -> {
                out.writeByte(52);
                out.writeByte(trait.kind().ordinal());
                text(out, trait.value());
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
                text(out, operator.framework());
                text(out, operator.domain());
                text(out, operator.name());
                text(out, operator.node());
                text(out, operator.argument());
                out.writeBoolean(operator.defined());
                out.writeLong(operator.count());
                out.writeLong(operator.offsetBytes());
            }
            case Property property -> {
                out.writeByte(12);
                text(out, property.name());
                text(out, property.value());
                out.writeLong(property.offsetBytes());
            }
            case FileReference file -> {
                out.writeByte(15);
                text(out, file.loader());
                text(out, file.file());
                text(out, file.says());
                out.writeLong(file.offsetBytes());
            }
            case TensorInfo tensor -> {
                out.writeByte(13);
                text(out, tensor.name());
                text(out, tensor.dtype());
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

    private static void write(DataOutputStream out, TensorStatistics statistics) throws IOException {
        text(out, statistics.name());
        text(out, statistics.dtype());
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

    private static TensorStatistics statistics(ByteBuffer in) throws IOException {
        return new TensorStatistics(
                text(in),
                text(in),
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

    private static void write(DataOutputStream out, CryptoUse use) throws IOException {
        out.writeByte(use.kind().ordinal());
        text(out, use.algorithm());
        text(out, use.purpose());
        out.writeInt(use.parameters().size());
        for (var parameter : use.parameters().entrySet()) {
            text(out, parameter.getKey());
            text(out, parameter.getValue());
        }
        text(out, use.source());
        text(out, use.via());
        out.writeLong(use.offsetBytes());
        out.writeInt(use.line());
        out.writeInt(use.column());
    }

    private static void write(DataOutputStream out, Dependency dependency) throws IOException {
        text(out, dependency.coordinates().ecosystem());
        text(out, dependency.coordinates().namespace());
        text(out, dependency.coordinates().name());
        text(out, dependency.alias());
        text(out, dependency.version());
        text(out, dependency.range());
        out.writeByte(dependency.relation().ordinal());
        out.writeByte(dependency.scope().ordinal());
        texts(out, dependency.path());
        out.writeInt(dependency.dependents());
        out.writeByte(dependency.origin().kind().ordinal());
        text(out, dependency.origin().address());
        text(out, dependency.integrity());
        out.writeLong(dependency.offsetBytes());
        out.writeInt(dependency.line());
    }

    private static Dependency dependency(ByteBuffer in) throws IOException {
        return new Dependency(
                new Dependency.Coordinates(text(in), text(in), text(in)),
                text(in),
                text(in),
                text(in),
                one(in, Dependency.Relation.values()),
                one(in, Dependency.Scope.values()),
                texts(in),
                in.getInt(),
                new Dependency.Origin(one(in, Dependency.Origin.Kind.values()), text(in)),
                text(in),
                in.getLong(),
                in.getInt());
    }

    private static void write(DataOutputStream out, RegistryRecord known) throws IOException {
        text(out, known.coordinates().ecosystem());
        text(out, known.coordinates().namespace());
        text(out, known.coordinates().name());
        out.writeByte(known.existence().ordinal());
        out.writeLong(known.releases().count());
        out.writeLong(known.releases().firstMillis());
        out.writeLong(known.releases().latestMillis());
        out.writeInt(known.releases().mostInDay());
        out.writeInt(known.releases().mostInWeek());
        out.writeLong(known.downloads().count());
        out.writeInt(known.downloads().days());
        texts(out, known.owners());
        text(out, known.repository());
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
                text(out, source);
            }
        }
    }

    private static RegistryRecord registryRecord(ByteBuffer in) throws IOException {
        return new RegistryRecord(
                new Dependency.Coordinates(text(in), text(in), text(in)),
                one(in, RegistryRecord.Existence.values()),
                new RegistryRecord.Releases(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt()),
                new RegistryRecord.Downloads(in.getLong(), in.getInt()),
                texts(in),
                text(in),
                traits(in),
                in.getLong(),
                sources(in));
    }

    private static Map<RegistryRecord.Trait, Boolean> traits(ByteBuffer in) throws IOException {
        Map<RegistryRecord.Trait, Boolean> traits = new EnumMap<>(RegistryRecord.Trait.class);
        for (int n = count(in); n > 0; n--) {
            traits.put(one(in, RegistryRecord.Trait.values()), in.get() != 0);
        }
        return traits;
    }

    private static Map<RegistryRecord.Aspect, String> sources(ByteBuffer in) throws IOException {
        Map<RegistryRecord.Aspect, String> sources = new EnumMap<>(RegistryRecord.Aspect.class);
        for (int n = count(in); n > 0; n--) {
            sources.put(one(in, RegistryRecord.Aspect.values()), text(in));
        }
        return sources;
    }

    private static void write(DataOutputStream out, TensorNames names) throws IOException {
        texts(out, names.files());
        out.writeInt(names.count());
        for (int i = 0; i < names.count(); i++) {
            out.writeLong(names.digest(i));
            out.writeLong(names.offset(i));
            if (!names.files().isEmpty()) {
                out.writeInt(names.file(i));
            }
        }
    }

    private static Fact fact(ByteBuffer in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case 1 -> callable(in);
            case 2 -> {
                String name = text(in);
                var type = one(in, ArchiveEntry.Type.values());
                boolean link = in.get() != 0;
                String target = text(in);
                yield new ArchiveEntry(name, type, link ? target : null, in.getLong());
            }
            case 3 -> new Executable(text(in), text(in), text(in), in.getLong());
            case 4 -> new Anomaly(text(in), text(in), in.getLong(), in.getLong());
            case 5 -> program(in);
            case 6 -> new EmbeddedCode(text(in), text(in), text(in), in.getLong());
            case 7 -> tensorNames(in);
            case 8 -> operator(in);
            case 9 -> new CodeUse(text(in), text(in), text(in), one(in, CodeUse.When.values()), text(in), in.getLong());
            case 10 -> new Secret(text(in), text(in), in.getInt(), text(in), in.getLong());
            case 11 -> new Indicator(text(in), text(in), in.getLong());
            case 12 -> new Property(text(in), text(in), in.getLong());
            case 13 -> new TensorInfo(text(in), text(in), longs(in), in.getLong(), in.getLong());
            case 14 -> statistics(in);
            case 15 -> new FileReference(text(in), text(in), text(in), in.getLong());
            case 20 -> cryptoUse(in);
            case 21 -> new OpenUse(cryptoUse(in));
            case 22 -> new ConstantCall(text(in), texts(in), in.getLong());
            case 30 -> dependency(in);
            case 31 -> registryRecord(in);
            case 40 -> new Suppression(texts(in), text(in), text(in), in.getLong(), in.getLong(), in.getLong());
            case 50 -> new AutomaticCommand(text(in), text(in), text(in), in.getLong(), in.getInt());
            case 51 -> new FileDigest(text(in), text(in), in.getLong());
            case 52 -> new RepositoryTrait(one(in, RepositoryTrait.Kind.values()), text(in));
            case 53 -> WorkflowCodec.read(in);
            default -> throw new IOException("no fact is of kind " + kind);
        };
    }

    private static CryptoUse cryptoUse(ByteBuffer in) throws IOException {
        return new CryptoUse(
                one(in, CryptoUse.Kind.values()),
                text(in),
                text(in),
                parameters(in),
                text(in),
                text(in),
                in.getLong(),
                in.getInt(),
                in.getInt());
    }

    private static TensorNames tensorNames(ByteBuffer in) throws IOException {
        List<String> files = texts(in);
        int n = count(in);
        if (n > in.remaining() / (2 * Long.BYTES)) {
            throw new IOException(n + " tensors in " + in.remaining() + " bytes");
        }
        long[] digests = new long[n];
        long[] offsets = new long[n];
        int[] fileOf = new int[files.isEmpty() ? 0 : n];
        for (int i = 0; i < n; i++) {
            digests[i] = in.getLong();
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

    private static GraphOperator operator(ByteBuffer in) throws IOException {
        return new GraphOperator(
                text(in), text(in), text(in), text(in), text(in), in.get() != 0, in.getLong(), in.getLong());
    }

    private static Program program(ByteBuffer in) throws IOException {
        long offset = in.getLong();
        int lines = count(in);
        List<Program.Line> all = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            all.add(new Program.Line(text(in), in.getLong()));
        }
        return new Program(offset, all);
    }

    private static CallableReference callable(ByteBuffer in) throws IOException {
        String module = text(in);
        String name = text(in);
        var reach = one(in, CallableReference.Reach.values());
        int bits = in.getInt();
        if (bits < 0 || bits >= USES.size()) {
            throw new IOException("no uses have the bits " + bits);
        }
        Set<CallableReference.Use> uses = USES.get(bits);
        String arguments = text(in);
        long times = in.getLong();
        return new CallableReference(module, name, reach, uses, arguments, times, longs(in));
    }

    private static void longs(DataOutputStream out, List<Long> values) throws IOException {
        out.writeInt(values.size());
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static List<Long> longs(ByteBuffer in) throws IOException {
        int n = count(in);
        List<Long> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(in.getLong());
        }
        return all;
    }

    private static <E> E one(ByteBuffer in, E[] values) throws IOException {
        int ordinal = in.get();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IOException("no value has the number " + ordinal);
        }
        return values[ordinal];
    }

    static int count(ByteBuffer in) throws IOException {
        int n = in.getInt();
        if (n < 0 || n > in.remaining()) {
            throw new IOException(n + " items in " + in.remaining() + " bytes");
        }
        return n;
    }

    static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    static List<String> texts(ByteBuffer in) throws IOException {
        int n = count(in);
        List<String> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(text(in));
        }
        return all;
    }

    /** As UTF-8; a text with half of a surrogate pair, which UTF-8 cannot hold, as characters behind a negative length. */
    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isReplaced(text, bytes)) {
            out.writeInt(~text.length());
            out.writeChars(text);
            return;
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Whether a surrogate stands alone, for which the bytes have a question mark. Nearly all texts have one byte a character. */
    private static boolean isReplaced(String text, byte[] bytes) {
        if (bytes.length == text.length()) {
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '?' && text.charAt(i) != '?') {
                    return true;
                }
            }
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static String text(ByteBuffer in) throws IOException {
        if (in.getInt(in.position()) < 0) {
            return characters(in);
        }
        int length = count(in);
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static String characters(ByteBuffer in) throws IOException {
        int length = ~in.getInt();
        if (length > in.remaining() / Character.BYTES) {
            throw new IOException(length + " characters in " + in.remaining() + " bytes");
        }
        char[] text = new char[length];
        in.asCharBuffer().get(text);
        in.position(in.position() + length * Character.BYTES);
        return new String(text);
    }
}
