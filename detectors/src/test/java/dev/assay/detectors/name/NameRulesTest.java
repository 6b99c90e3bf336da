package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NameRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pypi     | Foo__Bar.-baz            | foo-bar-baz
                    pypi     | ruamel.yaml              | ruamel-yaml
                    npm      | JSONStream               | JSONStream
                    npm      | @Babel/core              | @Babel/core
                    cargo    | Serde_JSON               | serde-json
                    golang   | github.com/BurntSushi/toml | github.com/BurntSushi/toml
                    gem      | RedCloth                 | RedCloth
                    maven    | org.slf4j/slf4j-api      | org.slf4j:slf4j-api
                    nuget    | Newtonsoft.Json          | newtonsoft.json
                    nuget    | A__b_                    | a__b_
                    composer | a-b.c/d--e_f             | a-b.c/d--e_f
                    composer | Monolog/Monolog          | monolog/monolog
                    """)
    void comparesAsTheRegistryDoes(String type, String written, String canonical) {
        Ecosystem ecosystem = Ecosystem.ofType(type).orElseThrow();
        PackageName name = PackageName.of(ecosystem, written);
        assertThat(name.canonical()).isEqualTo(canonical);
        assertThat(PackageName.of(ecosystem, name.canonical())).isEqualTo(name);
        assertThat(NameRules.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    npm      | @babel/core                     | @babel             | core
                    npm      | lodash                          | ''                 | lodash
                    golang   | github.com/aws/aws-sdk-go/v2    | github.com/aws     | aws-sdk-go/v2
                    golang   | gopkg.in/yaml.v3                | ''                 | gopkg.in/yaml.v3
                    golang   | gopkg.in/DataDog/x.v1           | gopkg.in/DataDog   | x.v1
                    golang   | k8s.io/client-go                | k8s.io             | client-go
                    maven    | org.slf4j:slf4j-api             | org.slf4j          | slf4j-api
                    composer | monolog/monolog                 | monolog            | monolog
                    pypi     | a/b                             | ''                 | a/b
                    """)
    void knowsWhoOwnsAName(String type, String name, String namespace, String base) {
        PackageName parsed = PackageName.of(Ecosystem.ofType(type).orElseThrow(), name);
        assertThat(parsed.namespace()).isEqualTo(namespace);
        assertThat(parsed.base()).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pypi     | -requests      | does not begin and end
                    pypi     | rеquests       | U+0435 (CYRILLIC SMALL LETTER IE) at position 2
                    npm      | a/b            | scope
                    npm      | @a             | scope
                    npm      | node_modules   | keeps for itself
                    npm      | .a             | begins with .
                    npm      | a b            | U+0020
                    cargo    | 1a             | letter
                    cargo    | a.b            | U+002E
                    golang   | fmt            | no host
                    golang   | github.com//x  | form
                    maven    | a              | name:name
                    composer | a/b/c          | name/name
                    composer | a./b           | parts do not begin and end
                    composer | a/-b           | parts do not begin and end
                    nuget    | a..b           | follow one another
                    nuget    | a.-b           | follow one another
                    nuget    | .a             | begins or ends
                    nuget    | a-             | begins or ends
                    """)
    void saysWhatNoRegistryTakes(String type, String written, String reason) {
        assertThat(NameRules.fault(PackageName.of(Ecosystem.ofType(type).orElseThrow(), written)))
                .contains(reason);
    }

    @ParameterizedTest
    @EnumSource(Ecosystem.class)
    void longControlAndBidiNamesAreRefused(Ecosystem ecosystem) {
        assertThat(NameRules.fault(PackageName.of(ecosystem, "a".repeat(10_000))))
                .contains("10000 characters");
        assertThat(NameRules.fault(PackageName.of(ecosystem, "a\u202eb"))).contains("U+202E");
        assertThat(NameRules.fault(PackageName.of(ecosystem, "a\u0000b"))).contains("U+0000");
        assertThat(NameRules.fault(PackageName.of(ecosystem, "a\ud800"))).contains("U+D800");
        assertThat(NameRules.fault(PackageName.of(ecosystem, ""))).contains("empty");
    }

    @Test
    void goPathsAreEscapedForProxies() {
        assertThat(NameRules.escapedGoPath("github.com/BurntSushi/toml")).isEqualTo("github.com/!burnt!sushi/toml");
    }
}
