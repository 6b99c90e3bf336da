package dev.assay.app.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOwnersTest {
    /** The example of GitHub's documentation, and what its comments say of it. */
    private static final CodeOwners EXAMPLE = new CodeOwners("""
            # comment
            *       @global-owner1 @global-owner2
            *.js    @js-owner #This is an inline comment.
            *.go docs@example.com
            *.txt @octo-org/octocats
            /build/logs/ @doctocat
            docs/* docs@example.com
            apps/ @octocat
            /docs/ @doctocat
            /scripts/ @doctocat @octocat
            **/logs @octocat
            /apps/ @octocat
            /apps/github
            """.getBytes(UTF_8));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "README | @global-owner1 @global-owner2",
                "src/deep/a.js | @js-owner",
                "a.go | docs@example.com",
                "x/y.txt | @octo-org/octocats",
                "build/logs/a/b.txt | @octocat", // the later line for any folder of logs
                "build/other.js | @js-owner",
                "lib/docs/a.md | @global-owner1 @global-owner2", // docs/* is of the root
                "docs/a.md | @doctocat",
                "docs/build/a.md | @doctocat",
                "lib/apps/a | @octocat",
                "scripts/x.js | @doctocat @octocat",
                "deeply/nested/logs/x | @octocat",
                "apps/a | @octocat",
                "apps/github/a | ''",
                "apps/github | ''",
                "appsgithub/a | @global-owner1 @global-owner2"
            })
    void theLastLineThatMatchesSaysItAll(String path, String owners) {
        assertThat(EXAMPLE.of(path).map(all -> String.join(" ", all))).contains(owners);
    }

    @Test
    void oneStarIsOfOneFolder() {
        CodeOwners owners = new CodeOwners("docs/* @a\n/*.md @b\n/* @c\nd/**/x @d\n".getBytes(UTF_8));
        assertThat(owners.of("docs/one")).contains(List.of("@a"));
        assertThat(owners.of("docs/two/one")).contains(List.of());
        assertThat(owners.of("x/docs/one")).contains(List.of());
        assertThat(owners.of("README.md")).contains(List.of("@c"));
        assertThat(owners.of("d/1/2/x")).contains(List.of("@d"));
        assertThat(owners.of("d/x/below")).contains(List.of("@d"));
    }

    @Test
    void whatGitHubDoesNotTakeSaysNothing() {
        CodeOwners owners = new CodeOwners(
                "* @all\r\n!*.js @x\n[ab].js @x\nb.js not-an-owner\nwith\\ blank/ @blank\n\\#x @hash\n@ \n"
                        .getBytes(UTF_8));
        assertThat(owners.of("a.js")).contains(List.of("@all"));
        assertThat(owners.of("b.js")).contains(List.of("@all"));
        assertThat(owners.of("with blank/x")).contains(List.of("@blank"));
    }

    @Test
    void aFileThatCostsTooMuchIsGivenUp() {
        byte[] file = ("*a*a*a*a*a*a*a*a*a*a*a*a*a*b @x\n".repeat(50_000)).getBytes(UTF_8);
        CodeOwners owners = new CodeOwners(file);
        String path = "a/".repeat(2_000);
        while (owners.of(path).isPresent()) {
            assertThat(owners.of(path)).isNotEqualTo(List.of("@x"));
        }
    }
}
