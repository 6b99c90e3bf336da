package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private static Dependency of(String ecosystem, String namespace, String version, Origin origin, String digest) {
        return new Dependency(
                new Coordinates(ecosystem, namespace, "r"),
                "",
                version,
                "",
                Relation.DIRECT,
                Scope.RUNTIME,
                List.of(),
                1,
                origin,
                digest,
                0,
                1);
    }

    private static String source(Dependency dependency) {
        return new Sources().of(dependency).map(each -> each.origin().address()).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https://codeload.github.com/o/r/tar.gz/0123, https://github.com/o/r#0123",
        "https://codeload.github.com/o/r/tar.gz/refs/tags/v1, https://github.com/o/r#v1",
        "https://github.com/o/r/tarball/0123, https://github.com/o/r#0123",
        "https://github.com/o/r/archive/refs/heads/main.zip, https://github.com/o/r#main",
        "https://github.com/o/r/archive/0123.tar.gz#sha256=1, https://github.com/o/r#0123",
        "https://api.github.com/repos/o/r/zipball/0123, https://github.com/o/r#0123",
        "https://gitlab.com/g/s/r/-/archive/v1/r-v1.tar.gz, https://gitlab.com/g/s/r#v1",
        "https://bitbucket.org/o/r/get/0123.zip, https://bitbucket.org/o/r#0123",
        "https://github.com/o/r/releases/download/v1/r.tgz, none",
        "https://example.org/o/r/tarball/0123, none",
        "github.com, none",
        "https://codeload.github.com, none",
        "https://codeload.github.com/o/r/tar.gz/, none"
    })
    void archivesOfHostsAreRevisions(String address, String source) {
        assertThat(source(of("npm", "", "1.0.0", new Origin(Origin.Kind.URL, address), "")))
                .isEqualTo(source);
    }

    @Test
    void whatARegistrysPackageWasMadeOfIsARevision() {
        String commit = "https://github.com/o/r.git#0123";
        for (String registry : List.of("", "https://repo.example.org")) {
            assertThat(source(of("composer", "v", "1.0.0", new Origin(Origin.Kind.REGISTRY, registry, commit), "")))
                    .isEqualTo(commit);
        }
        Origin none = new Origin(Origin.Kind.REGISTRY, "", "https://github.com/o/r.git");
        assertThat(source(of("composer", "v", "1.0.0", none, ""))).isEqualTo("none");
    }

    @Test
    void packagesMayBeCalledByTheirRepository() {
        assertThat(source(of("github", "o", "v1", Origin.DEFAULT, ""))).isEqualTo("https://github.com/o/r#v1");
        assertThat(source(of("swift", "github.com/o", "1.0.0", Origin.DEFAULT, "0123")))
                .isEqualTo("https://github.com/o/r#0123");
        assertThat(source(of("swift", "github.com/o", "", Origin.DEFAULT, ""))).isEqualTo("none");
        assertThat(source(of("npm", "o", "1.0.0", Origin.DEFAULT, ""))).isEqualTo("none");
    }
}
