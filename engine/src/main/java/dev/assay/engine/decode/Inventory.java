package dev.assay.engine.decode;

import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a decoder tells of a model for people who ask what it is ({@code assay inspect}). Does nothing unless the sink is
 * {@linkplain Sink#inspecting inspecting}, and passes on no more than that wants, while its sums are of everything. For a
 * {@linkplain Sink#deep deep} sink it keeps where the tensors lie, so that somebody may look into them. One for each model;
 * belongs to one thread.
 *
 * <p>Licences are the exception: they are told always, since a policy may judge them, and facts do not depend on policies.
 */
public final class Inventory {
    private static final int MOST_CHARACTERS = 2_000;

    /** Formats have a dozen types; a hostile file may make up more. */
    private static final int MOST_TYPES = 32;

    /** Of tensors that are kept: ten times what large models have. */
    private static final int MOST_KEPT = 20_000;

    private static final int MOST_KEPT_CHARACTERS = 200;

    /** What is smaller is not worth keeping. */
    private static final int LEAST_KEPT_BYTES = 256;

    private final Sink out;
    private final boolean wanted;
    private final boolean keeping;
    private final List<TensorInfo> kept = new ArrayList<>(0);
    private boolean dropped;
    private final Set<String> types = new TreeSet<>();
    private long tensors;
    private BigInteger parameters = BigInteger.ZERO;
    private BigInteger tensorBytes = BigInteger.ZERO;

    public Inventory(Sink out) {
        this.out = out;
        this.keeping = out.deep();
        this.wanted = keeping || out.inspecting();
    }

    /** Whether anything but a licence is made of what it is told. */
    public boolean isWanted() {
        return wanted;
    }

    /** @param name as in {@link Property} */
    public void property(String name, String value, long offsetBytes) {
        boolean isTold = out.inspecting() || name.equals(Property.LICENCE);
        if (isTold && !value.isBlank()) {
            out.fact(new Property(name, shortened(value), offsetBytes));
        }
    }

    /** Something that only the format has a name for. */
    public void metadata(String key, String value, long offsetBytes) {
        if (wanted) {
            property(Property.METADATA + shortened(key), value, offsetBytes);
        }
    }

    /**
     * A tensor.
     *
     * @param shape none of it negative
     * @param sizeBytes -1 if it is not known
     */
    public void tensor(String name, String dtype, List<Long> shape, long offsetBytes, long sizeBytes) {
        if (!wanted) {
            return;
        }
        tensors++;
        BigInteger elements = BigInteger.ONE;
        for (long each : shape) {
            elements = elements.multiply(BigInteger.valueOf(each));
        }
        parameters = parameters.add(elements);
        tensorBytes = tensorBytes.add(BigInteger.valueOf(Math.max(sizeBytes, 0)));
        if (types.size() < MOST_TYPES) {
            types.add(shortened(dtype));
        }
        place(name, dtype, shape, offsetBytes, sizeBytes);
        if (out.inspecting()) {
            out.fact(new TensorInfo(shortened(name), shortened(dtype), shape, offsetBytes, sizeBytes));
        }
    }

    /** Where numbers lie that are no tensor of the model's list, such as a constant of its graph. */
    public void place(String name, String dtype, List<Long> shape, long offsetBytes, long sizeBytes) {
        if (!keeping || offsetBytes < 0 || sizeBytes < LEAST_KEPT_BYTES) {
            return;
        }
        if (kept.size() < MOST_KEPT) {
            String known = name.substring(0, Math.min(name.length(), MOST_KEPT_CHARACTERS));
            kept.add(new TensorInfo(known, dtype, shape, offsetBytes, sizeBytes));
        } else {
            dropped = true;
        }
    }

    /** Where the tensors lie that were told of, in that order; none unless the sink is {@linkplain Sink#deep deep}. */
    public List<TensorInfo> tensors() {
        return kept;
    }

    /** Whether there were more than are kept. */
    public boolean dropped() {
        return dropped;
    }

    /** Says what all tensors come to, once they were told. */
    public void end() {
        if (!out.inspecting() || tensors == 0) {
            return;
        }
        out.fact(new Property(Property.TENSORS, Long.toString(tensors), -1));
        out.fact(new Property(Property.PARAMETERS, parameters.toString(), -1));
        out.fact(new Property(Property.TENSOR_BYTES, tensorBytes.toString(), -1));
        out.fact(new Property(Property.TYPES, String.join(", ", types), -1));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
