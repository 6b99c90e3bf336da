package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inventory of cryptography has every use, also those that waited for other files, however few findings are listed. */
class InventoryEndToEndTest {
    private static final int USES = 12;

    private static final String FEW = "--limits.findings=3";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/settings.py"), "DIGEST = 'md5'\n");
        for (int i = 0; i < USES; i++) {
            Files.writeString(
                    folder.resolve("app/use" + i + ".py"), "import hashlib, settings\nhashlib.new(settings.DIGEST)\n");
        }
    }

    @Test
    void jsonHasThemAllBesideFewFindings() {
        Report report = Report.of(new Cli(folder), FEW, "--facts", "app");
        assertThat(report.findings()).hasSize(3);
        assertThat(report.json().get("cryptoAssets")).hasSize(USES);
    }

    @Test
    void csvHasThemAll() {
        String csv = new Cli(folder)
                .run("scan", "--format", "csv", "--facts", FEW, "app")
                .out();
        places(csv);
    }

    @Test
    void billsHaveThemAll() {
        places(new Cli(folder).run("scan", "--format", "cyclonedx", FEW, "app").out());
        places(new Cli(folder)
                .run("scan", "--format", "cyclonedx-1.6", FEW, "app")
                .out());
    }

    private static void places(String report) {
        for (int i = 0; i < USES; i++) {
            assertThat(report).contains("use" + i + ".py");
        }
    }
}
