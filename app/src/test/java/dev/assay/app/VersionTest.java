package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void isThePoms() {
        assertThat(Version.NUMBER).isEqualTo(System.getProperty("assay.version"));
    }
}
