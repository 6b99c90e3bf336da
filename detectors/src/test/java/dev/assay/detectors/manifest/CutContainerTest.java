package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockerfiles and workflows that end too early are a gap with its place; whole ones, however they are written, are none. */
class CutContainerTest {
    private static List<String> gaps(String name, String text) {
        return ManifestFacts.of(name, text.replace("~", "\n")).stream()
                .filter(line -> line.startsWith("gap"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ARG BASE=node:18                          | gap malformed at 0: no FROM
            # a remark~RUN x~                         | gap malformed at 0: no FROM
            FROM a~RUN x~FR                           | gap malformed at 13: an instruction without
            FROM a~RUN                                | gap malformed at 7: an instruction without
            FROM a~RUN \\~                            | gap malformed at 7: an instruction without
            FROM \\~                                   | gap malformed at 0: FROM without an image
            FROM a~RUN <<EOF~echo x                   | gap malformed at 7: a text within it
            FROM a~RUN python3 - <<'E-1'~print("E")   | gap malformed at 7: a text within it
            """)
    void aDockerfileThatIsCut(String text, String gap) {
        assertThat(gaps("Dockerfile", text)).singleElement().asString().startsWith(gap);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a",
                "from a~run x",
                "FROM a~RUN x \\~  && y",
                "FROM a~RUN x \\~",
                "FROM a \\",
                "# escape=`~FROM a~RUN x `~",
                "FROM a~RUN C:\\\\~USER b",
                "FROM a~RUN <<EOF~FR~EOF",
                "FROM a~RUN <<-E.1~FR~\tE.1",
                "FROM a~RUN cat <<A - 3<<\"B\"~FR~A~FR~B~USER b",
                "FROM a~RUN cat <<EOF > b \\n\\~x \\n\\~EOF",
                "FROM a~RUN echo \"<<EOF\" $((1<<BITS)) '<<E'",
                "FROM a~RUN x <<< word",
                "# a remark alone",
                "# syntax=example.org/other~SERVE x~FR",
                "FROM {{ image }}~{% if x %}~RUN x~{% endif %}",
            })
    void ofAWholeDockerfileNothingIsSaid(String text) {
        assertThat(gaps("Dockerfile", text)).isEmpty();
    }

    @Test
    void whatContinuesALineIsWhatTheFileSays() {
        assertThat(ManifestFacts.of("Dockerfile", "FROM a\nRUN echo `date`\nFROM b\n"))
                .containsExactly("1 pkg:docker/a (a) direct build", "3 pkg:docker/b (b) direct");
        assertThat(ManifestFacts.of("Dockerfile", "# escape=`\nFROM a\nRUN dir C:\\\nCOPY --from=b C:\\a `\n C:\\b\n"))
                .containsExactly("4 pkg:docker/b (b) direct build", "2 pkg:docker/a (a) direct");
        assertThat(ManifestFacts.of("Dockerfile", "FROM a\nRUN echo \"<<CMD\"\nFROM b\nCMD\n"))
                .contains("3 pkg:docker/b (b) direct");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Dockerfile.dockerignore | node_modules~dist~
            dockerfile.py           | from docker import client~
            dockerfile.py           | import os~from docker import client~
            Dockerfile.md           | # Images~From here on~
            """)
    void whatIsNamedLikeADockerfileNeedNotBeOne(String name, String text) {
        assertThat(ManifestFacts.of(name, text.replace("~", "\n"))).containsExactly("nobody's");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Dockerfile.prod         | FROM a
            app.dockerfile          | # escape=\\~~ARG X=1~from a
            Dockerfile.j2           | {% set x = 1 %}~FROM a
            """)
    void oneOfAnotherNameIsRead(String name, String text) {
        assertThat(ManifestFacts.of(name, text.replace("~", "\n"))).anyMatch(line -> line.contains("pkg:docker/a "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            on: push~jobs:~  a:~    steps:~      - uses: actions/che     | gap malformed at 39: an action without a ref
            on: push~jobs:~  a:~    steps:~      - uses: actions/che@    | gap malformed at 39: an action without a ref
            on: push~jobs:~  a:~    uses: o/r/.github/workflows/b.yml    | gap malformed at 24: an action without a ref
            on: push~jobs:~  a:~    steps:~      - uses: docker://       | gap malformed at 39: an image without
            on: push~                                                    | gap malformed at 0: a workflow without jobs
            name: x~on:~  workflow_call:~jobs: {}~                       | gap malformed at 0: a workflow without jobs
            name: x~on:~  workflow_call:~jobs:~                          | gap malformed at 34: jobs is no object
            """)
    void aWorkflowThatIsCut(String text, String gap) {
        assertThat(gaps(".github/workflows/a.yml", text))
                .singleElement()
                .asString()
                .startsWith(gap);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .github/workflows/a.yml | on: push~jobs:~  a:~    uses: ./.github/workflows/b.yml
            .github/workflows/a.yml | on: push~jobs:~  a:~    uses: $/.github/workflows/b.yml
            .github/workflows/a.yml | on: workflow_call~jobs:~  a:~    steps:~      - uses: ./a~      - uses: docker://a
            .github/workflows/a.yml | # on: push
            .github/workflows/a.yml | on: push~rules: [a]
            settings.yml            | on: true
            """)
    void ofAWholeWorkflowNothingIsSaid(String name, String text) {
        assertThat(gaps(name, text)).isEmpty();
    }
}
