package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Files that the libraries themselves wrote. */
class RealPicklesTest {
    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = RealPicklesTest.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    private static List<String[]> rows(String resource) throws IOException {
        return new String(bytes(resource), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    /** The oracle is CPython's own unpickler: see src/test/fixtures/globals_of_real.py. */
    @Test
    void namesAreThoseThatCpythonAsksFor() throws IOException {
        List<String[]> rows = rows("globals-of-real-files.tsv");
        assertThat(rows).hasSizeGreaterThan(600);
        for (String[] row : rows) {
            TreeSet<String> expected = new TreeSet<>(row[1].isEmpty() ? List.of() : List.of(row[1].split(" ")));
            for (Decoding decoding :
                    List.of(Decoding.of(bytes("/real/" + row[0])), Decoding.ofStream(bytes("/real/" + row[0])))) {
                TreeSet<String> names = new TreeSet<>();
                decoding.callables().stream()
                        .filter(callable -> callable.reach() != Reach.ATTRIBUTE && callable.reach() != Reach.COMPUTED)
                        .forEach(callable -> names.add(callable.qualified()));
                if (decoding.refused == null || !row[0].contains("shared-memo")) { // which takes reading a second time
                    assertThat(names).as(row[0]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void areRecognisedAndHaveNeitherGapsNorFindings() throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (String[] row : rows("/real/manifest.tsv")) {
            if (!List.of("pickle", "joblib", "torch-legacy").contains(row[5])) {
                continue;
            }
            byte[] bytes = bytes("/real/" + row[0]);
            if (bytes[0] == 0x78) {
                continue; // a joblib file that is compressed with zlib
            }
            files++;
            Decoding decoding = Decoding.of(bytes);
            if (!new PickleMagic().matches(Head.of("data", bytes)) && bytes.length > 16) {
                wrong.add(row[0] + " is not recognised");
            }
            if (decoding.refused != null || !decoding.gaps.isEmpty()) {
                wrong.add(row[0] + " " + decoding.gaps + " " + decoding.refused);
            }
            decoding.findings().stream()
                    .filter(finding -> finding.severity().compareTo(Severity.LOW) > 0)
                    .filter(finding -> !finding.ruleId().equals("model/pickle-extension-code"))
                    .forEach(finding -> wrong.add(row[0] + " " + finding.ruleId() + " " + finding.evidence()));
        }
        assertThat(wrong).isEmpty();
        assertThat(files).isGreaterThan(700);
    }
}
