package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutorunDecoderTest {
    private static String base64(String text, int layers) {
        String encoded = text;
        for (int i = 0; i < layers; i++) {
            encoded = Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8));
        }
        return encoded;
    }

    @Test
    void scripts_that_run_on_installing_are_commands_and_others_are_none() {
        String text = """
                {"name": "x", "scripts": {
                  "test": "jest",
                  "postinstall": "node a.js",
                  "prepare": "husky"}}
                """;
        assertThat(AutorunFacts.of("package.json", text))
                .containsExactly("3 npm postinstall: node a.js", "4 npm prepare: husky");
        assertThat(AutorunFacts.of("composer.json", "{\"scripts\": {\"post-install-cmd\": [\"@php a\", \"b\"]}}"))
                .containsExactly("1 composer post-install-cmd: php a", "1 composer post-install-cmd: b");
    }

    @Test
    void hooks_of_pre_commit_that_are_the_projects_own_are_commands() {
        String text = """
                repos:
                - repo: https://github.com/a/b
                  rev: v1
                  hooks: [{id: c, entry: d}]
                - repo: local
                  hooks:
                  - {id: e, language: system, entry: bash x.sh, args: [--all, "a b"]}
                  - {id: f, language: pygrep, entry: "curl | sh"}
                  - id: g
                """;
        assertThat(AutorunFacts.of(".pre-commit-config.yaml", text))
                .containsExactly("7 pre-commit commit: bash x.sh --all 'a b'");
        assertThat(AutorunFacts.of(".pre-commit-config.yaml", "repos: local")).isEmpty();
    }

    @Test
    void commands_that_tools_put_into_hooks_of_git_are_commands() {
        String project = """
                {"husky": {"hooks": {"pre-commit": "a"}}, "gitHooks": {"pre-push": "b"},
                 "lint-staged": {"*.js": ["c", "d"], "*.ts": "e"},
                 "simple-git-hooks": {"pre-commit": "f"}, "hooks": {"x": "never"}}
                """;
        assertThat(AutorunFacts.of("package.json", project))
                .containsExactly(
                        "1 husky commit: a",
                        "1 yorkie commit: b",
                        "2 lint-staged commit: c",
                        "2 lint-staged commit: d",
                        "2 lint-staged commit: e",
                        "3 simple-git-hooks commit: f");
        String lefthook = """
                min_version: 1.0.0
                pre-commit:
                  parallel: true
                  commands: {a: {glob: "*.js", run: one}}
                  jobs:
                    - run: two
                    - group: {jobs: [{run: three}]}
                """;
        assertThat(AutorunFacts.of("lefthook.yml", lefthook))
                .containsExactly("4 lefthook commit: one", "6 lefthook commit: two", "7 lefthook commit: three");
        assertThat(AutorunFacts.of(".huskyrc", "{\"hooks\": {\"pre-commit\": \"a\"}}"))
                .containsExactly("1 husky commit: a");
        assertThat(AutorunFacts.of(".simple-git-hooks.json", "{\"pre-commit\": \"a\", \"preserveUnused\": true}"))
                .containsExactly("1 simple-git-hooks commit: a");
        assertThat(AutorunFacts.of(".lintstagedrc", "'*.js':\n  - a\n  - b"))
                .containsExactly("2 lint-staged commit: a", "3 lint-staged commit: b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https\\://services.gradle.org/distributions/gradle-8.10-bin.zip | pkg:generic/gradle@8.10 | ''",
                "https\\://mirror.example.com/gradle-8.10-all.zip | pkg:generic/gradle@8.10 | elsewhere",
                "http\\://services.gradle.org/distributions/gradle-1.6-bin.zip | pkg:generic/gradle@1.6 | elsewhere",
                "http\\://mirror.example.com/gradle-8.10-bin.zip | pkg:generic/gradle@8.10 | anywhere",
                "https\\://192.0.2.1/gradle-8.10-bin.zip | pkg:generic/gradle@8.10 | anywhere",
                "gradle-8.10-bin.zip | pkg:generic/gradle@8.10 | ''",
                "file\\:///opt/gradle-8.10-bin.zip | pkg:generic/gradle@8.10 | ''"
            })
    void what_a_wrapper_downloads_is_told_with_where_it_comes_from(String address, String purl, String from) {
        String text = "# x\ndistributionUrl=" + address + "\n";
        List<String> told = AutorunFacts.of("gradle-wrapper.properties", text);
        assertThat(told.getFirst()).isEqualTo("2 " + purl);
        assertThat(told.stream().skip(1).map(line -> line.substring(0, line.indexOf(':'))))
                .isEqualTo(from.isEmpty() ? List.of() : List.of("indicator/wrapper-from-" + from));
        assertThat(AutorunFacts.of("gradle-wrapper.properties", text + "distributionSha256Sum=ab\n"))
                .hasSize(1);
    }

    @Test
    void what_java_is_made_to_load_for_a_build_is_told() {
        assertThat(AutorunFacts.of(
                        ".mvn/jvm.config", "-Xmx1g -agentlib:jdwp=x\n-javaagent:a.jar -XX:OnError='sh x.sh'"))
                .containsExactly("indicator/build-loads-code: -javaagent:a.jar", "2 maven settings: sh x.sh");
        assertThat(AutorunFacts.of("etc/jvm.config", "-javaagent:a.jar")).isEmpty();
        assertThat(AutorunFacts.of(".mvn/maven.config", "-Dmaven.ext.class.path=x.jar\n-T1C"))
                .containsExactly("indicator/build-loads-code: -Dmaven.ext.class.path=x.jar");
        assertThat(AutorunFacts.of(
                        "gradle.properties", "a=-javaagent:b\norg.gradle.jvmargs=-Xmx1g \\\n  -Xbootclasspath/a:c"))
                .containsExactly("indicator/build-loads-code: -Xbootclasspath/a:c");
        assertThat(AutorunFacts.of("gradle.properties", "org.gradle.jvmargs=-Xmx1g -XX:+HeapDumpOnOutOfMemoryError"))
                .isEmpty();
    }

    @Test
    void hooks_of_git_that_lie_as_files_are_programs() {
        assertThat(AutorunFacts.of(".husky/pre-commit", "npm test\n")).containsExactly("1 git-hook commit: npm test\n");
        assertThat(AutorunFacts.of("a/.githooks/post-merge", "a")).containsExactly("1 git-hook commit: a");
        assertThat(AutorunFacts.of(".lefthook/pre-commit/x.py", "a")).containsExactly("1 git-hook commit: a");
        assertThat(AutorunFacts.of("docs/pre-commit", "a")).isEmpty();
        assertThat(AutorunFacts.of(".husky/_/pre-commit", "a")).isEmpty();
        assertThat(AutorunFacts.of(".husky/pre-commit", "\0\1")).isEmpty();
        assertThat(AutorunDecoder.hasHooks("pre-commit")).isTrue();
        assertThat(AutorunDecoder.hasHooks("x.py")).isFalse();
    }

    @Test
    void what_bundler_and_direnv_run_is_a_program() {
        assertThat(AutorunFacts.of("Gemfile", "gem 'a'\n")).containsExactly("1 bundler install: gem 'a'\n");
        assertThat(AutorunFacts.of(".envrc", "use nix\n")).containsExactly("1 direnv enter: use nix\n");
        assertThat(AutorunFacts.of("Gemfile", "\0\1")).isEmpty();
    }

    @Test
    void a_script_that_one_of_installing_runs_by_its_name_runs_as_well() {
        String text = """
                {"scripts": {
                  "postinstall": "npm run -s setup && yarn more",
                  "setup": "a; npm run setup", "more": "b", "presetup": "c", "test": "d", "install-x": "e"}}
                """;
        assertThat(AutorunFacts.of("package.json", text))
                .containsExactly(
                        "2 npm postinstall: npm run -s setup && yarn more",
                        "3 npm postinstall: c",
                        "3 npm postinstall: a; npm run setup",
                        "3 npm postinstall: b");
        assertThat(AutorunFacts.of("package.json", "{\"scripts\": {\"install\": \"npm ci\", \"ci\": \"a\"}}"))
                .containsExactly("1 npm install: npm ci");
        String composer = "{\"scripts\": {\"post-install-cmd\": [\"@setup\", \"@php -r 'x'\"], \"setup\": \"a\"}}";
        assertThat(AutorunFacts.of("composer.json", composer))
                .containsExactly("1 composer post-install-cmd: php -r 'x'", "1 composer post-install-cmd: a");
    }

    @Test
    void a_task_runs_what_its_system_has_and_what_it_waits_for() {
        String text = """
                {"tasks": [
                  {"label": "a", "command": "echo", "args": ["x"], "dependsOn": ["b", {"task": "c"}, "a"],
                   "osx": {"command": "y"},
                   "windows": {"args": ["z z"]},
                   "runOptions": {"runOn": "folderOpen"}},
                  {"label": "b", "command": "one"},
                  {"label": "c", "dependsOn": "b", "type": "npm", "script": "two"},
                  {"label": "d", "command": "never"}]}
                """;
        assertThat(AutorunFacts.of("tasks.json", text))
                .containsExactly(
                        "2 vscode folderOpen: echo x",
                        "4 vscode folderOpen: echo 'z z'",
                        "3 vscode folderOpen: y x",
                        "6 vscode folderOpen: one",
                        "7 vscode folderOpen: npm run two");
    }

    @Test
    void a_workspace_has_tasks_and_extensions_as_a_folder_has() {
        String text = """
                {"folders": [{"path": "."}],
                 "tasks": {"version": "2.0.0", "tasks": [
                  {"label": "a", "command": "node x.js", "runOptions": {"runOn": "folderOpen"}},
                  {"label": "b", "command": "make"}]},
                 "extensions": {"recommendations": ["a.b"]}}
                """;
        assertThat(AutorunFacts.of("x.code-workspace", text))
                .containsExactly("3 vscode folderOpen: node x.js", "5 pkg:vscode-extension/a/b");
    }

    @Test
    void words_of_a_list_stay_words() {
        String server =
                "{\"mcpServers\": {\"a\": {\"command\": \"sh\", \"args\": [\"-c\", \"curl u | sh\", \"it's\"]}}}";
        assertThat(AutorunFacts.of(".mcp.json", server))
                .containsExactly("1 agent mcp-server: sh -c 'curl u | sh' 'it'\\''s'");
    }

    @Test
    void node_gyp_runs_what_it_expands() {
        String text = "{'targets': [{'sources': ['<!(node index.js (a) && echo b.c)'], 'x': '<@(y)'}]}";
        assertThat(AutorunFacts.of("binding.gyp", text))
                .containsExactly("1 node-gyp configure: node index.js (a) && echo b.c");
        assertThat(AutorunFacts.of("binding.gyp", "{'sources': ['<!(node scripts/list.js)']}"))
                .containsExactly("1 node-gyp configure: node scripts/list.js");
    }

    @Test
    void node_gyp_runs_the_actions_of_targets() {
        String text = "{'targets': [{\n'actions': [{'action_name': 'a', # 'action': ['no']\n"
                + "'outputs': ['b'], 'action': ['sh', # why\n '-c',\n 'curl u '\n '| sh', \"it's\"],\n}]}]}";
        assertThat(AutorunFacts.of("deps/x.gyp", text))
                .containsExactly("2 node-gyp build: no", "3 node-gyp build: sh -c 'curl u | sh' 'it'\\''s'");
        assertThat(AutorunFacts.of("binding.gyp", "{'action': 'a', 'actions': ['b'], 'x': 'action'}"))
                .isEmpty();
    }

    @Test
    void programs_that_are_hooks_by_their_name() {
        assertThat(AutorunFacts.of("extconf.rb", "require 'mkmf'\n"))
                .containsExactly("1 rubygems extension: require 'mkmf'\n");
        assertThat(AutorunFacts.of("build.rs", "fn main() {}")).containsExactly("1 cargo build: fn main() {}");
        assertThat(AutorunFacts.of("Init.ps1", "param($a)")).containsExactly("1 nuget install: param($a)");
        assertThat(AutorunFacts.of("main.rs", "fn main() {}")).isEmpty();
    }

    @Test
    void a_task_runs_by_itself_only_if_it_says_so() {
        String text = """
                {// comments are allowed
                 "tasks": [
                  {"label": "a", "command": "make", "args": ["x"]},
                  {"label": "b", "command": "node", "args": [".claude/setup.mjs", {"value": "y"}],
                   "runOptions": {"runOn": "folderOpen"}},
                ]}
                """;
        assertThat(AutorunFacts.of("tasks.json", text))
                .containsExactly("4 vscode folderOpen: node .claude/setup.mjs y");
    }

    @Test
    void a_container_has_commands_and_extensions() {
        String text = """
                {"initializeCommand": ["a", "b c"], "postCreateCommand": {"one": "x", "two": ["y", "z"]},
                 "customizations": {"vscode": {"extensions": ["ms-python.python", "-not.this", "a.b@1.2.3"]}}}
                """;
        assertThat(AutorunFacts.of("devcontainer.json", text))
                .containsExactly(
                        "1 devcontainer initializeCommand: a 'b c'",
                        "1 devcontainer postCreateCommand: x",
                        "1 devcontainer postCreateCommand: y z",
                        "2 pkg:vscode-extension/ms-python/python",
                        "2 pkg:vscode-extension/-not/this",
                        "2 pkg:vscode-extension/a/b@1.2.3");
    }

    @Test
    void installed_extensions_have_versions() {
        String text = "[{\"identifier\": {\"id\": \"checkmarx.ast-results\"}, \"version\": \"2.53.0\"}]";
        assertThat(AutorunFacts.of("extensions.json", text))
                .containsExactly("1 pkg:vscode-extension/checkmarx/ast-results@2.53.0");
    }

    @Test
    void hooks_and_servers_of_agents_are_commands() {
        String text = """
                {"hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": "./a.sh"}]}]},
                 "mcpServers": {"x": {"command": "npx", "args": ["-y", "server"]}},
                 "apiKeyHelper": "/bin/key", "permissions": {"allow": ["Bash(ls)"]}}
                """;
        assertThat(AutorunFacts.of("settings.json", text))
                .containsExactly(
                        "1 agent SessionStart: ./a.sh",
                        "2 agent mcp-server: npx -y server",
                        "2 pkg:npm/server",
                        "3 agent apiKeyHelper: /bin/key");
    }

    @Test
    void git_runs_what_the_settings_of_an_embedded_repository_name() {
        String text = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = ./x.sh\n";
        assertThat(AutorunFacts.of("config", text)).containsExactly("4 git fsmonitor: ./x.sh");
        assertThat(AutorunFacts.of("config", "[core]\n\tfsmonitor = ./x.sh\n")).isEmpty();
    }

    @Test
    void python_runs_lines_that_import() {
        assertThat(AutorunFacts.of("a.pth", "../src\nimport os; os.x()\n#import b\n"))
                .containsExactly("2 python startup: import os; os.x()");
    }

    @Test
    void credentials_are_no_part_of_what_is_told() {
        String token = "ghp_" + "aB3dE5gH7jK9".repeat(3);
        String workflow =
                "on: push\nenv: {PASSWORD: correct-horse}\njobs:\n  a:\n    steps:\n      - run: curl -H " + token
                        + "\n        env: {DB: battery-staple}\n      - uses: a/b@v1\n        with: {password: correct-horse}\n";
        assertThat(AutorunFacts.facts("ci.yml", workflow).toString())
                .contains("curl -H ghp_***")
                .doesNotContain(token, "correct-horse", "battery-staple");
        assertThat(AutorunFacts.of("package.json", "{\"scripts\": {\"postinstall\": \"curl -H " + token + " x\"}}"))
                .containsExactly("1 npm postinstall: curl -H ghp_*** x");
    }

    @Test
    void lines_are_told_in_any_order() {
        String gyp = "{'a': '\u00e9<!(x)',\n".repeat(400) + "}";
        List<Fact> facts = AutorunFacts.facts("binding.gyp", gyp);
        AutomaticCommand last = (AutomaticCommand) facts.getLast();
        assertThat(last.line()).isEqualTo(400);
        assertThat(last.offsetBytes()).isEqualTo(399 * 17 + 11);
        StringBuilder json = new StringBuilder("{\"mcpServers\": {\n");
        for (int i = 0; i < 100; i++) {
            json.append("\"").append(i).append("\": {\"command\": \"a\"},\n");
        }
        json.append("\"z\": {}},\n\"hooks\": {\"S\": [{\"command\": \"b\"}]}}");
        assertThat(AutorunFacts.of("settings.json", json.toString()))
                .contains("103 agent S: b", "2 agent mcp-server: a", "101 agent mcp-server: a");
    }

    @Test
    void a_digest_is_told_of_names_that_payloads_have() {
        assertThat(AutorunFacts.facts("bundle.js", "abc"))
                .contains(new FileDigest(
                        "sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
        assertThat(AutorunFacts.facts("other.js", "abc")).isEmpty();
    }

    @Test
    void a_payload_is_known_by_its_name_and_its_content_together() {
        String text =
                "const {spawn} = require('child_process'); get('https://bun.sh/install'); run('bun_environment.js');";
        assertThat(AutorunFacts.of("setup_bun.js", text))
                .containsExactly("indicator/known-payload: Shai-Hulud, second wave: it holds bun_environment.js");
        assertThat(AutorunFacts.of("install.js", text)).isEmpty();
        assertThat(AutorunFacts.of("setup_bun.js", "require('bun_environment.js')"))
                .isEmpty();
        assertThat(AutorunFacts.of("index.js", "module.exports = ['bun_environment.js', 'setup_bun.js'];"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void secrets_that_a_worm_left_are_known_by_what_they_hold(int layers) {
        String stolen = "{\"environment\": {\"GITHUB_TOKEN\": \"x\"}, \"system\": {\"os\": \"linux\"}}";
        assertThat(AutorunFacts.of("data.json", base64(stolen, layers)))
                .containsExactly(
                        "indicator/leaked-secrets: an object with secrets, encoded " + layers + " times in Base64");
        assertThat(AutorunFacts.of("truffleSecrets.json", "\"" + base64(stolen, layers) + "\"\n"))
                .hasSize(1);
    }

    @Test
    void what_is_encoded_once_or_holds_no_secrets_is_nothing() {
        String stolen = "{\"environment\": {\"GITHUB_TOKEN\": \"x\"}, \"system\": {\"os\": \"linux\"}}";
        assertThat(AutorunFacts.of("data.json", base64(stolen, 1))).isEmpty();
        assertThat(AutorunFacts.of("data.json", stolen)).isEmpty();
        assertThat(AutorunFacts.of("data.json", base64("{\"points\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}", 2)))
                .isEmpty();
        assertThat(AutorunFacts.of("format-results.txt", "{\"github_token\": \"ghs_x\", \"A\": \"b\"}"))
                .containsExactly("indicator/leaked-secrets: all secrets of a workflow, with its token");
    }

    @Test
    void what_cannot_be_read_is_a_gap() {
        assertThat(AutorunFacts.of("ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: 'x\n"))
                .anyMatch(line -> line.startsWith("gap malformed"));
        assertThat(AutorunFacts.of("package.json", "{\"scripts\": {"))
                .anyMatch(line -> line.startsWith("gap malformed"));
    }

    @Test
    void a_manifest_names_the_program_that_builds_its_package() {
        assertThat(AutorunFacts.of("Cargo.toml", "[package]\nname = \"a\"\nbuild = \"b.rs\"\n"))
                .containsExactly("3 cargo build-file: b.rs");
        assertThat(AutorunFacts.of("Cargo.toml", "[package]\nbuild = false\n[build-dependencies]\ncc = \"1\"\n"))
                .isEmpty();
        assertThat(AutorunFacts.of("a.gemspec", "s.extensions << \"ext/a.rb\"\ns.extensions = ['b/extconf.rb']\n"))
                .containsExactly("1 rubygems extension-file: ext/a.rb");
    }

    @Test
    void settings_name_programs_in_the_place_of_others() {
        assertThat(AutorunFacts.of(".npmrc", "a=b\nnode-options = \"--require ./x.js\"\ngit=./g.sh\n"))
                .containsExactly("2 npm settings: node --require ./x.js", "3 npm settings: ./g.sh");
        assertThat(AutorunFacts.of(".yarnrc.yml", "yarnPath: a.cjs\nplugins:\n  - path: b.cjs\n  - c.cjs\n"))
                .containsExactly("3 yarn yarn-file: b.cjs", "4 yarn yarn-file: c.cjs");
        String cargo = "[build]\nrustc-wrapper = \"w\"\n[target.x]\nrunner = [\"sh\", \"-c\", \"a b\"]\n";
        assertThat(AutorunFacts.of("config.toml", cargo))
                .containsExactly("2 cargo-config rustc-wrapper: w", "4 cargo-config runner: sh -c 'a b'");
    }
}
