package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A few names, against the registry itself; never in CI. */
@Timeout(120)
@EnabledIfSystemProperty(
        named = "assay.real.npm",
        matches = "https://.*",
        disabledReason = "asks the real npm only with -Dassay.real.npm=https://registry.npmjs.org/")
class RealNpmTest {
    @TempDir
    Path home;

    @Test
    void whatItSaysIsUnderstood() throws IOException {
        String npm = System.getProperty("assay.real.npm");
        try (RegistryFixture net =
                new RegistryFixture(Map.of("npm", npm), home, ResponseCache.none(), Duration.ofSeconds(60))) {
            RegistryRecord known = net.ask("npm", "left-pad", Detail.HISTORY);
            assertThat(known.existence()).isEqualTo(Existence.EXISTS);
            assertThat(known.releases().count()).isGreaterThan(5);
            assertThat(Instant.ofEpochMilli(known.releases().latestMillis())).isAfter("2016-01-01T00:00:00Z");
            assertThat(known.repository()).isEqualTo("https://github.com/stevemao/left-pad");
            assertThat(net.ask("npm", "@babel/core", Detail.EXISTENCE).existence())
                    .isEqualTo(Existence.EXISTS);
            RegistryRecord compared = net.ask("npm", "@babel/core", Detail.COMPARISON);
            assertThat(compared.repository()).isEqualTo("https://github.com/babel/babel");
            assertThat(compared.owners().isEmpty())
                    .as("some mirrors leave owners out, and then nobody said who they are")
                    .isEqualTo(!compared.knows(Aspect.OWNERS));
            assertThat(net.ask("npm", "assay-has-never-heard-of-this-name", Detail.EXISTENCE)
                            .existence())
                    .isEqualTo(Existence.ABSENT);
        }
    }
}
