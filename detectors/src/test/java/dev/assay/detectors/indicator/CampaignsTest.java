package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CampaignsTest {
    private static final Path INDEX = Path.of(
            "src", "main", "resources", "dev", "assay", "detectors", "indicator", "campaigns", "campaigns.index");

    /** {@code -Dassay.update=true} writes it anew after a row has changed. */
    @Test
    void the_index_is_what_the_rows_make() throws IOException {
        byte[] compiled = Campaigns.compiled();
        assertThat(Campaigns.compiled()).isEqualTo(compiled);
        if (Boolean.getBoolean("assay.update")) {
            Files.write(INDEX, compiled);
        }
        assertThat(Files.readAllBytes(INDEX)).isEqualTo(compiled);
    }
}
