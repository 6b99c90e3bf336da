package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnorePatternTest {
    @ParameterizedTest
    @CsvSource({
        "*.py[cod], a/b.pyc, true",
        "*.py[cod], a/b.pyx, false",
        "/build, build, true",
        "/build, a/build, false",
        "a/*.txt, a/b.txt, true",
        "a/*.txt, a/b/c.txt, false",
        "a/**/c, a/c, true",
        "a/**/c, a/b/b/c, true",
        "**/c, c, true",
        "**/c/d, x/y/c/d, true",
        "a/**, a/b/c, true",
        "a/**, a, false",
        "[!a]x, bx, true",
        "[!a]x, ax, false",
        "[]-]x, ]x, true",
        "a?c, a/c, false",
        "'\\!x', '!x', true",
        "'\\#x', '#x', true",
        "'x ', x, true",
        "'x\\ ', 'x ', true",
        "a**b, a/b, false",
        "a**b, axxb, true"
    })
    void isAsGitDescribesIt(String line, String path, boolean matches) {
        IgnorePattern pattern = IgnorePattern.of(line);
        assertThat(pattern).isNotNull();
        assertThat(pattern != null && pattern.matches(path, false)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#a", "   ", "a[b", "a\\", "[[:alpha:]]", "!", "/"})
    void whatIsNotUnderstoodIgnoresNothing(String line) {
        assertThat(IgnorePattern.of(line)).isNull();
    }

    /** Where JGit ignores more than is asked for by name: what lies in a folder that is ignored. */
    @Test
    void agreesWithJGit() {
        Random random = new Random(3);
        String[] parts = {"a", "b", "*", "?", "**", "/", "/", "ab", "[ab]", "[!a]", "*.b", "a*b"};
        String[] names = {"a", "b", "ab", "aab", "a.b", "ba"};
        int matched = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            StringBuilder path = new StringBuilder(names[random.nextInt(names.length)]);
            for (int n = random.nextInt(3); n > 0; n--) {
                path.append('/').append(names[random.nextInt(names.length)]);
            }
            IgnorePattern pattern = IgnorePattern.of(line.toString());
            if (pattern == null || line.toString().matches(".*(//|[^/]\\*\\*|\\*\\*[^/]|\\*\\*/\\*\\*).*")) {
                continue; // where JGit and git differ
            }
            boolean ours = pattern.matches(path.toString(), false);
            boolean theirs = new FastIgnoreRule(line.toString()).isMatch(path.toString(), false, true);
            assertThat(ours).as(line + " on " + path).isEqualTo(theirs);
            matched += ours ? 1 : 0;
        }
        assertThat(matched).isGreaterThan(1_000);
    }

    @Test
    void aLongPatternOfStarsTakesNoTime() {
        IgnorePattern pattern = IgnorePattern.of("*a".repeat(1_000) + "b");
        assertThat(pattern != null && pattern.matches("a".repeat(3_000), false)).isFalse();
    }
}
