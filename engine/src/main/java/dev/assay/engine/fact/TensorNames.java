package dev.assay.engine.fact;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tensors some bytes name: those that a part of a model holds, or those that an index places in the files beside it.
 * In the order of the bytes, 20 bytes a tensor: of a name, 64 bits of its SHA-256 are kept and the place where it stands,
 * since a large model has a hundred thousand of them twice. Two names that meet in 64 bits hide at most that they differ.
 * Immutable.
 */
public final class TensorNames implements Fact {
    /** What one tensor keeps in memory. */
    public static final int BYTES_EACH = 2 * Long.BYTES + Integer.BYTES;

    private final List<String> files;
    private final long[] digests;
    private final long[] offsets;
    private final int[] fileOf;

    /**
     * Of the same arrays, which nobody else changes any more.
     *
     * @param files where an index places tensors, as they are written there; none for what holds tensors itself
     * @param digests of the names
     * @param offsets where in the bytes the names stand
     * @param fileOf which of the files a tensor is in; as long as {@code digests}, or empty if there are no files
     */
    public TensorNames(List<String> files, long[] digests, long[] offsets, int[] fileOf) {
        if (offsets.length != digests.length || fileOf.length != (files.isEmpty() ? 0 : digests.length)) {
            throw new IllegalArgumentException("not the same number of each");
        }
        this.files = List.copyOf(files);
        this.digests = digests;
        this.offsets = offsets;
        this.fileOf = fileOf;
    }

    /** Where an index places tensors, in the order in which it names them; empty for what holds tensors itself. */
    public List<String> files() {
        return files;
    }

    /** How many tensors there are. */
    public int count() {
        return digests.length;
    }

    /** The digests of all names; a copy. */
    public long[] digests() {
        return digests.clone();
    }

    /** The digest of a tensor's name. */
    public long digest(int tensor) {
        return digests[tensor];
    }

    /** Where the tensor's name stands. */
    public long offset(int tensor) {
        return offsets[tensor];
    }

    /** In which of the {@link #files} an index places a tensor. */
    public int file(int tensor) {
        return fileOf[tensor];
    }

    @Override
    public long offsetBytes() {
        return digests.length == 0 ? -1 : offsets[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorNames names
                && files.equals(names.files)
                && Arrays.equals(digests, names.digests)
                && Arrays.equals(offsets, names.offsets)
                && Arrays.equals(fileOf, names.fileOf);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digests) * 31 + files.hashCode();
    }

    @Override
    public String toString() {
        return "TensorNames[" + digests.length + " in " + files + "]";
    }

    /**
     * Collects names, with memory of the budget until it is closed. Whoever adds them spends a fact for each. Belongs to one
     * thread.
     */
    public static final class Builder implements AutoCloseable {
        private static final int FIRST_TENSORS = 256;

        /** How many tensors memory is taken for at once. */
        private static final int PORTION_TENSORS = 65_536;

        /** What is kept, a larger copy while it grows, and what whoever judges it needs to find names. */
        private static final long PORTION_BYTES = 64L * PORTION_TENSORS;

        private final Budget budget;
        private final MessageDigest sha256;
        private final Map<String, Integer> files = new LinkedHashMap<>();
        private long[] digests = new long[FIRST_TENSORS];
        private long[] offsets = new long[FIRST_TENSORS];
        private int[] fileOf = new int[FIRST_TENSORS];
        private int count;
        private int portions;

        public Builder(Budget budget) {
            this.budget = budget;
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        /** The number of a file, which is new if it was not named before. */
        public int file(String name) {
            return files.computeIfAbsent(name, _ -> files.size());
        }

        /** How many files there are. */
        public int fileCount() {
            return files.size();
        }

        /** Adds a tensor; {@code file} counts only if there are files. */
        public void add(String name, long offsetBytes, int file) {
            if (count == (long) portions * PORTION_TENSORS) {
                if (!budget.tryTakeMemory(PORTION_BYTES)) {
                    throw BudgetExceededException.limit(
                            "names more than " + count + " tensors, for which there is no memory (--max-memory)");
                }
                portions++;
            }
            if (count == digests.length) {
                digests = Arrays.copyOf(digests, count * 2);
                offsets = Arrays.copyOf(offsets, count * 2);
                fileOf = Arrays.copyOf(fileOf, count * 2);
            }
            digests[count] = ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            offsets[count] = offsetBytes;
            fileOf[count++] = file;
        }

        @Override
        public void close() {
            for (; portions > 0; portions--) {
                budget.giveBackMemory(PORTION_BYTES);
            }
        }

        public TensorNames build() {
            return new TensorNames(
                    new ArrayList<>(files.keySet()),
                    Arrays.copyOf(digests, count),
                    Arrays.copyOf(offsets, count),
                    files.isEmpty() ? new int[0] : Arrays.copyOf(fileOf, count));
        }
    }
}
