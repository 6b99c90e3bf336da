package dev.assay.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is read how, and what is found in texts as they come. */
class TextDecoderTest {
    private static final Path FIXTURES = Path.of("src/test/resources/dev/assay/detectors/text");

    private static Set<String> formats(String name, byte[] bytes) throws IOException {
        Decoded decoded = new TestScan(AllDetectors.ALL).decode(name, new MemorySource(bytes));
        return decoded.byFormat().keySet();
    }

    private static RecordedReport fixture(String name) throws IOException {
        Path file = FIXTURES.resolve(name);
        return Texts.scan(file.getFileName().toString(), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({
        "a.py,x,python python-source",
        "a.py,#,python python-source",
        "run,#!/usr/bin/env python3,python",
        "a.jsonl,[1],json",
        "a.model,' { \"a\": 1}',json",
        "a.jinja,x,jinja",
        "a.tmpl,a: b,markup",
        "a.ipynb,{},notebook",
        "a.md,{a},text",
        "a,x,text",
    })
    void aTextIsOfOneKind(String name, String text, String kind) throws IOException {
        // the cryptography audit reads programs beside
        assertThat(String.join(" ", formats(name, text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(kind);
    }

    @Test
    void whatHoldsControlCharactersIsNoText() throws IOException {
        assertThat(formats("a.txt", new byte[] {'a', 0, 'b', 'c'})).containsExactly("unknown");
        assertThat(formats("a.txt", new byte[] {'a', 1, 'b', 'c'})).containsExactly("unknown");
        assertThat(formats("a.py", new byte[] {'a', 0, 'b', 'c'})).containsExactly("python-source");
        assertThat(formats("a.py", new byte[] {'#', 1, 'b', 'c'})).containsExactly("python");
        assertThat(formats("a.jinja", new byte[] {'#', 1, 'b', 'c'})).containsExactly("jinja");
        assertThat(formats("a.py", new byte[0])).containsExactly("unknown");
    }

    /** Programs read what stands around a zero; data have more of them, and characters of no text. */
    @Test
    void whatIsNearlyAllTextIsText() throws IOException {
        String words = "Words, of which there are some.\n\u00e9\n";
        byte[] text = (words + "\0" + words).getBytes(StandardCharsets.UTF_8);
        assertThat(formats("a.txt", text)).containsExactly("text");
        assertThat(formats("a.json", ("{\"a\": \"" + "b".repeat(20) + "\"}\0").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("json");
        byte[] data = (words + "\0\1\0\1" + words).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(formats("a.txt", (words + "\0\1\2\3\4\5").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("unknown");
        assertThat(formats("a.txt", data)).containsExactly("unknown");
        String block = "\0\1\2\n-----BEGIN PRIVATE KEY-----\n";
        assertThat(formats("a.pem", block.getBytes(StandardCharsets.UTF_8))).containsExactly("text");
    }

    @Test
    void templatesAsModelsHaveThemAreSilent() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve("templates"))) {
            for (Path file : files.sorted().toList()) {
                byte[] template = Files.readAllBytes(file);
                assertThat(Texts.scan("chat_template.jinja", template).inOrder())
                        .as(file.toString())
                        .isEmpty();
                assertThat(Texts.scan(file.getFileName().toString(), template).inOrder())
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void attacksAreFound() throws IOException {
        String all = Files.readString(FIXTURES.resolve("attacks/attacks.txt"))
                .replace("<CR>", "\r")
                .replace("<FF>", "\f");
        String[] samples = all.split("(?m)^=== ", -1);
        assertThat(samples.length).isGreaterThan(40);
        for (int i = 1; i < samples.length; i++) {
            int line = samples[i].indexOf('\n');
            RecordedReport report = Texts.scan(samples[i].substring(0, line), samples[i].substring(line + 1));
            assertThat(report.findings())
                    .as(samples[i])
                    .anyMatch(finding -> finding.severity().compareTo(Severity.MEDIUM) >= 0);
        }
    }

    @Test
    void templatesInJsonAreMembersUnderTheirWay() throws IOException {
        RecordedReport report = fixture("texts/tokenizer_config.json");
        assertThat(report.ruleIds()).contains("model/jinja-escape").doesNotContain("model/jinja-template-file");
        assertThat(report.findings())
                .allSatisfy(finding ->
                        assertThat(finding.location().entries()).containsExactly("chat_template/1/template.jinja"));
    }

    @Test
    void escapesOfJsonHideNothing() {
        String json = "{\"a\": [1, NaN, {\"chat_template\": \"\\u007b{ x.__glo\\u0062als__ }}\"}],}";
        RecordedReport report = Texts.scan("tokenizer.json", json);
        assertThat(report.ruleIds()).containsExactly("model/jinja-escape");
        assertThat(report.findings().getFirst().location().entries()).containsExactly("a/2/chat_template.jinja");
    }

    @Test
    void theCellsOfANotebookAreOneSource() throws IOException {
        RecordedReport report = fixture("texts/notebook.ipynb");
        assertThat(report.ruleIds()).containsExactly("code/python-shell-download", "code/python-process");
        assertThat(report.findings().getLast().location().entries()).containsExactly("cells.py");
    }

    @Test
    void utf16IsReadAsWhatItsNameSays() {
        String source = "import os\r\nos.system('id \u00e9\u4e2d')\r\n";
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("\ufeff", "")) {
                byte[] bytes = (mark + source).getBytes(charset);
                assertThat(Texts.scan("modeling_x.py", bytes).ruleIds()).containsExactly("code/python-process");
            }
        }
    }

    @Test
    void utf32IsAGap() {
        for (String charset : List.of("UTF-32LE", "UTF-32BE")) {
            for (String mark : List.of("\ufeff", "")) {
                byte[] bytes = (mark + "-----BEGIN KEY-----").getBytes(java.nio.charset.Charset.forName(charset));
                assertThat(Texts.scan("a.pem", bytes).gaps())
                        .singleElement()
                        .extracting(gap -> gap.reason())
                        .isEqualTo("text in UTF-32, which is not read");
            }
        }
    }

    /** What would be harmless on a page is not in what a model's prompts are made of, and the other way round. */
    @Test
    void templatesOfPagesMayDoMore() {
        String page =
                "{% include 'a.html' %}{{ request.user }}{{ x.__class__ }}{% for i in range(10**9) %}{% endfor %}";
        assertThat(Texts.scan("page.html", page).findings()).isEmpty();
        assertThat(Texts.scan("chat_template.jinja", page).ruleIds())
                .containsExactly(
                        "model/jinja-template-file",
                        "model/jinja-application-object",
                        "model/jinja-special-attribute",
                        "model/jinja-explosion");
        assertThat(Texts.scan("page.html", "{{ x.__init__.__globals__ }}").findings())
                .allMatch(finding -> finding.severity() == Severity.HIGH)
                .isNotEmpty();
    }

    @Test
    void addressesInProseAreNone() {
        String text = "see http://45.12.3.4/a";
        assertThat(Texts.scan("README.md", text).findings()).isEmpty();
        assertThat(Texts.scan("config.ini", text).findings()).hasSize(1);
    }

    @Test
    void aSecretIsFoundOnceAndNowhereShown() {
        String token = Texts.example("gsk_~{random:base62:52}");
        RecordedReport report = Texts.scan("a.conf", "k=" + token + "\n" + "x".repeat(400_000) + "\nk=" + token + "\n");
        assertThat(report.findings()).hasSize(1);
        assertThat(report.inOrder().toString()).doesNotContain(token.substring(5, 25));
    }

    /** Wherever the border of a piece falls, what lies across it is found. */
    @ParameterizedTest
    @ValueSource(ints = {118_700, 122_800, 122_850, 126_900, 131_000, 131_050, 245_700})
    void bordersHideNothing(int before) {
        String token = Texts.example("gsk_~{random:base62:52}");
        for (int shift = 0; shift < 130; shift += 13) {
            RecordedReport report = Texts.scan("a.conf", " ".repeat(before + shift) + token + " ".repeat(9_000));
            assertThat(report.ruleIds()).as(before + "+" + shift).containsExactly("secret/ai-service-key");
        }
    }

    /** A stream does not come back, so its beginning is kept for what its end may tell; a large one goes on as a text. */
    @Test
    void largeStreamsAreReadToTheirEnd() throws IOException {
        String token = Texts.example("gsk_~{random:base62:52}");
        byte[] end = (token + " ").getBytes(StandardCharsets.ISO_8859_1);
        ZipBytes zip = new ZipBytes();
        zip.stored("a.txt", "x");
        byte[] behind = zip.build();
        byte[] bytes = new byte[(33 << 20) + end.length + behind.length];
        java.util.Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(end, 0, bytes, 33 << 20, end.length);
        System.arraycopy(behind, 0, bytes, (33 << 20) + end.length, behind.length);
        Memory little = new Memory(4 << 20, new Buffers(8));
        Decoded decoded = new TestScan(AllDetectors.ALL)
                .decode(
                        "a.conf",
                        new StreamSource(new ByteArrayInputStream(bytes), bytes.length),
                        little,
                        Clock.endless());
        assertThat(decoded.parts()).hasSize(1);
        assertThat(decoded.parts().getFirst().facts())
                .extracting(Fact::offsetBytes)
                .containsExactly(33L << 20);
        assertThat(decoded.parts().getFirst().gaps())
                .extracting(Decoded.PartGap::reason)
                .singleElement()
                .asString()
                .contains("a zip lies at the end");
    }

    @Test
    void hostileTextsEndInTime() {
        assertThat(Texts.scan("a.py", "(".repeat(300_000)).findings()).isEmpty();
        assertThat(Texts.scan("a.py", "f(".repeat(100_000) + "exec(x)").findings())
                .isEmpty();
        assertThat(Texts.scan("a.py", "a = 'x' * 9999\n" + "a = a + a\n".repeat(5_000))
                        .findings())
                .isEmpty();
        assertThat(Texts.scan("a.py", "a = [1]\n" + "a = a + a\n".repeat(5_000)).findings())
                .isEmpty();
        assertThat(Texts.scan("a.py", "f = lambda x: f(x)(f(x))\n" + "f(f)\n".repeat(200))
                        .findings())
                .isEmpty();
        String word = "w = '" + "x".repeat(1 << 20) + "'\n";
        for (String deep : List.of(
                "a = (" + "'a' ".repeat(90_000) + ")",
                "a = (" + "b'a' ".repeat(90_000) + ")\n" + word + "w = (" + "w + ".repeat(300) + "b'a' b'b')",
                "x = f'" + "{f\"{".repeat(40_000),
                "x = f'{\n".repeat(40_000),
                "x = " + "f'{".repeat(9) + "x" + "}'".repeat(9),
                "f = lambda: (" + "f(), ".repeat(100) + ")\nf()",
                "a = '" + "{".repeat(1 << 20) + "'.format(b)",
                word + "a = [w, w, w, w]\n" + "''.join(a)\n".repeat(20_000),
                "import os\n" + word + "def f():\n  os.system(" + "w, ".repeat(90) + ")\n",
                "from functools import partial as p\na = p(a)\n" + "a = p(a, a)\n".repeat(5_000) + "a()",
                "x = " + "[".repeat(60) + "y" + " for y in [1, 2, 3]]".repeat(60),
                "a = []\n" + "a = [a]\n".repeat(100_000) + "import os\ndef f():\n  os.system(a)\n",
                "x = 1" + ".a".repeat(40_000),
                "x = " + "not ".repeat(90_000),
                "x = " + "[y for y in ".repeat(15_000),
                "x = " + "lambda: ".repeat(40_000),
                "x = " + "f(x for y in ".repeat(15_000),
                "x = " + "{**".repeat(30_000),
                "a = [1] * 9\n" + "a = a + a\n".repeat(20) + "b = bytes(map(chr, a))\n".repeat(20_000))) {
            RecordedReport report = Texts.scan("a.py", deep);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).extracting(gap -> gap.kind().toString()).doesNotContain("INTERNAL", "FAILURE");
        }
        String heavy =
                "a = 'x' * 9999\n" + "a = a + a\n".repeat(9) + "b = f(a)\n".repeat(100) + "import os\nos.system(a)\n";
        assertThat(Texts.scan("a.py", heavy).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("to work out"));
        assertThat(Texts.scan("a.py", heavy).ruleIds()).containsExactly("code/python-process");
        for (String deep : List.of("-", "not ", "[", "x(", "x[", "a if ", "x|f(")) {
            assertThat(Texts.scan("a.jinja", "{{" + deep.repeat(30_000 / deep.length()) + "}}")
                            .inOrder())
                    .isEmpty();
        }
        assertThat(Texts.scan("a.jinja", "{{" + "(".repeat(60_000) + "}}").findings())
                .isEmpty();
        assertThat(Texts.scan("a.jinja", "{{ ".repeat(60_000)).findings()).isEmpty();
        assertThat(Texts.scan("a.json", "[".repeat(300_000) + "\"{{\"").findings())
                .isEmpty();
    }
}
