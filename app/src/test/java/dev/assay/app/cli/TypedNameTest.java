package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.name.Ecosystem;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as tools print them and people copy them. */
class TypedNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "npm      | lodash                              | lodash                        | -        | -",
                "npm      | lodash@4.17.21                      | lodash                        | 4.17.21  | -",
                "npm      | lodash@v4.17.21                     | lodash                        | 4.17.21  | -",
                "npm      | lodash@4.0.0-rc.1+b                 | lodash                        | 4.0.0-rc.1+b | -",
                "npm      | lodash@4                            | lodash                        | -        | 4",
                "npm      | lodash@^4.17.1                      | lodash                        | -        | ^4.17.1",
                "npm      | lodash@latest                       | lodash                        | -        | latest",
                "npm      | @babel/core                         | @babel/core                   | -        | -",
                "npm      | @babel/core@7.1.2                   | @babel/core                   | 7.1.2    | -",
                "npm      | %40babel/core@7.1.2                 | @babel/core                   | 7.1.2    | -",
                "npm      | @babel%2fcore                       | @babel/core                   | -        | -",
                "npm      | @babel                              | @babel                        | -        | -",
                "npm      | lodash@                             | lodash@                       | -        | -",
                "npm      | lodash@npm:evil@1.0.0               | lodash@npm:evil@1.0.0         | -        | -",
                "npm      | lodash@https://e.example/x.tgz      | lodash@https://e.example/x.tgz | -       | -",
                "npm      | lodash@owner/repository             | lodash@owner/repository       | -        | -",
                "npm      | lodash and more                     | lodash and more               | -        | -",
                "npm      | lodash==1.0.0                       | lodash==1.0.0                 | -        | -",
                "cargo    | serde v1.0.1                        | serde                         | 1.0.1    | -",
                "cargo    | serde@1                             | serde                         | -        | 1",
                "golang   | github.com/a/b v1.8.0               | github.com/a/b                | v1.8.0   | -",
                "golang   | github.com/a/b@v1.8.0               | github.com/a/b                | v1.8.0   | -",
                "golang   | github.com/a/b@latest               | github.com/a/b                | -        | latest",
                "gem      | rails (7.0.1)                       | rails                         | 7.0.1    | -",
                "gem      | rails (>= 7)                        | rails (>= 7)                  | -        | -",
                "nuget    | Newtonsoft.Json 13.0.1              | Newtonsoft.Json               | 13.0.1   | -",
                "composer | symfony/console v6.1                | symfony/console               | 6.1      | -",
                "maven    | org.slf4j:slf4j-api                 | org.slf4j:slf4j-api           | -        | -",
                "maven    | org.slf4j:slf4j-api:2.0.0           | org.slf4j:slf4j-api           | 2.0.0    | -",
                "maven    | org.slf4j:slf4j-api:jar:2.0:compile | org.slf4j:slf4j-api           | 2.0      | -",
                "maven    | org.slf4j:slf4j-api:jar:2.0         | org.slf4j:slf4j-api           | 2.0      | -",
                "pypi     | requests                            | requests                      | -        | -",
                "pypi     | requests==2.31.0                    | requests                      | 2.31.0   | -",
                "pypi     | requests===2.31.0                   | requests                      | 2.31.0   | -",
                "pypi     | requests == 2.31                    | requests                      | 2.31     | -",
                "pypi     | requests==2.*                       | requests                      | -        | ==2.*",
                "pypi     | requests>=2,<3                      | requests                      | -        | >=2,<3",
                "pypi     | requests[socks,x]~=2.1; os_name=='a' | requests                     | -        | ~=2.1",
                "pypi     | requests[socks]                     | requests                      | -        | -",
                "pypi     | requests (>=2)                      | requests                      | -        | (>=2)",
                "pypi     | requests 2.31.0                     | requests                      | 2.31.0   | -",
                "pypi     | requests@2.31.0                     | requests                      | 2.31.0   | -",
                "pypi     | ==2.0                               | ==2.0                         | -        | -",
                "pypi     | requests[                           | requests[                     | -        | -",
            })
    void whatStandsBesideANameIsNoPartOfIt(String type, String typed, String name, String version, String range) {
        assertThat(TypedName.of(Ecosystem.ofType(type).orElseThrow(), typed))
                .isEqualTo(new TypedName(name, version == null ? "" : version, range == null ? "" : range));
    }

    /** Of whatever is typed something is judged, and never an empty name that would be left out. */
    @Property(tries = 2_000)
    void anythingIsRead(@ForAll String typed) {
        for (Ecosystem ecosystem : Ecosystem.values()) {
            assertThat(TypedName.of(ecosystem, typed).name().isEmpty()).isEqualTo(typed.isEmpty());
        }
        IntStream.range(0, Math.min(typed.length(), 3))
                .forEach(at -> TypedName.of(Ecosystem.PYPI, typed.substring(at) + "[@=:"));
    }
}
