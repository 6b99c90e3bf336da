package dev.assay.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheFolderTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/opt/c, /e, /x, Linux,    /opt/c",
                "-,      /e, /x, Linux,    /e",
                "-,      '', /x, Linux,    /x/assay",
                "-,      '', x,  Linux,    /home/me/.cache/assay",
                "-,      '', '', Linux,    /home/me/.cache/assay",
                "-,      '', '', Mac OS X, /home/me/Library/Caches/assay",
            })
    void theFirstThatIsGivenCounts(String option, String variable, String xdg, String os, String folder) {
        assertThat(CacheFolder.resolve(
                        option, Map.of("ASSAY_CACHE_DIR", variable, "XDG_CACHE_HOME", xdg), system(os, "/home/me")))
                .contains(Path.of(folder));
    }

    @Test
    void aRelativeFolderIsMeantFromHere() {
        assertThat(CacheFolder.resolve("some/../cache", Map.of(), system("Linux", "/home/me")))
                .contains(Path.of("cache").toAbsolutePath());
    }

    @Test
    void theHomeOfTheEnvironmentCountsBeforeTheAccounts() {
        assertThat(CacheFolder.resolveData(null, Map.of("HOME", "/elsewhere"), system("Linux", "/home/me")))
                .contains(Path.of("/elsewhere/.local/share/assay"));
        assertThat(CacheFolder.resolveState(null, Map.of("HOME", "relative"), system("Linux", "/home/me")))
                .contains(Path.of("/home/me/.local/state/assay"));
    }

    @Test
    void withoutAHomeThereIsNone() {
        assertThat(CacheFolder.resolve(null, Map.of(), system("Linux", "?"))).isEmpty();
        assertThat(CacheFolder.resolve("\0", Map.of(), system("Linux", "/home/me")))
                .isEmpty();
    }

    private static Properties system(String os, String home) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", home);
        return system;
    }
}
