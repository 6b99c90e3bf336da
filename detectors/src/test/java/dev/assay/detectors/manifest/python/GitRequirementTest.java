package dev.assay.detectors.manifest.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pip takes out of a repository: the revision is no part of the address. */
class GitRequirementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "e @ git+https://h/o/r@0123456 | https://h/o/r#0123456",
                "e @ git+https://h/o/r.git@v1#subdirectory=a&egg=e | https://h/o/r.git#v1",
                "e @ git+https://h/o/r@feature/x | https://h/o/r#feature/x",
                "e @ git+https://h/o/r | https://h/o/r",
                "-e git+ssh://git@h/o/r.git@v1#egg=e | ssh://git@h/o/r.git#v1",
                "git+ssh://git@h/o/r.git#egg=e | ssh://git@h/o/r.git"
            })
    void revisionIsApart(String line, String origin) {
        assertThat(ManifestFacts.of("requirements.txt", line + "\n"))
                .singleElement()
                .asString()
                .endsWith(" git:" + origin);
    }
}
