package dev.assay.detectors.manifest.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.detectors.manifest.ManifestFacts;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What systems in images have installed. */
class InstalledPackagesTest {
    /** Images without a package manager have a file for each package, by the package's name. */
    @Test
    void aPackageIsKnownByItsFolder() {
        Detectors detectors = new Detectors(
                ManifestDecoder.all(), List.of(), List.of(), new RuleBook(List.of(), List.of()), Map.of(), "status.d");
        MemoryConnector files = new MemoryConnector();
        String text = "Package: tzdata\nVersion: 2024a-0+deb12u1\nMaintainer: x@lists.debian.org\n";
        files.file("var/lib/dpkg/status.d/tzdata", text.getBytes(UTF_8));
        files.file("var/lib/dpkg/status.d/tzdata.md5sums", "0123  usr/share/a\n".getBytes(UTF_8));
        files.file("other/tzdata", text.getBytes(UTF_8));
        RecordedReport report = new TestScan(detectors).run(files);
        assertThat(report.gaps()).isEmpty();
        assertThat(report.dependencies())
                .extracting(each -> each.location().path() + " "
                        + each.dependency().coordinates().purl(each.dependency().version()))
                .containsExactly("var/lib/dpkg/status.d/tzdata pkg:deb/debian/tzdata@2024a-0%2Bdeb12u1");
    }

    @Test
    void theDatabaseOfRpmIsAGapInEachOfItsForms() {
        byte[] berkeley = HexFormat.of().parseHex("0000000001000000000000006115060009000000");
        byte[] swapped = HexFormat.of().parseHex("0000000000000001000000000006156100000009");
        assertThat(ManifestFacts.of("rpmdb.sqlite", "SQLite format 3\0")).hasSize(1);
        assertThat(ManifestFacts.of("Packages.db", "RpmP\0\0\0\0")).hasSize(1);
        for (byte[] each : List.of(berkeley, swapped)) {
            assertThat(ManifestFacts.of("Packages", each))
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("gap unsupported at -1: the database of RPM"));
        }
        assertThat(ManifestFacts.of("Packages", "Package: a\nFilename: pool/a.deb\n"))
                .containsExactly("nobody's");
    }
}
