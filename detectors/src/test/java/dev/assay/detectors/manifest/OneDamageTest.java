package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One damage is one gap, whoever comes upon it, and says what it is; what is cut off before it is known for what it is is one as well. */
class OneDamageTest {
    /** With all decoders, as several read some of these files. */
    private static List<String> gaps(String name, String text) {
        return new TestScan(AllDetectors.ALL)
                .run(new MemoryConnector().file(name, text.replace('|', '\n').getBytes(UTF_8))).gaps().stream()
                        .map(gap -> gap.location().offsetBytes() + " " + gap.reason())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            package-lock.json ; {|"lockfileVersion": 3,|"packages": {"": {"name": "a"}|<<<<<<< HEAD|, "node_modules/b": {"version": "1.0.0"}|=======|>>>>>>> b|}} ; 4
            package.json      ; {|"scripts": {"install": "a"},|<<<<<<< HEAD|"dependencies": {"a": "1"}|=======|>>>>>>> b|} ; 3
            composer.lock     ; {|"packages": [|<<<<<<< HEAD|{"name": "a/b", "version": "1"}|=======|>>>>>>> b|]} ; 3
            composer.json     ; {|"scripts": {"post-install-cmd": "a"},|<<<<<<< HEAD|"require": {"a/b": "1"}|=======|>>>>>>> b|} ; 3
            Pipfile.lock      ; {|"_meta": {},|<<<<<<< HEAD|"default": {}|=======|>>>>>>> b|} ; 3
            pnpm-lock.yaml    ; lockfileVersion: '9.0'|<<<<<<< HEAD|packages: {}|=======|>>>>>>> b| ; 2
            uv.lock           ; version = 1|<<<<<<< HEAD|revision = 1|=======|>>>>>>> b| ; 2
            .devcontainer/devcontainer.json ; {|"image": "a:1",|<<<<<<< HEAD|"name": "a"|=======|>>>>>>> b|} ; 3
            """)
    void aConflictIsToldAsSuch(String name, String text, int line) {
        assertThat(gaps(name, text))
                .singleElement()
                .asString()
                .endsWith(" a conflict of a merge that nobody has settled, in line " + line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            package.json   ; {"name": "a", "scripts": {"install": "a"}, "dependencies": {"a": "1.
            composer.json  ; {"scripts": {"post-install-cmd": "a"}, "require": {"a/b": "1.
            Cargo.toml     ; [package]|name = "a"|build = "x.rs"|[dependencies]|a = "1.
            .devcontainer/devcontainer.json ; {"image": "a:1", "postCreateCommand": "ma
            Cargo.lock     ; version = 4|[[package]]|name = "a"|version =
            .pre-commit-config.yaml ; repos:|  - repo:
            pnpm-lock.yaml ; lockfileVersion:
            pnpm-lock.yaml ; lockfileVersion: '9.0'|importers:|  .:|    dependencies:|      a: {specifier: 1.0.0, version: 1.0.0}|      b: {specifier: 1.0.0, version: 1.0.0}|packages:|  a@1.0.0:|    resol
            pnpm-lock.yaml ; lockfileVersion: '9.0'|importers:|  .:|    dependencies:|      a: {specifier: 1.0.0, version: 1.0.0}|      b: {specifier: 1.0.0, version: 1.0.0}|packages: {}|
            yarn.lock      ; # yarn lockfile v1||a@1:|  version "1.0.0"|  dependencies:|    b "1"||b@1:|  version "1.
            pubspec.lock   ; packages:|  a:|    dependency: "direct main"|    descr
            """)
    void whatIsCutOffIsOneGap(String name, String text) {
        assertThat(gaps(name, text.stripTrailing())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            environment.yml    ; name: a|channels:|  - b|dependen
            environment.yml    ; name: a|chan
            environment.yml    ; name: a|channels:|  - b|dependen|  - python=3.11|
            environment.yml    ; name: a|channels:|  - b|dependxncies:|  - python=3.11|
            docker-compose.yml ; version: "3"|serv
            .github/workflows/a.yml ; name: a|jo
            """)
    void aKeyThatIsDamagedIsAGap(String name, String text) {
        assertThat(gaps(name, text)).hasSize(1);
    }

    @Test
    void whatIsNoDamage() {
        assertThat(gaps("environment.yml", "name: a|channels:|  - b|")).isEmpty();
        assertThat(gaps("environment.yml", "name: a|channels:|  - b|dependencies:|  - python=3.11"))
                .isEmpty();
        assertThat(gaps("environment-a.yml", "asyncapi: 2.0.0|channels:|  a: {}|"))
                .isEmpty();
        assertThat(gaps("environment.yml", "server:|  port: 80|")).isEmpty();
        assertThat(gaps("environment.yml", "a text about it|in two lines|")).isEmpty();
        assertThat(gaps("docker-compose.yml", "version: '3'|networks:|  a: {}|"))
                .isEmpty();
        assertThat(gaps(".github/workflows/a.yml", "name: a|permissions: {}|")).isEmpty();
    }
}
