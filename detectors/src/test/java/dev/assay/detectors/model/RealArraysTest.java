package dev.assay.detectors.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.FileSource;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that NumPy and the safetensors library wrote themselves. */
class RealArraysTest {
    private static List<Path> real(String folder, String ending) throws IOException {
        Path root = Path.of("src/test/resources/real", folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static RecordedReport scan(Path file) throws IOException {
        String name = file.getFileName().toString();
        return new TestScan(AllDetectors.ALL)
                .run(new MemoryConnector().file(name, Files.size(file), _ -> FileSource.open(file)));
    }

    @Test
    void safetensorsThatTheLibraryWroteKeepEveryRule() throws IOException {
        for (Path file : real("safetensors", ".safetensors")) {
            assertThat(scan(file).inOrder()).as(file.toString()).isEmpty();
        }
    }

    @Test
    void arraysThatNumpyWroteAreSound() throws IOException {
        for (Path file : real("numpy", ".npy")) {
            RecordedReport report = scan(file);
            assertThat(report.findings())
                    .as(file.toString())
                    .allMatch(finding -> finding.severity().compareTo(Severity.MEDIUM) < 0);
            if (file.toString().contains("object")) {
                assertThat(report.summary().coverage().files())
                        .as(file.toString())
                        .isEqualTo(2);
            } else {
                assertThat(report.gaps()).as(file.toString()).isEmpty();
            }
        }
    }
}
