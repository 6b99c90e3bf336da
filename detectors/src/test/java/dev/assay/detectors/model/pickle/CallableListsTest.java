package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Severity;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallableListsTest {
    @Test
    void everyRowIsUniqueAndSane() {
        Set<String> pairs = new HashSet<>();
        for (String[] row : CallableLists.rows("allowlist.tsv", 4)) {
            assertThat(pairs.add(row[0] + " " + row[1]))
                    .as(row[0] + " " + row[1])
                    .isTrue();
            assertThat(row[0]).as("a module is exact").matches("[A-Za-z0-9_.]+|__torch__\\.\\*");
            assertThat(row[1]).as("a name is exact").matches("[A-Za-z0-9_.]+|\\*");
            assertThat(row[1].equals("*")).isEqualTo(row[0].endsWith("*"));
            assertThat(row[2]).isIn("type", "constructor", "reconstructor", "attribute");
            assertThat(row[3]).hasSizeBetween(10, 200);
        }
        for (String[] row : CallableLists.rows("denylist.tsv", 5)) {
            assertThat(pairs.add(row[0] + " " + row[1]))
                    .as(row[0] + " " + row[1] + " is on both lists")
                    .isTrue();
            assertThat(row[0]).matches("[A-Za-z0-9_.]+|\\*");
            assertThat(row[1]).matches("[A-Za-z0-9_.]+|\\*");
            assertThat(row[0].equals("*") && row[1].equals("*")).isFalse();
            assertThat(Severity.of(row[2])).isGreaterThanOrEqualTo(Severity.MEDIUM);
            assertThat(row[3]).isNotBlank();
            assertThat(row[4]).hasSizeBetween(10, 200);
        }
    }

    @Test
    void dottedNamesAreAllowedOnlyAsExactRows() {
        CallableLists lists = CallableLists.get();
        assertThat(lists.allowed("zoneinfo", "ZoneInfo._unpickle")).isNotNull();
        assertThat(lists.allowed("numpy", "ndarray.tofile")).isNull();
        assertThat(lists.allowed("__torch__.torch.nn", "Linear")).isNotNull();
        assertThat(lists.allowed("__torch__", "PlaceholderModule")).isNotNull();
        assertThat(lists.allowed("__torch__x", "Linear")).isNull();
    }

    @Test
    void modulesAreDeniedWithWhatIsBelowThem() {
        CallableLists lists = CallableLists.get();
        assertThat(lists.deniedModule("importlib.util")).isNotNull();
        assertThat(lists.deniedModule("os.anything")).isNotNull();
        assertThat(lists.deniedModule("osmnx")).isNull();
        assertThat(lists.deniedWalk("numpy", "f2py.crackfortran.getlincoef")).isNotNull();
        assertThat(lists.deniedWalk("collections", "_sys.modules")).isNotNull();
        assertThat(lists.deniedWalk("acme", "Net.forward")).isNull();
    }
}
