package dev.assay.detectors.model.torchscript;

import static dev.assay.detectors.model.torchscript.TorchScriptSamples.archive;
import static dev.assay.detectors.model.torchscript.TorchScriptSamples.packaged;
import static dev.assay.detectors.model.torchscript.TorchScriptSamples.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScriptDecoderTest {
    private static final String SAVES = "def f(self, x):\n  torch.save(x, \"/tmp/a\")\n";
    private static final String FILES = "model/torchscript-file-access";
    private static final String HIDDEN = "model/torchscript-hidden-operator";

    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("x.pt", bytes);
    }

    private static List<String> names(byte[] bytes) throws IOException {
        Decoded decoded = new TestScan(AllDetectors.ALL)
                .decode("x.pt", new StreamSource(new ByteArrayInputStream(bytes), bytes.length));
        return decoded.parts().stream()
                .flatMap(part -> part.facts().stream())
                .filter(fact -> fact instanceof EmbeddedCode)
                .map(fact -> ((EmbeddedCode) fact).name())
                .toList();
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/torchscript-")) {
                rule.match()
                        .forEach(example -> assertThat(scan(script("def g():\n  pass\n" + example))
                                        .ruleIds())
                                .as(example)
                                .contains(rule.id()));
                rule.silent()
                        .forEach(example -> assertThat(scan(script("def g():\n  pass\n" + example))
                                        .inOrder())
                                .as(example)
                                .isEmpty());
            }
        }
    }

    @Test
    void aFindingSaysWhereAndWhat() {
        RecordedReport report = scan(script("x : int\n" + SAVES));
        Finding finding = report.findings().getFirst();
        assertThat(report.findings()).hasSize(1);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.location().offsetBytes()).isEqualTo(("x : int\n" + SAVES).indexOf("torch."));
        assertThat(finding.location().entries()).containsExactly("m/code/__torch__.py");
        assertThat(finding.message())
                .contains("torch.save(x, \"/tmp/a\")")
                .contains("calls the model")
                .doesNotContain("__setstate__");
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void whatLoadingRunsByItselfIsSaid() {
        RecordedReport report = scan(script("class A:\n  def __setstate__(self, x):\n    torch.save(x, \"a\")\n"));
        assertThat(report.ruleIds()).containsExactly(FILES);
        assertThat(report.findings().getFirst().message()).contains("torch.jit.load itself runs");
        assertThat(scan(script("def __setstate__(self, x):\n  self.x = x\n")).inOrder())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code/__torch__.py",
                "code/__torch__/a/b.py",
                "CODE/__Torch__.PY",
                "code/other.py",
                "code/other/net.py"
            })
    void codeIsKnownByItsPlace(String name) {
        byte[] source = SAVES.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(scan(archive(name, source).build()).ruleIds()).containsExactly(FILES);
    }

    @Test
    void otherPythonIsNot() {
        byte[] source = SAVES.getBytes(StandardCharsets.ISO_8859_1);
        for (String name : List.of("extra/net.py", "code.py", "code/net.txt", "encode/net.py")) {
            assertThat(scan(archive(name, source).build()).inOrder()).as(name).isEmpty();
        }
        ZipBytes plain = new ZipBytes();
        plain.stored("repository/code/net.py", source);
        assertThat(scan(plain.build()).inOrder()).isEmpty();
        assertThat(new TestScan(AllDetectors.ALL)
                        .run("code/__torch__.py", source)
                        .inOrder())
                .isEmpty();
    }

    @Test
    void inAStreamTheCodeComesBeforeTheLayoutIsKnown() throws IOException {
        assertThat(names(script(SAVES))).containsExactly("aten::save");
    }

    @Test
    void theOldLayoutIsReadToo() {
        ZipBytes zip = new ZipBytes();
        zip.stored("m/model.json", "{}");
        zip.stored("m/code/m.py", SAVES);
        assertThat(scan(zip.build()).ruleIds()).containsExactly(FILES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch . save(x)|" + FILES,
                "(torch\\n  .save(x))|" + FILES,
                "torch. # why\\n  save(x)|" + FILES,
                "torch.\\\\\\nsave(x)|" + FILES,
                "f(1)[0].save(x)|" + HIDDEN,
                "x.autograd.save(y)|" + HIDDEN,
                "getattr(getattr(self, \"0\"), \"save\")|" + HIDDEN,
                "getattr(x, 's\\141ve')|" + HIDDEN,
                "getattr(f(a, [b, (c)]), '''sa''' \"ve\")|" + HIDDEN,
                "for t in torch:|''",
                "x == torch|" + HIDDEN,
                "x = [ops, 1]|" + HIDDEN,
                "g(torch == x)|" + HIDDEN,
                "a = \"b\\\\\" torch.save(x) \"|''",
                "a = '\\\\\\\\'; torch.save(x)|" + FILES,
                "a = '''b ' torch.save(x) '''|''",
                "a = \"b\\ntorch.save(x)|" + FILES,
                "a = 'b' # '\\ntorch.save(x)|" + FILES,
                "a = \"\"; torch.save(x)|" + FILES,
                "f(x, \"save\")|''",
                "getattr(x, \"a\") + f(\"save\")|''",
                "torch.saved(x)|''",
                "mytorch.relu(torch=x)|''",
                "self.torch.relu(x)|''",
                "class ops:|''",
                "x = 1.e5.real|''",
            })
    void namesAreReadAsTorchReadsThem(String source, String rule) {
        String text = source.replace("\\n", "\n").replace("\\\\", "\\");
        assertThat(scan(script(text)).ruleIds()).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void eachNameIsAFindingAtItsFirstPlaceOnly() throws IOException {
        String source = "ops.a.b(x)\n".repeat(1_000) + "ops.a.c(x)\ntorch.relu(x)\n" + "torch.save(x)\n".repeat(5);
        assertThat(names(script(source))).containsExactly("a::b", "a::c", "aten::save");
    }

    @Test
    void moreNamesThanAreKeptAreAGap() {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            source.append("ops.a.b").append(i).append("(x)\n");
        }
        List<Gap> gaps = scan(script(source.toString())).gaps();
        assertThat(gaps).hasSize(1);
        assertThat(gaps.getFirst().kind()).isEqualTo(GapKind.LIMIT);
    }

    @Test
    void longNamesAndDeepNestingCostNothing() throws IOException {
        String nested = "getattr(".repeat(100_000) + "\"save\"" + ")".repeat(100_000);
        assertThat(names(script(nested))).containsExactly(".save");
        assertThat(names(script("ops.mine." + "x".repeat(500_000)))).hasSize(1).allMatch(name -> name.length() < 200);
        assertThat(names(script("ops.m" + ".x".repeat(300_000) + ".save"))).hasSize(1);
        assertThat(names(script(")".repeat(300_000) + "torch.save(x)"))).containsExactly("aten::save");
    }

    @Test
    void aPackageListsTheCodeThatLoadingRuns() throws IOException {
        RecordedReport report = scan(packaged(7).build());
        assertThat(report.ruleIds()).containsExactly("model/torch-package-code");
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(report.findings().getFirst().message())
                .contains("p/net/__init__.py, p/net/layer1.py")
                .contains("and 2 more");
        assertThat(names(packaged(7).build())).hasSize(7);
    }

    @Test
    void aPackageWithoutCodeHasNone() {
        ZipBytes zip = packaged(0);
        zip.stored("p/.data/ts_code/code/__torch__.py", SAVES);
        assertThat(scan(zip.build()).ruleIds()).containsExactly(FILES);
    }

    @Test
    void anEndlessPackageIsListedInPart() throws IOException {
        assertThat(names(packaged(1_500).build())).hasSize(1_000);
    }
}
