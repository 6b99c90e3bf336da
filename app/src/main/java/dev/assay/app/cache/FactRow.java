package dev.assay.app.cache;

import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCodec;
import dev.assay.engine.cache.Key;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of one row of facts: the whole key, CRC-32C of all the rest, facts.
 *
 * <p>The row's number is 63 bits mixed from its key. So the table is its own index, and a read is one walk down one
 * tree. Two keys may share a number (among ten million rows, five times in a million stores): then the row's key tells
 * them apart, and the later one replaces the earlier.
 */
public final class FactRow {
    public static final int KEY_BYTES = Key.BYTES;
    private static final int HEADER_BYTES = KEY_BYTES + Integer.BYTES;
    private static final int FACT_BYTES = 40;

    /** The numbers of one tensor's statistics. */
    private static final int STATISTICS_BYTES = 160;

    /** 2^64 divided by the golden ratio, as in Fibonacci hashing. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private FactRow() {}

    /** The number of a row, from a key or from the row itself. */
    public static long id(byte[] startsWithKey) {
        ByteBuffer key = ByteBuffer.wrap(startsWithKey, 0, KEY_BYTES);
        long id = 0;
        while (key.hasRemaining()) {
            id = (id ^ key.getLong()) * MIX; // an identity's numbers are small and alike: each must reach all bits
            id ^= id >>> 32;
        }
        return id >>> 1;
    }

    public static byte[] write(byte[] key, Decoded decoded) {
        byte[] facts = FactCodec.encode(decoded);
        ByteBuffer row = ByteBuffer.allocate(HEADER_BYTES + facts.length);
        row.put(key).putInt(0).put(facts);
        return row.putInt(KEY_BYTES, checksum(row.array())).array();
    }

    public static boolean isIntact(byte[] row) {
        return row.length >= HEADER_BYTES && ByteBuffer.wrap(row).getInt(KEY_BYTES) == checksum(row);
    }

    public static boolean hasKey(byte[] row, byte[] key) {
        return row.length >= KEY_BYTES && Arrays.equals(row, 0, KEY_BYTES, key, 0, KEY_BYTES);
    }

    /** @throws IOException if these facts were not written by a build with the same layout */
    public static Decoded read(byte[] row) throws IOException {
        return FactCodec.decode(Arrays.copyOfRange(row, HEADER_BYTES, row.length));
    }

    private static int checksum(byte[] row) {
        CRC32C crc = new CRC32C();
        crc.update(row, 0, KEY_BYTES);
        crc.update(row, HEADER_BYTES, row.length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** About how long a row will be, without writing it; stops counting beyond {@code most}. */
    public static long estimate(Decoded decoded, long most) {
        long bytes = HEADER_BYTES + 64;
        for (Decoded.Part part : decoded.parts()) {
            bytes += 32 + texts(part.entries()) + texts(part.formats()) + texts(part.around());
            for (Fact fact : part.facts()) {
                bytes += FACT_BYTES + length(fact);
            }
            for (Decoded.PartGap gap : part.gaps()) {
                bytes += FACT_BYTES + gap.reason().length();
            }
            if (bytes > most) {
                break;
            }
        }
        return bytes;
    }

    private static long texts(Iterable<String> texts) {
        long bytes = 0;
        for (String text : texts) {
            bytes += Integer.BYTES + text.length();
        }
        return bytes;
    }

    private static long length(Fact fact) {
        return switch (fact) {
            case CallableReference callable ->
                (long) callable.module().length()
                        + callable.name().length()
                        + callable.arguments().length()
                        + (long) Long.BYTES * callable.offsets().size();
            case ArchiveEntry entry ->
                entry.name().length()
                        + (entry.linkTarget() == null ? 0 : entry.linkTarget().length());
            case Executable executable ->
                executable.kind().length() + executable.machine().length();
            case Anomaly anomaly -> anomaly.detail().length();
            case GraphOperator operator ->
                (long) operator.framework().length()
                        + operator.domain().length()
                        + operator.name().length()
                        + operator.node().length()
                        + operator.argument().length();
            case EmbeddedCode code ->
                (long) code.language().length()
                        + code.name().length()
                        + code.preview().length();
            case CodeUse use ->
                (long) use.shape().length()
                        + use.name().length()
                        + use.preview().length();
            case CryptoUse use -> length(use);
            case Dependency dependency -> length(dependency);
            case RegistryRecord known ->
                (long) known.coordinates().full().length()
                        + known.repository().length()
                        + texts(known.owners())
                        + texts(known.sources().values());
            case OpenUse open -> length(open.use());
            case ConstantCall call -> call.callee().length() + texts(call.arguments());
            case Secret secret ->
                (long) secret.kind().length() + secret.digest().length();
            case Indicator indicator ->
                (long) indicator.kind().length() + indicator.value().length();
            case Suppression suppression ->
                texts(suppression.ruleIds())
                        + suppression.reason().length()
                        + suppression.expires().length();
            case Program program -> {
                long bytes = 0;
                for (Program.Line line : program.lines()) {
                    bytes += Integer.BYTES + Long.BYTES + line.text().length();
                }
                yield bytes;
            }
            case Property property ->
                (long) property.name().length() + property.value().length();
            case TensorInfo tensor ->
                (long) tensor.name().length()
                        + tensor.dtype().length()
                        + (long) Long.BYTES * (2 + tensor.shape().size());
            case TensorStatistics statistics ->
                (long) statistics.name().length() + statistics.dtype().length() + STATISTICS_BYTES;
            case FileReference file ->
                (long) file.loader().length()
                        + file.file().length()
                        + file.says().length();
            case AutomaticCommand command ->
                (long) command.event().length() + command.command().length();
            case FileDigest digest -> digest.hex().length();
            case RepositoryTrait trait -> trait.value().length();
            case Workflow workflow -> length(workflow);
            case TensorNames names -> texts(names.files()) + (long) TensorNames.BYTES_EACH * names.count();
        };
    }

    private static long length(Dependency dependency) {
        return (long) dependency.coordinates().full().length()
                + dependency.alias().length()
                + dependency.version().length()
                + dependency.range().length()
                + texts(dependency.path())
                + dependency.origin().address().length()
                + dependency.integrity().length();
    }

    private static long length(Workflow workflow) {
        long bytes = workflow.name().length();
        for (Workflow.Trigger trigger : workflow.triggers()) {
            bytes += trigger.event().length() + texts(trigger.types());
        }
        for (Workflow.Job job : workflow.jobs()) {
            bytes += FACT_BYTES
                    + job.condition().length()
                    + texts(job.runners())
                    + texts(job.inputs().values());
            for (Workflow.Step step : job.steps()) {
                bytes += FACT_BYTES
                        + step.label().length()
                        + step.uses().length()
                        + step.run().length()
                        + texts(step.inputs().values())
                        + texts(step.environment().values());
            }
        }
        return bytes;
    }

    private static long length(CryptoUse use) {
        return (long) use.algorithm().length()
                + use.purpose().length()
                + texts(use.parameters().keySet())
                + texts(use.parameters().values())
                + use.via().length();
    }
}
