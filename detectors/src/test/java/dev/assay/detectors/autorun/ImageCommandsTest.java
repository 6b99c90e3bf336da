package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Workflow.Job;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What building an image runs. */
class ImageCommandsTest {
    private static List<String> of(String name, String text) {
        List<String> commands = new ArrayList<>();
        for (Fact fact : AutorunFacts.facts(name, text.replace("~", "\n"))) {
            if (fact instanceof Pipeline pipeline) {
                for (Job job : pipeline.jobs()) {
                    job.steps().forEach(step -> commands.add(step.line() + " " + step.run()));
                }
            }
        }
        return commands;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            FROM a~RUN x y~                                   | 2 x y
            from a~  run\tx y                                 | 2 x y
            FROM a~ONBUILD RUN x                              | 2 x
            FROM a~RUN --mount=type=cache,target=/c --network=none x | 2 x
            FROM a~RUN x \\~# a remark~~  && y \\ ~  z~USER b | 2 x   && y   z
            # escape=`~FROM a~RUN x `~ C:\\~USER b            | 3 x  C:\\
            FROM a~RUN ["sh", "-c", "x ¦ y"]                  | 2 sh -c 'x ¦ y'
            FROM a~RUN [ -f x ] && y                          | 2 [ -f x ] && y
            FROM a~RUN x \\~                                  | 2 x
            """)
    void commandsAsAShellGetsThem(String text, String command) {
        assertThat(of("Dockerfile", text.replace('¦', '|'))).containsExactly(command.replace('¦', '|'));
    }

    @Test
    void textsWithinAreWhatRuns() {
        assertThat(of("Dockerfile", "FROM a~RUN <<EOF~x~y~EOF~COPY <<-E b~RUN no~\tE~RUN cat <<A | sh~z~A~RUN w"))
                .containsExactly("2 x\ny\nEOF\n", "9 cat <<A | sh\nz\nA\n", "12 w");
        assertThat(of("Dockerfile", "FROM a~RUN cat <<EOF~RUN x")).containsExactly("2 cat <<EOF", "3 x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.gradle", "x.Dockerfile", "Containerfile", "containerfile.dev"})
    void namesOfSuchFiles(String name) {
        assertThat(of(name, "FROM a~RUN x")).containsExactly("2 x");
    }

    @Test
    void ofOtherFilesNothingIsTaken() {
        assertThat(of("Dockerfile.md", "How to RUN it~RUN x")).isEmpty();
        assertThat(of("dockerfiles.txt", "FROM a~RUN x")).isEmpty();
        assertThat(of("Dockerfile", "FROM a~CMD x~COPY x y~ENV A=b~# RUN x")).isEmpty();
    }

    @Test
    void packagesThatAreInstalledInAVersion() {
        String text = "FROM a\nRUN npm i -g x@1.0.0 y && pip install z==2.0\nRUN [\"gem\", \"install\", \"g:1\"]";
        assertThat(AutorunFacts.of("Dockerfile", text))
                .contains("2 pkg:npm/x@1.0.0", "2 pkg:pypi/z@2.0", "3 pkg:gem/g@1")
                .hasSize(4);
    }
}
