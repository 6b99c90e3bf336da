package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.command.StartedFiles.StartedFile;
import dev.assay.engine.text.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartedFilesTest {
    @Test
    void aListChangesTheFolderAndParenthesesDoNot() {
        assertThat(StartedFiles.of("if [ -d a ]; then cd a; fi; node b.js"))
                .extracting(StartedFile::path)
                .containsExactly("a/b.js");
        assertThat(StartedFiles.of("{ cd a && sh c.sh; }; (cd d; sh e.sh); node b.js"))
                .extracting(StartedFile::path)
                .containsExactly("a/c.sh", "a/d/e.sh", "a/b.js");
    }

    /** A long remark is no way to have what a program starts left out. */
    @ParameterizedTest
    @CsvSource({"SHELL, sh ./x.sh, #", "JAVASCRIPT, require('./x.sh'), //", "PYTHON, os.system('sh ./x.sh'), #"})
    void howLongAProgramIsDoesNotMatter(Language language, String starts, String remark) {
        String program =
                (language == Language.PYTHON ? "import os\n" : "") + starts + "\n" + remark + "x".repeat(200_000);
        assertThat(StartedFiles.byProgram(program, language))
                .extracting(StartedFile::path)
                .containsExactly("./x.sh");
    }

    @ParameterizedTest
    @CsvSource({
        "node x.js, x.js",
        "cd scripts && node y.js, scripts/y.js",
        "cd a && cd b && sh z.sh, a/b/z.sh",
        "node -r ./pre.js z.js, ./pre.js z.js",
        "node --require=./pre.js z.js, ./pre.js z.js",
        "node --import ./pre.mjs z.js, ./pre.mjs z.js",
        "node -r dotenv/config z.js, z.js",
        "bun run b.ts, b.ts",
        "deno run -A b.ts, b.ts",
        "tsx b.ts, b.ts",
        "npx ts-node b.ts, b.ts",
        "npx --yes tsx b.ts, b.ts",
        "cross-env A=b node x.js, x.js",
        "npx cross-env A=b C=d node x.js, x.js",
        "npx node x.js, x.js",
        "yarn node x.js, x.js",
        "pnpm exec node x.js, x.js",
        "cmd /c node x.js, x.js",
        "/usr/bin/env node x.js, x.js",
        "node --env-file .env x.js, x.js",
        "@php hook.php, hook.php",
        "(cd a && node x.js); node y.js, a/x.js y.js",
        "cd a; sh -c 'node x.js', a/x.js",
        "pushd a; node x.js; popd; node y.js, a/x.js y.js",
        "./x, ./x",
        "bin/x --now, bin/x",
        "chmod +x ./x.bin && ./x.bin, ./x.bin",
        "node < x.js, x.js",
        "cat x.js | node, x.js",
        "cd a; cat ./x.js | node - && node y.js, a/./x.js a/y.js",
        "cat x.sh | bash, x.sh",
        "node ${npm_package_config_f:-x.js}, x.js",
        "${NODE:-node} x.js, x.js",
        "node $PWD/x.js, x.js",
        "python3.11 -W ignore x.py, x.py",
        "bash -euo pipefail x.sh, x.sh",
        "bash -ex x.sh, x.sh",
        "powershell -NoProfile -ExecutionPolicy Bypass -File x.ps1, x.ps1",
        "node -e \"try{require('./a')}catch(e){import('./b.mjs')}\", ./a ./b.mjs",
    })
    void whatIsStarted(String command, String files) {
        assertThat(StartedFiles.of(command))
                .extracting(StartedFile::path)
                .containsExactly(Parts.of(files, ' ').toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npx node-gyp rebuild",
                "yarn build",
                "npm exec",
                "cd scripts",
                "php -r 'x();' i.php",
                "cross-env A=b webpack --config x.js",
                "env",
                "x",
                "/usr/bin/x",
                "node -e \"require('a'); say('./b')\"",
                "cat < x.js",
                "cat x.js | grep node",
                "cat x.js > y.js; node",
                "cat x.js | node -e 'f()'",
                "node ${A:-$B}",
                "node ${A}",
                "npx",
            })
    void whatStartsNoFile(String command) {
        assertThat(StartedFiles.of(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"node scripts\\win.js", "node .\\scripts\\win.js"})
    void pathsOfWindowsAreRead(String command) {
        assertThat(StartedFiles.of(command))
                .extracting(StartedFile::path)
                .anyMatch(each -> each.endsWith("scripts/win.js"));
    }
}
