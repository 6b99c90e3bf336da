package dev.assay.detectors.indicator.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nothing but numbers, and of two that begin alike the longer one is later: Hackage (the PVP), and CRAN, where a dash is a dot (R's
 * {@code package_version}).
 */
record NumberedVersion(List<String> numbers) implements Version {
    static @Nullable NumberedVersion parse(String text) {
        List<String> numbers = Digits.parts(text, '.');
        return numbers == null ? null : new NumberedVersion(numbers);
    }

    @Override
    public int compareTo(Version version) {
        List<String> others = ((NumberedVersion) version).numbers;
        int common = Math.min(numbers.size(), others.size());
        int order = Digits.compare(numbers.subList(0, common), others.subList(0, common), "");
        return order != 0 ? order : Integer.compare(numbers.size(), others.size());
    }
}
