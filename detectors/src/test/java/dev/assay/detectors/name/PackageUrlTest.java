package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pkg:npm/%40babel/core@7.0.0              | @babel/core            | 7.0.0 | pkg:npm/%40babel/core
                    pkg:npm/@babel/core@7.0.0                | @babel/core            | 7.0.0 | pkg:npm/%40babel/core
                    pkg:npm/@babel/core                      | @babel/core            | ''    | pkg:npm/%40babel/core
                    PKG:NPM/lodash@1                         | lodash                 | 1     | pkg:npm/lodash
                    Pkg:PyPI/Requests                        | requests               | ''    | pkg:pypi/requests
                    pkg:pypi/Ruamel.YAML                     | ruamel-yaml            | ''    | pkg:pypi/ruamel-yaml
                    pkg:maven/org.slf4j/slf4j-api@2.0        | org.slf4j:slf4j-api    | 2.0   | pkg:maven/org.slf4j/slf4j-api
                    pkg:golang/github.com/gorilla/mux        | github.com/gorilla/mux | ''    | pkg:golang/github.com/gorilla/mux
                    pkg:golang/github.com/BurntSushi/toml    | github.com/BurntSushi/toml | '' | pkg:golang/github.com/BurntSushi/toml
                    pkg:golang/github.com/burntsushi/toml    | github.com/burntsushi/toml | '' | pkg:golang/github.com/burntsushi/toml
                    pkg:golang/github.com/%41zure/x@v1.0     | github.com/Azure/x     | v1.0  | pkg:golang/github.com/Azure/x
                    pkg:/golang/github.com/Azure/x?type=module#Sub/x | github.com/Azure/x | '' | pkg:golang/github.com/Azure/x
                    pkg:npm/@babel/core@7.0.0                | @babel/core            | 7.0.0 | pkg:npm/%40babel/core
                    pkg:npm/@babel/core                      | @babel/core            | ''    | pkg:npm/%40babel/core
                    pkg:npm/JSONStream@1                     | JSONStream             | 1     | pkg:npm/JSONStream
                    pkg:npm/%40Old/Name                      | @Old/Name              | ''    | pkg:npm/%40Old/Name
                    pkg:pypi/%D1%95ix                        | ѕix                    | ''    | ''
                    pkg:npm/%40b%D0%B0bel/core@7             | @bаbel/core            | 7     | ''
                    pkg:maven/org.%D0%B0pache/x              | org.аpache:x           | ''    | ''
                    pkg:cargo/serde_json                     | serde-json             | ''    | pkg:cargo/serde-json
                    """)
    void readsAndWrites(String text, String name, String version, String written) {
        PackageUrl purl = PackageUrl.parse(text);
        assertThat(purl.name().orElseThrow().canonical()).isEqualTo(name);
        assertThat(purl.version()).isEqualTo(version);
        assertThat(PackageUrl.of(purl.name().orElseThrow(), "")).isEqualTo(written);
    }

    @Test
    void aTypeWithoutNamesIsNoError() {
        PackageUrl purl = PackageUrl.parse("pkg:docker/library/nginx@sha256:0");
        assertThat(purl.name()).isEmpty();
        assertThat(purl.type()).isEqualTo("docker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pkg:", "pkg:npm", "pkg:npm/", "npm/lodash", "pkg:npm/%zz"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> PackageUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHugeOneIsRefusedUnread() {
        assertThatThrownBy(() -> PackageUrl.parse("pkg:npm/" + "a".repeat(1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("characters");
    }
}
