package dev.assay.detectors.crypto;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a name says.
 *
 * @param algorithm its name in the registry; as it was written if the registry does not know it
 * @param parameters what else the name says, in the registry's words
 * @param isKnown whether all of the name was understood
 */
public record NamedAlgorithm(String algorithm, SortedMap<String, String> parameters, boolean isKnown) {
    public NamedAlgorithm {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    NamedAlgorithm with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new NamedAlgorithm(algorithm, more, isKnown);
    }

    static NamedAlgorithm unknown(String name) {
        return new NamedAlgorithm(name, new TreeMap<>(), false);
    }
}
