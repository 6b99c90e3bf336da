package dev.assay.engine.report;

import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import java.util.List;

/**
 * What some bytes are, for people who ask ({@code assay inspect}). It affects neither verdict nor exit code. Immutable.
 *
 * @param formats the ids of the formats that were recognised
 * @param sizeBytes of the whole artifact; -1 for a member
 * @param sha256 in hexadecimal; empty unless it was asked for
 * @param tensors as far as they were kept; {@link Property#TENSORS} says how many there are
 * @param statistics what the numbers of tensors look like, as far as these were looked into
 * @param code what in it is, or names, code: the first {@link #MOST_CODE}
 * @param codeCount how many of these there are
 */
public record Inspected(
        Location location,
        List<String> formats,
        long sizeBytes,
        String sha256,
        List<Property> properties,
        List<TensorInfo> tensors,
        List<TensorStatistics> statistics,
        List<String> code,
        int codeCount) {
    public static final int MOST_CODE = 100;

    public Inspected {
        formats = List.copyOf(formats);
        properties = List.copyOf(properties);
        tensors = List.copyOf(tensors);
        statistics = List.copyOf(statistics);
        code = List.copyOf(code);
    }

    /** Whether nothing is known but where it lies. */
    public boolean isEmpty() {
        return properties.isEmpty() && tensors.isEmpty() && statistics.isEmpty() && code.isEmpty();
    }

    /** The first value of this name, or an empty text. */
    public String property(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** All values of this name, each once. */
    public List<String> values(String name) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .map(Property::value)
                .distinct()
                .toList();
    }
}
