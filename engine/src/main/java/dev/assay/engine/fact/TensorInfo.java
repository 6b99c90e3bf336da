package dev.assay.engine.fact;

import java.util.List;

/**
 * A tensor of a model, for its inventory; only made when somebody asks for it. No rule judges it.
 *
 * @param dtype as the format calls it, such as {@code F32} or {@code Q4_K}
 * @param shape in the order of the format; empty for a single number
 * @param offsetBytes where its numbers begin in the bytes, or -1
 * @param sizeBytes how much they take, or -1
 */
public record TensorInfo(String name, String dtype, List<Long> shape, long offsetBytes, long sizeBytes)
        implements Fact {
    public TensorInfo {
        shape = List.copyOf(shape);
    }
}
