package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages that commands fetch to run them. */
class RunnersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            npx -y a@1.0.0                              | pkg:npm/a@1.0.0
            npx a                                       | pkg:npm/a
            npx a@latest b@1.0.0                        | pkg:npm/a (latest)
            npx -y "@s/a@^1.2"                          | pkg:npm/%40s/a (^1.2)
            npx --package=a@1.0.0 -p b -- c d           | pkg:npm/a@1.0.0 pkg:npm/b
            npx --registry https://r.example a@1.0.0-rc.1 | pkg:npm/a@1.0.0-rc.1
            npm exec --yes -- a@1.0.0 --x               | pkg:npm/a@1.0.0
            npm --silent x a                            | pkg:npm/a
            pnpm dlx a@2                                | pkg:npm/a (2)
            pnpm --package=a dlx b                      | pkg:npm/b
            pnpm dlx --package a b                      | pkg:npm/a
            yarn dlx -q a@1.0.0                         | pkg:npm/a@1.0.0
            bunx --bun a@1.0.0                          | pkg:npm/a@1.0.0
            bun x a                                     | pkg:npm/a
            uvx A_b==1.0                                | pkg:pypi/a-b@1.0 (==1.0)
            uvx a@1.0                                   | pkg:pypi/a@1.0 (1.0)
            uvx a@latest                                | pkg:pypi/a (latest)
            uvx --python 3.12 --from "a[x]>=1,<2" b     | pkg:pypi/a (>=1,<2)
            uvx --with a==1.0 b                         | pkg:pypi/a@1.0 (==1.0) pkg:pypi/b
            uv tool run a                               | pkg:pypi/a
            pipx run --spec a==1.* b                    | pkg:pypi/a (==1.*)
            pipx run a                                  | pkg:pypi/a
            cd x && X=1 sudo /usr/bin/npx a; b          | pkg:npm/a
            cmd /c npx -y a@1.0.0                       | pkg:npm/a@1.0.0
            sh -c "npx a && npx b"                      | pkg:npm/a pkg:npm/b
            C:\\\\x\\\\npx.cmd a                            | pkg:npm/a
            npx 'a@1.0.0' # and npx b                   | pkg:npm/a@1.0.0
            npm i -g a@1.0.0 b @s/c@2.0.0               | pkg:npm/a@1.0.0 pkg:npm/%40s/c@2.0.0
            npm install --registry https://r.example a@1.0.0 | pkg:npm/a@1.0.0
            yarn global add a@1.0.0                     | pkg:npm/a@1.0.0
            python -m pip install -U a==1.0 b           | pkg:pypi/a@1.0 (==1.0)
            pip install -r x==1.0 a==2.0                | pkg:pypi/a@2.0 (==2.0)
            uv tool install a==1.0                      | pkg:pypi/a@1.0 (==1.0)
            gem install a:1.0 b -N                      | pkg:gem/a@1.0
            gem install --source https://r.example a -v '1.0.0.pre1' | pkg:gem/a@1.0.0.pre1
            gem install --version=2 a                   | pkg:gem/a@2
            cargo install --locked a@1.0.0 b            | pkg:cargo/a@1.0.0
            cargo install a --version 1.0.0-rc.1        | pkg:cargo/a@1.0.0-rc.1
            go install -v github.com/o/r/cmd/a@v1.0.0   | pkg:golang/github.com/o/r@v1.0.0
            GOBIN=/x go install github.com/o/r/v2/cmd/a@v2.0.0 | pkg:golang/github.com/o/r/v2@v2.0.0
            go install github.com/o/r/a/b@v1.0.0        | pkg:golang/github.com/o/r@v1.0.0
            go install golang.org/x/tools/gopls@v0.1.0  | pkg:golang/golang.org/x/tools@v0.1.0
            go install honnef.example/a@v0.1.0          | pkg:golang/honnef.example/a@v0.1.0
            """)
    void fetched_and_run(String command, String packages) {
        assertThat(shown(command)).isEqualTo(packages);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            echo npx a
            npm run npx
            npm ci
            npm install a
            npm install a@latest
            npm install a@^1.0.0
            npm install a@${{ matrix.v }}
            npm install ./a@1.0.0
            npm uninstall a@1.0.0
            pip install a
            pip install "a>=1.0"
            pip install -e a==1.0
            pip download a==1.0
            pnpm exec a
            yarn a
            bun run x
            uv run a
            uv tool install a
            pipx install a
            npx
            npx --no a
            npx --no-install a
            npx ./a
            npx ../a@1.0.0
            npx $PACKAGE
            npx a@$VERSION
            npx ${input:name}
            npx github:o/r
            npx o/r
            npx https://x.example/a.tgz
            npx -c
            npx a@npm:b@1.0.0
            uvx --from . a
            uvx --from git+https://x.example/a b
            uvx "a @ https://x.example/a.whl"
            gem install a
            gem install a -v '~> 1.0'
            gem install a:$VERSION
            gem uninstall a -v 1.0
            gem install ./a-1.0.gem
            cargo install a
            cargo install a --version ^1.0
            cargo install a@1
            cargo install --git https://h.example/r a@1.0.0
            cargo install --path . --version 1.0.0
            go install ./...
            go install github.com/o/r@latest
            go install github.com/o/r@master
            go install github.com/o/r@v1
            go build github.com/o/r@v1.0.0
            """)
    void not_fetched_or_not_known_which(String command) {
        assertThat(shown(command)).isEmpty();
    }

    @Test
    void what_the_project_has_is_run_in_place_of_what_has_no_version() {
        String project = """
                {"name": "self", "devDependencies": {"typescript": "^5", "a": "1"}, "scripts": {
                  "prepare": "npx tsc && npx -y a && npx self && npx b && npx a@2.0.0 && pnpm dlx a"}}
                """;
        assertThat(AutorunFacts.of("package.json", project))
                .containsExactly(
                        "2 npm prepare: npx tsc && npx -y a && npx self && npx b && npx a@2.0.0 && pnpm dlx a",
                        "2 pkg:npm/b",
                        "2 pkg:npm/a@2.0.0",
                        "2 pkg:npm/a");
    }

    @Test
    void servers_of_agents_and_hooks_of_editors_name_packages() {
        String servers = """
                {"mcpServers": {
                  "a": {"command": "npx", "args": ["-y", "@s/a@1.0.0", "/data"]},
                  "b": {"command": "uvx", "args": ["b==1.0"]},
                  "c": {"command": "node", "args": ["npx", "c"]}}}
                """;
        assertThat(AutorunFacts.of(".mcp.json", servers))
                .contains("2 pkg:npm/%40s/a@1.0.0", "3 pkg:pypi/b@1.0")
                .hasSize(5);
        assertThat(AutorunFacts.of("devcontainer.json", "{\"postCreateCommand\": \"pnpm dlx a\"}"))
                .contains("1 pkg:npm/a");
    }

    @Test
    void steps_of_workflows_name_packages_by_their_versions() {
        String workflow = """
                on: push
                jobs:
                  a:
                    runs-on: ubuntu-latest
                    steps:
                      - run: npm i -g a@1.0.0 && npx b && npx c@2.0.0
                      - run: pip install d==1.0 e
                """;
        assertThat(AutorunFacts.of("ci.yml", workflow))
                .contains("6 pkg:npm/a@1.0.0", "6 pkg:npm/c@2.0.0", "7 pkg:pypi/d@1.0")
                .noneMatch(fact -> fact.contains("/b") || fact.contains("/e"));
    }

    private static String shown(String command) {
        List<String> shown = Runners.of(command).stream()
                .map(each -> each.coordinates().purl(each.version())
                        + (each.range().isEmpty() || each.range().equals(each.version()) && !command.startsWith("uvx")
                                ? ""
                                : " (" + each.range() + ")"))
                .toList();
        return String.join(" ", shown);
    }
}
