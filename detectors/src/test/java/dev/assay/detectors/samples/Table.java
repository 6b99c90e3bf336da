package dev.assay.detectors.samples;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How many samples of each technique somebody finds, as text: a row a technique, a column for each who looked. */
final class Table {
    private final String title;
    private final Map<String, List<Sample>> byTechnique;
    private final Map<String, Predicate<Sample>> columns = new LinkedHashMap<>();

    Table(String title, Collection<Sample> samples) {
        this.title = title;
        this.byTechnique = samples.stream()
                .collect(Collectors.groupingBy(Sample::technique, LinkedHashMap::new, Collectors.toList()));
    }

    Table column(String name, Predicate<Sample> found) {
        columns.put(name, found);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format("%n%-32s %6s", title, "files"));
        columns.keySet().forEach(name -> text.append(String.format(" %18s", name)));
        byTechnique.forEach((technique, samples) -> row(text, technique, samples));
        row(text, "all", byTechnique.values().stream().flatMap(List::stream).toList());
        return text.append(System.lineSeparator()).toString();
    }

    private void row(StringBuilder text, String name, List<Sample> samples) {
        text.append(String.format("%n%-32s %6d", name, samples.size()));
        columns.values().forEach(found -> {
            long n = samples.stream().filter(found).count();
            text.append(String.format(" %7d (%6.2f %%)", n, 100.0 * n / samples.size()));
        });
    }
}
