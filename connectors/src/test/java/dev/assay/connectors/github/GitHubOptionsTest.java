package dev.assay.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubOptionsTest {
    private static final String HOSTS = """
            github.com:
                user: jo
                oauth_token: gho_public
                git_protocol: https
            git.corp.example:
                users:
                    ann:
                        oauth_token: gho_ann
                    jo:
                        oauth_token: gho_jo
                user: jo
            """;

    @TempDir
    Path home;

    private GitHubOptions options(String url, boolean named, Map<String, String> environment) throws IOException {
        return GitHubOptions.of(url, named, 10, GitHubOptions.QUIET, environment, home);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, https://api.github.com/, https://api.github.com/graphql",
                "https://github.com, https://api.github.com/, https://api.github.com/graphql",
                "https://api.github.com, https://api.github.com/, https://api.github.com/graphql",
                "https://acme.ghe.com, https://api.acme.ghe.com/, https://api.acme.ghe.com/graphql",
                "https://git.corp.example, https://git.corp.example/api/v3/, https://git.corp.example/api/graphql",
                "https://git.corp.example/api/v3, https://git.corp.example/api/v3/, https://git.corp.example/api/graphql",
                "https://corp.example/git/api/v3/, https://corp.example/git/api/v3/, https://corp.example/git/api/graphql"
            })
    void eachServerHasItsAddresses(String url, String api, String graphql) throws IOException {
        GitHubOptions options = options(url, true, Map.of());
        assertThat(options.api()).hasToString(api);
        assertThat(options.graphql()).hasToString(graphql);
        assertThat(options.hasToken()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nowhere", "ftp://x", "https://user:pass@x/", "https://x/?a=b"})
    void whatIsNoServerIsRefused(String url) {
        assertThatThrownBy(() -> options(url, true, Map.of()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("--github-url");
    }

    @Test
    void eachServerGetsItsToken() throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("GITHUB_TOKEN", "ghp_env", "GH_ENTERPRISE_TOKEN", "ghp_own"));
        assertThat(options(null, false, all).authorization()).isEqualTo("Bearer ghp_env");
        assertThat(options("https://corp.example", true, all).authorization()).isEqualTo("Bearer ghp_own");
        all.put("GH_TOKEN", "ghp_first");
        assertThat(options(null, false, all).authorization()).isEqualTo("Bearer ghp_first");
        all.remove("GH_ENTERPRISE_TOKEN");
        assertThat(options("https://corp.example", true, all).authorization()).isEqualTo("Bearer ghp_first");

        Files.createDirectories(home.resolve(".config/gh"));
        Files.writeString(home.resolve(".config/gh/hosts.yml"), HOSTS);
        assertThat(options(null, false, Map.of()).authorization()).isEqualTo("Bearer gho_public");
        assertThat(options("https://git.corp.example", true, all).authorization())
                .isEqualTo("Bearer gho_jo");
        assertThat(options("https://other.example", true, Map.of()).hasToken()).isFalse();
        assertThat(options(null, false, Map.of("GH_CONFIG_DIR", home.toString()))
                        .hasToken())
                .isFalse();
    }

    /** A file that came with a checkout may name a server of whoever wrote it. */
    @Test
    void aServerThatOnlyAFileNamesGetsNoTokenOfTheEnvironment() throws IOException {
        Map<String, String> all = Map.of("GITHUB_TOKEN", "ghp_env", "GH_ENTERPRISE_TOKEN", "ghp_own");
        assertThat(options("https://evil.example", false, all).hasToken()).isFalse();
        assertThat(options("https://github.com.evil.example", false, all).hasToken())
                .isFalse();
        assertThat(options("https://evil.ghe.com", false, all).hasToken()).isFalse();
        assertThat(options("https://acme.ghe.com", true, all).authorization()).isEqualTo("Bearer ghp_env");
        assertThat(options("https://github.com", false, all).authorization()).isEqualTo("Bearer ghp_env");
    }

    @Test
    void aTokenIsNotShownAndNotSentInTheClear() throws IOException {
        Map<String, String> token = Map.of("GITHUB_TOKEN", "ghp_secret");
        assertThat(options("http://127.0.0.1:1", true, token).toString()).doesNotContain("ghp_secret");
        assertThatThrownBy(() -> options("http://127.evil.example", true, token))
                .hasMessageContaining("not https");
        assertThatThrownBy(() -> options("http://corp.example", true, token))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("not https")
                .hasMessageNotContaining("ghp_secret");
        assertThatThrownBy(() -> options(null, true, Map.of("GH_TOKEN", "two words")))
                .hasMessage("GH_TOKEN holds no token: it has characters that none has");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "github:acme, acme, '', ''",
                "github:@jo, jo, '', ''",
                "github:acme/a.b_c-d, acme, a.b_c-d, ''",
                "github:acme/one@release/1.x, acme, one, release/1.x",
                "github:, -, -, -",
                "github:acme/, -, -, -",
                "github:../x, -, -, -",
                "github:acme/.., -, -, -",
                "github:acme/one/two, -, -, -",
                "github:acme/one@, -, -, -",
                "github:acme/one@a..b, -, -, -",
                "github:acme/one@a~1, -, -, -",
                "github:acme/one@-x, -, -, -",
                "github:a\"b, -, -, -"
            })
    void aTargetNamesWhatGitHubCanHave(String target, String owner, String name, String ref) {
        assertThat(GitHubTarget.parse(target)).isEqualTo(owner == null ? null : new GitHubTarget(owner, name, ref));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://github.com/",
        "https://github.com/, https://github.com/",
        "https://git.example, https://git.example/",
        "https://git.example/api/v3, https://git.example/",
        "https://us.ghe.com, https://us.ghe.com/",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/",
        "nonsense, https://github.com/"
    })
    void repositoriesAreBelowTheServer(String address, String pages) {
        assertThat(GitHubOptions.pages(address)).isEqualTo(pages);
    }
}
