package dev.assay.detectors.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How many hostile samples are found and how many benign files are not, by technique. Found is what makes the scan end with
 * 1: a finding at or above medium. A gap alone is not enough.
 */
class RecallTest {
    private static final double LEAST_RECALL = 0.99;
    private static final double MOST_FALSE_POSITIVES = 0.01;

    @Test
    void hostileSamplesAreFound() {
        List<Sample> samples = Samples.hostile();
        Outcome outcome = Outcome.of(samples);
        print(new Table("hostile", samples).column("found", outcome::isFound));
        assertThat(names(samples)).hasSize(samples.size()).hasSizeGreaterThan(1000);
        List<String> known =
                Samples.rows("missed.tsv", 2).stream().map(List::getFirst).toList();
        List<Sample> missed = outcome.missed();
        assertThat(missed.stream()
                        .filter(sample -> !known.contains(key(sample)))
                        .map(outcome::line))
                .as("missed, and not in missed.tsv")
                .isEmpty();
        assertThat(known)
                .as("in missed.tsv, and found")
                .isSubsetOf(missed.stream().map(RecallTest::key).toList());
        assertThat(outcome.found().size()).isGreaterThan((int) (LEAST_RECALL * samples.size()));
    }

    /** What real libraries wrote, and what public models hold whose libraries are not at hand. */
    @Test
    void benignFilesAreNot() throws IOException {
        List<Sample> samples = new ArrayList<>(Samples.real());
        samples.addAll(Samples.benign());
        Outcome outcome = Outcome.of(samples);
        print(new Table("benign", samples).column("flagged", outcome::isFound));
        assertThat(samples).hasSizeGreaterThan(1000);
        assertThat(outcome.found().size())
                .as(() -> outcome.found().stream().map(outcome::line).collect(Collectors.joining("\n")))
                .isLessThan((int) (MOST_FALSE_POSITIVES * samples.size()));
    }

    /** The classes that public models name; a class may be unknown, but none of these is dangerous. */
    @Test
    void classesOfPublicModelsAreNotDangerous() {
        List<Sample> samples = Samples.publicModules();
        Outcome outcome = Outcome.of(samples);
        print(new Table("public models", samples).column("not known", outcome::isFound));
        assertThat(outcome.found().stream()
                        .filter(sample -> !outcome.rule(sample).equals("model/pickle-unknown-callable"))
                        .map(outcome::line))
                .isEmpty();
    }

    /** Gadgets go by their number, which may change; their program says which it is. */
    private static String key(Sample sample) {
        return sample.note().isEmpty() ? sample.name() : sample.note();
    }

    private static Set<String> names(List<Sample> samples) {
        return samples.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void print(Table table) {
        System.out.println(table);
    }
}
