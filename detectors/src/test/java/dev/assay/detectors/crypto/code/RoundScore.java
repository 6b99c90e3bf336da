package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts, by use, what is found of programs that stand in a folder of the form of {@code rounds/} (or with {@code harmless}, in which of
 * them anything counts): for rounds of programs that nobody has tried yet. Arguments: a folder, and {@code harmless} if it is one of those.
 */
final class RoundScore {
    private static final String ROW = "%-12s %3d of %3d programs, %4d of %4d uses, %3d of %3d rules (%d more fire)%n";

    private int programs;
    private int right;
    private int uses;
    private int found;
    private int rules;
    private int fired;
    private int more;

    private RoundScore() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        boolean harmless = arguments.length > 1 && arguments[1].equals("harmless");
        RoundScore all = new RoundScore();
        for (Map.Entry<String, String> language : RoundsTest.NAMES.entrySet()) {
            Path file = folder.resolve(language.getKey() + ".txt");
            if (Files.exists(file)) {
                RoundScore one = new RoundScore();
                for (Sample sample : CodeSamples.parsed(Files.readString(file, UTF_8))) {
                    one.count(language.getValue(), sample, harmless);
                }
                one.print(language.getKey());
                all.add(one);
            }
        }
        all.print("together");
    }

    private void count(String name, Sample sample, boolean harmless) {
        List<String> findings = ProgramSamples.findings(name, sample.program());
        List<String> missing = ProgramSamples.missing(sample.uses(), name, sample.program());
        TreeSet<String> ids = findings.stream()
                .map(finding -> finding.substring(0, finding.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> wrong = new ArrayList<>(missing);
        if (sample.rules() != null) {
            TreeSet<String> silent = new TreeSet<>(sample.rules());
            silent.removeAll(ids);
            rules += sample.rules().size();
            fired += sample.rules().size() - silent.size();
            ids.removeAll(sample.rules());
            more += ids.size();
            silent.forEach(rule -> wrong.add(rule + " does not fire"));
            ids.forEach(rule -> wrong.add(rule + " fires as well"));
        } else if (harmless) {
            wrong.addAll(findings);
        }
        programs++;
        uses += sample.uses().size();
        found += sample.uses().size() - missing.size();
        if (wrong.isEmpty()) {
            right++;
        } else {
            System.out.println("-- " + name + ": " + sample.title());
            wrong.forEach(one -> System.out.println("   " + one));
        }
    }

    private void add(RoundScore one) {
        programs += one.programs;
        right += one.right;
        uses += one.uses;
        found += one.found;
        rules += one.rules;
        fired += one.fired;
        more += one.more;
    }

    private void print(String what) {
        System.out.printf(ROW, what, right, programs, found, uses, fired, rules, more);
    }
}
